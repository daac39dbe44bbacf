import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { buildGallery, galleryCards, themes } from './build.ts'

describe('the gallery', function () {
  this.timeout(120_000)
  let directory: string
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  before(async function () {
    directory = mkdtempSync(join(tmpdir(), 'mfa-bot-gallery-'))
    browser = await openBrowser(this)
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    page.on('pageerror', error => complaints.push(error.message))
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(pathToFileURL(buildGallery(directory)).href, { timeout: 90_000 })
  })
  after(async () => {
    await browser?.close()
    rmSync(directory, { recursive: true, force: true })
  })

  it('shows every card in every language and theme, and asks nothing of the network', async () => {
    assert.equal(await page.locator('.stage .ac-adaptiveCard').count(), galleryCards().length * themes.length)
    assert.deepEqual(complaints, [])
  })

  it('lets one look at a single theme and language', async () => {
    for (const name of ['dark', 'contrast', 'nl']) await page.getByLabel(name, { exact: true }).uncheck()
    const shown = page.locator('.row[lang=en] .stage[data-theme=light]')
    assert.equal(await page.locator('.stage:not([hidden])').count(), await page.locator('.stage[data-theme=light]').count())
    assert.equal(await page.locator('.row:not([hidden])').count(), await shown.count())
  })

  it('no card is wider than a phone, and no button runs out of its card', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    const tooWide = await page.evaluate(() =>
      [...document.querySelectorAll('.stage')].flatMap(stage => {
        const right = stage.getBoundingClientRect().right
        const out = [...stage.querySelectorAll('*')].find(one => one.getBoundingClientRect().right > right + 1)
        return out ? [`${stage.closest('article')?.id}: ${out.textContent?.slice(0, 60)}`] : []
      }),
    )
    assert.deepEqual(tooWide, [])
  })
})
