/** Teams' subset of Markdown: bold, italic, lists, links and mentions. HTML is shown as text; links open in a new tab. */
export function renderMarkdown(text: string): string {
  return renderer().render(text)
}

let made: ReturnType<typeof markdownit> | null = null

function renderer(): ReturnType<typeof markdownit> {
  if (made) return made
  const md = markdownit('zero', { html: false, linkify: true, breaks: true })
  md.enable(['emphasis', 'list', 'link', 'linkify', 'newline', 'escape', 'entity'])
  md.inline.ruler.before('text', 'mention', (state, silent) => {
    const match = /^<at>([^<]{1,200})<\/at>/.exec(state.src.slice(state.pos, state.pos + 210))
    if (!match) return false
    if (!silent) state.push('mention', 'span', 0).content = match[1] ?? ''
    state.pos += match[0].length
    return true
  })
  md.renderer.rules.mention = (tokens, index) => `<span class="mention">${md.utils.escapeHtml(tokens[index]?.content ?? '')}</span>`
  md.renderer.rules.link_open = (tokens, index, options, _env, self) => {
    tokens[index]?.attrSet('target', '_blank')
    tokens[index]?.attrSet('rel', 'noopener noreferrer')
    return self.renderToken(tokens, index, options)
  }
  made = md
  return md
}

/** A message's text as an element, by its format. */
export function textElement(text: string, format: 'markdown' | 'plain' | 'xml'): HTMLElement {
  const element = document.createElement('div')
  element.className = 'text'
  if (format === 'markdown') element.innerHTML = renderMarkdown(text)
  else element.textContent = format === 'xml' ? withoutTags(text) : text
  return element
}

function withoutTags(text: string): string {
  return new DOMParser().parseFromString(text, 'text/html').body.textContent ?? ''
}
