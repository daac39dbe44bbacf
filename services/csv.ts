/** CSV that Excel opens as meant: a mark for UTF-8, the separator of the reader's country, quotes, and no formula that anybody planted. */

export type Separator = ',' | ';'

/** Excel takes the semicolon wherever decimals are written with a comma. `locale`: a BCP 47 tag. */
export function separatorFor(locale: string): Separator {
  return new Intl.NumberFormat(locale).format(1.5).includes(',') ? ';' : ','
}

/** A cell that begins like a formula, also where a file is split at the other separator, is shown as text. */
const harmless = (cell: string) => cell.replace(/(^|[,;\t\r\n])(\s*)([=+\-@＝＋－＠])/g, "$1$2'$3").replace(/^[\t\r]/, "'$&")

/** One line. Numbers and dates are written by the caller. */
export function csvLine(cells: string[], separator: Separator): string {
  return `${cells.map(cell => `"${harmless(cell).replaceAll('"', '""')}"`).join(separator)}\r\n`
}

/** A whole file as it is written, some lines at a time. */
export async function* csvFile(heading: string[], pages: AsyncIterable<string[][]>, separator: Separator): AsyncGenerator<string> {
  yield `\ufeff${csvLine(heading, separator)}`
  for await (const page of pages) yield page.map(cells => csvLine(cells, separator)).join('')
}
