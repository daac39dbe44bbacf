/** The system's Chromium, for tests that look at pages. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const programs = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Skips loudly where there is no browser; in CI that is a failure. */
export async function openBrowser(context: Mocha.Context): Promise<Browser> {
  const program = programs.find(path => existsSync(path))
  if (!program && !process.env.CI) {
    console.warn(`\n    NO BROWSER: none of ${programs.join(', ')} is here, so nobody looked at the pages. Install chromium.\n`)
    context.skip() // reason: printed above; in CI the launch below fails instead
  }
  return chromium.launch({
    executablePath: program ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}
