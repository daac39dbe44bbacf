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

export type MarkdownProblem = { kind: 'not_shown' } | { kind: 'link'; link: string }

function isAllowed(link: string, hosts: string[]): boolean {
  if (!URL.canParse(link)) return false
  const { protocol, hostname, username } = new URL(link)
  return protocol === 'https:' && !username && hosts.some(host => hostname === host || hostname.endsWith(`.${host}`))
}

/** Checks a text against the subset; links may only lead to `hosts` or to hosts below them. Gives what is wrong, empty when nothing is. */
export function checkMarkdown(text: string, hosts: string[]): MarkdownProblem[] {
  const tokens = markdown.parse(text, {}).flatMap(token => [token, ...(token.children ?? [])])
  const links = tokens.filter(token => token.type === 'link_open').map(token => String(token.attrGet('href') ?? ''))
  const foreign = links.filter(link => !isAllowed(link, hosts)).map(link => ({ kind: 'link' as const, link }))
  return tokens.some(token => !shown.has(token.type)) ? [{ kind: 'not_shown' }, ...foreign] : foreign
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
