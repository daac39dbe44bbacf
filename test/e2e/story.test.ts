/** The rollout day in a real browser, on the bot as a user starts it: announce, guide, check, escalate. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { type Language, speak } from '../../cards/texts/translate.ts'
import { personas } from '../../practice/company/constants.ts'
import { type BotProcess, removeDirectory, startBot, temporaryDirectory, until } from '../support/bot-process.ts'
import { openBrowser } from '../support/browser.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { LedgerWatch } from '../support/ledger-watch.ts'
import { PracticeClient, textOf } from '../support/practice-client.ts'

const screenshots = new URL('../../dist/screenshots/', import.meta.url).pathname

/** One person's window. */
class Window {
  readonly page: Page
  readonly say: ReturnType<typeof speak>
  private constructor(page: Page, language: Language) {
    this.page = page
    this.say = speak(language, 'Europe/Amsterdam')
  }

  static async open(context: BrowserContext, url: string, who: { id: string; language: Language }): Promise<Window> {
    const page = await context.newPage()
    await page.goto(`${url}/#/as/${who.id}`)
    await page.getByTestId('compose').waitFor()
    return new Window(page, who.language)
  }

  async type(text: string): Promise<void> {
    await this.page.getByTestId('compose').fill(text)
    await this.page.keyboard.press('Enter')
  }

  button(title: string): Locator {
    return this.page.locator('.ac-adaptiveCard').getByRole('button', { name: title, exact: true }).last()
  }

  async press(title: string): Promise<void> {
    await this.button(title).click({ timeout: 20_000 })
  }

  async sees(text: string, seconds = 30): Promise<void> {
    await this.page
      .getByText(text)
      .last()
      .waitFor({ timeout: seconds * 1000 })
  }

  /** The card with this button, not only the news of it in the thread, says this: what is pressed next then knows about it. */
  async cardSays(text: string, button: string): Promise<void> {
    const card = this.page.locator('.ac-adaptiveCard').filter({ has: this.page.getByRole('button', { name: button, exact: true }) })
    await card.getByText(text).last().waitFor({ timeout: 30_000 })
  }

  /** A browser keeps six connections to one address, and every window listens on one. */
  async close(): Promise<void> {
    await this.page.close()
  }

  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `${screenshots}${name}.png` })
  }
}

