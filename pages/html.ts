/** HTML from templates: whatever is put in is escaped, unless it is HTML already. */

export interface Html {
  readonly html: string
}
type Part = Html | string | number | null | Part[]

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, sign => signs[sign] ?? sign)

function partOf(part: Part): string {
  if (part === null) return ''
  if (Array.isArray(part)) return part.map(partOf).join('')
  return typeof part === 'object' ? part.html : escaped(String(part))
}

/** HTML that was made safe elsewhere. */
export const trusted = (html: string): Html => ({ html })

export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  trusted(strings.map((text, index) => text + (index < parts.length ? partOf(parts[index] ?? null) : '')).join(''))
