import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvFile, csvLine, separatorFor } from '../../services/csv.ts'

describe('CSV for Excel', () => {
  it('separates as Excel does in the reader’s country', () => {
    const wanted = { nl: ';', 'nl-BE': ';', 'de-DE': ';', 'fr-FR': ';', en: ',', 'en-GB': ',', 'en-US': ',', 'es-MX': ',', ja: ',' }
    assert.deepEqual(Object.fromEntries(Object.keys(wanted).map(locale => [locale, separatorFor(locale)])), wanted)
  })

  it('begins with the mark by which Excel knows UTF-8, and ends lines as Windows does', async () => {
    async function* pages() {
      yield [['José', '1']]
      yield []
      yield [['Zoë', '2']]
    }
    let text = ''
    for await (const part of csvFile(['Naam', 'Aantal'], pages(), ';')) text += part
    assert.equal(text, '\ufeff"Naam";"Aantal"\r\n"José";"1"\r\n"Zoë";"2"\r\n')
  })

  const planted = ['=1+1', '+31 6', '-2', '@SUM(A1)', '\tx', '\rx', ' =1', '＝1+1', 'a;=1+1', 'a,@x', 'b\n=1']
  for (const cell of planted)
    it(`shows ${JSON.stringify(cell)} as text`, () => {
      const begins = /^\s*[=+\-@＝＋－＠]|^[\t\r]/
      for (const separator of [',', ';'] as const) {
        const [[read = ''] = []]: string[][] = parse(csvLine([cell], separator), { delimiter: separator })
        assert.doesNotMatch(read, begins)
        for (const part of read.split(/[,;\n]/)) assert.doesNotMatch(part, begins)
      }
    })

  it('leaves addresses, dates and names alone', () => {
    const cells = ['kees.de.wit@example.test', '2026-11-24 10:00', 'O’Brien-Smit, Ann', 'say "hi"', 'two\r\nlines', '']
    const [read]: string[][] = parse(csvLine(cells, ';'), { delimiter: ';' })
    assert.deepEqual(read, cells)
  })

  it('what is written can be read again, whatever it is', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2 }), cells => {
        const [read = []]: string[][] = parse(csvLine(cells, ','), { delimiter: ',' })
        assert.deepEqual(
          read.map(cell => cell.replaceAll("'", '')),
          cells.map(cell => cell.replaceAll("'", '')),
        )
      }),
    ))
})
