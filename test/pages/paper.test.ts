/** What is printed: exactly one page of A4, whatever was written. */
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { readConfig } from '../../bot/config.ts'
import { broadcastOf, organisationOf } from '../../bot/pages/library.ts'
import { languages } from '../../cards/texts/translate.ts'
import type { Broadcast } from '../../pages/data.ts'
import { posterPage } from '../../pages/poster.ts'
import { talkNotePage } from '../../pages/talk-note.ts'
import { testEnvironment } from '../support/app.ts'
import { openBrowser } from '../support/browser.ts'
import { paperSamples } from '../support/samples/paper.ts'

/** What Chromium's PDF says of its own pages. */
const pagesOf = (pdf: Buffer) => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b(?!s)/g)].length
const boxOf = (pdf: Buffer) => (pdf.toString('latin1').match(/\/MediaBox\s*\[([^\]]*)\]/)?.[1] ?? '').trim().split(/\s+/).map(Number)

describe('posters and talk notes', function () {
  this.timeout(120_000)
  let browser: Browser
  before(async function () {
    browser = await openBrowser(this)
  })
  after(() => browser?.close())
  const organisation = organisationOf(readConfig(testEnvironment))

  for (const [name, announcement] of Object.entries(paperSamples)) {
    for (const language of languages) {
      for (const make of [posterPage, talkNotePage]) {
        it(`${make.name} fits one page: ${name} (${language})`, async () => {
          const broadcast: Broadcast = broadcastOf(announcement)
          const page = await browser.newPage({ viewport: { width: 900, height: 1300 } })
          await page.setContent(make(language, organisation, broadcast))
          const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
          const cut = await page.evaluate(() =>
            [...document.querySelectorAll('.sheet *')]
              .filter(one => one.getBoundingClientRect().right > (document.querySelector('.sheet')?.getBoundingClientRect().right ?? 0))
              .map(one => one.textContent?.slice(0, 40)),
          )
          await page.close()
          assert.equal(pagesOf(pdf), 1)
          assert.deepEqual(boxOf(pdf).map(Math.round), [0, 0, 595, 842])
          assert.deepEqual(cut, [])
        })
      }
    }
  }

  it('have no QR code and no other picture', () => {
    const announcement = Object.values(paperSamples)[0]
    assert.ok(announcement)
    const text = posterPage('en', organisation, broadcastOf(announcement))
    assert.doesNotMatch(text, /<(img|svg|canvas|picture|object)/)
    assert.match(text, /We never use QR codes on posters/)
  })
})
