/** What an admin may write: the Markdown that Teams shows in a card, and links that people can trust. */
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: true, linkify: true })
// Every address counts as a link here, also the ones that this parser would leave alone: we judge them ourselves.
markdown.validateLink = () => true
markdown.linkify.set({ fuzzyLink: true, fuzzyEmail: false })

/** Teams shows these in a card; the rest comes out as loose signs [Teams, "Format cards"]. */
const shown = new Set([
  'paragraph_open',
  'paragraph_close',
  'inline',
  'text',
  'softbreak',
  'hardbreak',
  'strong_open',
  'strong_close',
  'em_open',
  'em_close',
  'bullet_list_open',
  'bullet_list_close',
  'ordered_list_open',
  'ordered_list_close',
  'list_item_open',
  'list_item_close',
  'link_open',
  'link_close',
])

/**
 * `not_shown`: Teams would not show it. Links: `foreign`: to another host. `short`: nobody can see where it leads. `insecure`: no https.
 * `odd`: the address hides where it leads: an IP address, a port, a name before an @, letters that look like others, a backslash, another
 * address inside it, or a text that names another place.
 */
export type LinkProblem = 'foreign' | 'short' | 'insecure' | 'odd'
export type MarkdownProblem = { kind: 'not_shown' } | { kind: LinkProblem; link: string }

/** Hosts that pass people on to somewhere else. */
const shorteners =
  /(^|\.)(aka\.ms|bit\.ly|tinyurl\.com|t\.co|goo\.gl|g\.co|lnkd\.in|ow\.ly|is\.gd|v\.gd|buff\.ly|rebrand\.ly|rb\.gy|cutt\.ly|shorturl\.at|t\.ly|tiny\.cc|s\.id|1drv\.ms|forms\.gle|youtu\.be|urlz\.fr|kortelink\.nl|go\.microsoft\.com|safelinks\.protection\.outlook\.com|fwlink\.microsoft\.com)$/

const hidesAnotherAddress = ({ search, hash, pathname }: URL) => /https?(:|%3a)(\/|%2f)/i.test(pathname + search + hash)
const looksOdd = (link: string, url: URL) =>
  url.username !== '' ||
  url.password !== '' ||
  url.port !== '' ||
  /^[\d.]+$|^\[|(^|\.)xn--/.test(url.hostname) ||
  /\\|%5c|[^\x20-\x7e]/i.test(link) ||
  hidesAnotherAddress(url)

/** A text that reads like an address must be the address that it leads to. */
function namesAnotherPlace(text: string, url: URL): boolean {
  const named = text.trim().match(/^(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?:[/?#:]|$)/i)?.[1]
  return named !== undefined && named.toLowerCase() !== url.hostname
}

function problemOf({ link, text }: { link: string; text: string }, hosts: string[]): LinkProblem | null {
  if (!URL.canParse(link)) return 'foreign'
  const url = new URL(link)
  if (shorteners.test(url.hostname)) return 'short'
  if (url.protocol === 'http:') return 'insecure'
  if (url.protocol !== 'https:') return 'foreign'
  if (looksOdd(link, url) || namesAnotherPlace(text, url)) return 'odd'
  return hosts.some(host => url.hostname === host || url.hostname.endsWith(`.${host}`)) ? null : 'foreign'
}

/** Every link with the text that people see of it. */
function linksIn(tokens: { type: string; content: string; attrGet(name: string): unknown }[]): { link: string; text: string }[] {
  const links: { link: string; text: string }[] = []
  let open = false
  for (const token of tokens) {
    if (token.type === 'link_open') links.push({ link: String(token.attrGet('href') ?? ''), text: '' })
    if (token.type === 'link_open' || token.type === 'link_close') open = token.type === 'link_open'
    const last = links.at(-1)
    if (open && last && token.type === 'text') last.text += token.content
  }
  return links
}

/** Checks a text against the subset; links may only lead to `hosts` or to hosts below them. Gives what is wrong, empty when nothing is. */
export function checkMarkdown(text: string, hosts: string[]): MarkdownProblem[] {
  const tokens = markdown.parse(text, {}).flatMap(token => [token, ...(token.children ?? [])])
  const wrong = linksIn(tokens).flatMap(one => {
    const kind = problemOf(one, hosts)
    return kind ? [{ kind, link: one.link }] : []
  })
  return tokens.some(token => !shown.has(token.type)) ? [{ kind: 'not_shown' }, ...wrong] : wrong
}

/** The same subset for pages: HTML in a text is text, and a link that is not a plain https address stays text too. */
const safe = new MarkdownIt('zero', { html: false, linkify: false, breaks: true }).enable(['emphasis', 'list', 'link', 'newline', 'escape'])
safe.validateLink = link => URL.canParse(link) && new URL(link).protocol === 'https:'

/** As HTML that is safe to show, in paragraphs and lists. */
export const toHtml = (text: string): string => safe.render(text)

/** As plain text; a link is followed by its address. */
export function toPlain(text: string): string {
  let link = ''
  const spoken = safe.parse(text, {}).flatMap(token => {
    if (token.type === 'list_item_open') return ['- ']
    if (token.type === 'paragraph_close') return ['\n']
    return (token.children ?? []).map(part => {
      if (part.type === 'link_open') link = String(part.attrGet('href') ?? '')
      if (part.type === 'link_close') return ` (${link.replace(/^https:\/\//, '')})`
      return part.type === 'softbreak' || part.type === 'hardbreak' ? '\n' : part.content
    })
  })
  return spoken.join('').trim()
}