function story(engine: 'PGlite' | 'PostgreSQL'): void {
  describe(`the rollout day, on ${engine}`, function () {
    this.timeout(180_000)
    let bot: BotProcess
    let browser: Browser
    let context: BrowserContext
    let client: PracticeClient
    const dataDir = temporaryDirectory()
    const complaints: string[] = []

    before(async function () {
      mkdirSync(screenshots, { recursive: true })
      browser = await openBrowser(this)
      const environment = { CANARY_MINUTES: '0.02', ...(engine === 'PostgreSQL' ? { DATABASE_URL: await freshDatabaseUrl() } : {}) }
      bot = await startBot({ dataDir, environment })
      client = await PracticeClient.connect(bot.page)
      context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
      context.on('weberror', error => complaints.push(error.error().message))
    })

    after(async () => {
      await browser?.close()
      const code = await bot?.stop()
      removeDirectory(dataDir)
      assert.equal(code, 0, `Ctrl-C did not stop the bot clean:\n${bot?.output()}`)
      assert.deepEqual(complaints, [])
    })

    const nameOf = (id: string) => client.company.people.find(one => one.id === id)?.name ?? ''
    const open = (name: keyof typeof personas, language: Language) => Window.open(context, bot.page, { id: personas[name], language })

    const admins: string[] = [personas.daan, personas.grace, personas.sanne, personas.oliver]
    const askedBy = (say: Window['say']) => say('approval.ask_announcement', { author: nameOf(personas.daan) })

    it('lets an admin write to everybody, and nothing goes out before a colleague has looked', async () => {
      const daan = await open('daan', 'nl')
      await daan.type('aankondigen')
      await daan.page.getByLabel(daan.say('announce.sender')).fill('Ineke Visser, IT')
      await daan.picture(`${engine}-form`)
      await daan.press(daan.say('announce.preview'))
      await daan.sees(daan.say('preview.above'))
      await daan.picture(`${engine}-preview`)
      await daan.press(daan.say('preview.ask_approval'))
      await daan.sees(daan.say('board.awaiting_approval'))
      for (const id of admins.slice(1)) await client.person(id).sees(askedBy(speak(id === personas.sanne ? 'nl' : 'en', 'UTC')))
      await daan.close()
      const { people } = await client.received()
      assert.deepEqual(
        Object.keys(people).filter(id => (people[id]?.messages ?? 0) > 0 && !admins.includes(id)),
        [],
      )
    })

    it('goes out when a colleague approves: first to a few, then to all, and the ledger adds up at every moment', async () => {
      const grace = await open('grace', 'en')
      await grace.press(grace.say('approval.show', { language: 'nl' }))
      await grace.sees(speak('nl', 'Europe/Amsterdam')('announcement.never'))
      await grace.picture(`${engine}-approval`)
      const watch = LedgerWatch.start(bot, client)
      await grace.press(grace.say('approval.approve'))
      await grace.sees(grace.say('approval.approved', { name: nameOf(personas.grace) }))
      const daan = await open('daan', 'nl')
      await daan.sees(daan.say('approval.yours_approved', { name: nameOf(personas.grace) }))
      await daan.sees(daan.say('news.went_on'))
      await daan.sees(daan.say('board.finished', { delivered: 216, all: 223 }), 60)
      await daan.picture(`${engine}-board`)
      await Promise.all([daan.close(), grace.close()])
      await watch.stop()
      assert.ok(watch.samples > 3, `only ${watch.samples} samples were taken while it ran`)
      for (const id of admins.slice(1)) {
        const asked = (await client.person(id).messages()).filter(one => textOf(one.cards).includes(nameOf(personas.grace)))
        assert.equal(asked.length, 1, 'the cards of the other admins follow')
      }
    })

    it('gives every reachable person exactly one card, and accounts for everybody else by reason', async () => {
      const admin = client.person(personas.daan)
      const { people } = await client.received()
      const counts = Object.entries(people).filter(([id, one]) => !admins.includes(id) && one.messages > 0)
      assert.equal(counts.length, 212)
      assert.deepEqual(
        counts.filter(([, one]) => one.messages !== 1),
        [],
      )
      for (const id of [personas.sanne, personas.oliver]) {
        const never = speak(id === personas.sanne ? 'nl' : 'en', 'UTC')('announcement.never')
        assert.equal((await client.person(id).messages()).filter(one => textOf(one.cards).includes(never)).length, 1)
      }
      const board = textOf((await admin.sees('216')).cards)
      const nl = speak('nl', 'Europe/Amsterdam')
      const reasons: [Parameters<typeof nl>[0], number][] = [
        ['reason.policy_blocked', 3],
        ['reason.blocked', 2],
        ['reason.no_licence', 2],
        ['reason.guest', 9],
        ['reason.disabled', 7],
        ['reason.service', 5],
        ['reason.break_glass', 2],
        ['reason.not_started', 2],
        ['reason.on_leave', 2],
      ]
      for (const [key, count] of reasons) assert.match(board, new RegExp(`${nl(key)}\\n${count}(\\n|$)`))
      assert.equal(216 + reasons.reduce((sum, [, count]) => sum + count, 0), 250)
    })

    it('walks Kees through it in Dutch until the directory confirms, and turns the old card into "done"', async () => {
      const kees = await open('kees', 'nl')
      await kees.press(kees.say('announcement.start'))
      await kees.press(kees.say('flow.start.front.choice.both'))
      await kees.press(kees.say('flow.start.method.choice.authenticator'))
      await kees.button(kees.say('flow.register_authenticator.app.next')).waitFor()
      await kees.picture(`${engine}-step`)
      for (const step of ['app', 'account', 'add', 'scan'] as const) await kees.press(kees.say(`flow.register_authenticator.${step}.next`))
      await kees.page.getByTestId('register-microsoftAuthenticator').click()
      await kees.page.getByTestId('method-microsoftAuthenticator').waitFor()
      await kees.press(kees.say('flow.register_authenticator.number.next'))
      const done = await until('a new message that says it is done', async () =>
        (await client.person(personas.kees).messages()).find(one => one.alert && textOf(one.cards).includes(kees.say('done.title'))),
      )
      const finished = kees.say('announcement.finished', { name: 'Kees' })
      const first = await until('the announcement to be finished', async () => {
        const [announcement] = await client.person(personas.kees).messages()
        return announcement?.editedAt && textOf(announcement.cards).includes(finished) ? announcement : null
      })
      assert.notEqual(first.id, done.id)
      await kees.sees(finished)
      await kees.picture(`${engine}-done`)
    })

    it('carries Emma from "I am stuck" to the helpdesk and back, in English', async () => {
      const emma = await open('emma', 'en')
      await emma.type('helpdesk')
      await emma.page.getByLabel(emma.say('help.sentence')).fill('The shop page asks for a card and I have none')
      await emma.press(emma.say('help.send'))
      await emma.sees(emma.say('help.case.open', { id: 2001 }))
      const priya = await open('priya', 'en')
      await priya.page.getByTestId(`chat-${client.company.helpdesk.conversationId}`).click()
      await priya.press(priya.say('case.claim'))
      await emma.sees(emma.say('help.case.claimed', { id: 2001, agent: nameOf(personas.priya) }))
      await priya.page
        .getByLabel(priya.say('case.answer_field', { name: nameOf(personas.emma), language: 'English' }))
        .fill('Try “Skip” on that page')
      await priya.press(priya.say('case.answer'))
      await emma.sees('Try “Skip” on that page')
      await priya.picture(`${engine}-case`)
      // Only then is there one card left to write in.
      await emma.sees(emma.say('help.earlier', { id: 2001 }))
      await emma.page.getByLabel(emma.say('help.reply.back')).last().fill('That worked, thank you')
      await emma.press(emma.say('help.reply.send'))
      await priya.cardSays('That worked, thank you', priya.say('case.resolve'))
      await priya.press(priya.say('case.resolve'))
      await emma.press(emma.say('help.rate.up'))
      await emma.sees(emma.say('help.rated.up'))
      await emma.picture(`${engine}-thumb`)
      await priya.sees(priya.say('case.rated', { thumb: 'up', name: nameOf(personas.emma) }))
    })
  })
}

story('PGlite')
story('PostgreSQL')
