import assert from 'node:assert/strict'
import { createLog } from '../../bot/log.ts'
import { createMetrics } from '../../bot/metrics.ts'
import { type Verb, verbs } from '../../cards/actions.ts'
import { suggestedTexts } from '../../cards/slots.ts'
import en from '../../cards/texts/en.json' with { type: 'json' }
import nl from '../../cards/texts/nl.json' with { type: 'json' }
import { languages, speak } from '../../cards/texts/translate.ts'
import { claimCase } from '../../services/case-steps.ts'
import { openCase } from '../../services/cases.ts'
import { saveChannel } from '../../services/conversations.ts'
import type { Db } from '../../services/db/database.ts'
import { findDelivery, record } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { findPerson } from '../../services/people.ts'
import { forgetSaid } from '../../services/said.ts'
import { looksSecret } from '../../services/secrets.ts'
import { development } from '../answers/sets.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { useDatabase } from '../support/database.ts'
import { addAnnouncement, addReachable, addWave, now, serviceUrl } from '../support/rollout.ts'
import { Teams } from '../support/teams.ts'
import { everything, filledWith } from '../support/traces.ts'
import { harmlessTyped } from '../support/typed-harmless.ts'
import { secretsTyped, type Typed } from '../support/typed-secrets.ts'

const seed = 20270201
const secrets = secretsTyped(2000, seed)
const harmless = harmlessTyped(2000, seed)
/** What is as short as "47" stands in many a number; that nothing at all was written covers those. */
const isTelling = ({ needle }: Typed) => needle.length >= 6

const pressedBy = (verb: string): string => {
  if (/^(case|keys)\./.test(verb)) return 'fatima'
  return /^(announce|approval|extensions|rollout|people|person|feature|lists)\./.test(verb) ? 'admin' : 'kees'
}

/** An announcement that Kees has, and may ask more time for. */
async function announced(db: Db): Promise<string> {
  const wave = await addWave(db, { extension_group_id: 'g-later' })
  const audience = { kind: 'person', personId: 'kees', name: 'Kees' } as const
  const announcement = await addAnnouncement(db, { audience, wave_id: wave.id, step: 'announcement', deadline_at: wave.deadline_at })
  await expand(db, { announcement, languageOf: () => 'en', now })
  const row = await findDelivery(db, announcement.id, 'kees')
  assert.ok(row)
  await record(db, row, { state: 'delivered', activityId: 'm1', shown: 1 }, now)
  return announcement.id
}

describe('what people type', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams
  let lines: string[]
  let ids: { announcementId: string; caseId: number }

  /** Kees has a case that an agent has taken: whatever he types is passed on, if nothing stops it. */
  beforeEach(async () => {
    lines = []
    app = { ...testApp(database().db, now), log: createLog('debug', { write: line => void lines.push(line) }) }
    app.directory.members[app.config.ADMIN_GROUP_ID] = ['admin']
    app.directory.members[app.config.HELPDESK_GROUP_ID] = ['fatima']
    await addReachable(app.db, ['kees', 'admin', 'fatima'])
    await saveChannel(app.db, 'helpdesk', { conversationId: '19:helpdesk@thread.tacv2', serviceUrl }, now)
    const person = await findPerson(app.db, 'kees')
    assert.ok(person)
    const hours = { opens: '08:00', closes: '17:00', timeZone: 'Europe/Amsterdam' }
    const about = { language: 'en', topic: 'other', sentence: '', callMe: null, activityId: 'm0' }
    const { case: row } = await openCase(app, { person, ...about, hours, now })
    await claimCase(app, { caseId: row.id, actorId: 'fatima', now })
    ids = { announcementId: await announced(app.db), caseId: row.id }
    teams = new Teams(app)
    for (const id of ['kees', 'admin', 'fatima']) await teams.types(id, 'help')
    await teams.presses('kees', 'notice.show', { announcementId: ids.announcementId })
    app.messenger.clear()
    app.jobs.queued.splice(0)
  })

  async function leavesNoTrace(work: () => Promise<unknown>): Promise<void> {
    // A warning is a new answer in the chat: what the last one looked like is forgotten then.
    for (const id of ['kees', 'admin', 'fatima']) await forgetSaid(app.db, id)
    const before = await everything(app.db)
    await work()
    assert.equal(await everything(app.db), before, 'nothing whatsoever is written')
    assert.deepEqual(app.jobs.queued, [], 'nothing is on its way to anybody')
  }

  it('is stopped when it is a secret, in 2 000 ways to type one, and let through in 2 000 that only look so', () => {
    assert.deepEqual(
      secrets.filter(({ text }) => looksSecret(text) === null),
      [],
    )
    const stopped = harmless.filter(text => looksSecret(text) !== null)
    assert.ok(stopped.length <= harmless.length / 100, `${stopped.length} were stopped, such as ${stopped.slice(0, 5).join(' | ')}`)
  })

  it('leaves no trace when a secret is typed in the chat: not in a table, a log, a metric, or a message', async function () {
    this.timeout(120_000)
    const metrics = createMetrics(app.db)
    const answers: string[] = []
    await leavesNoTrace(async () => {
      for (const { text } of secrets) answers.push(...(await teams.types('kees', text)))
    })
    assert.equal(answers.length, secrets.length)
    assert.ok(answers.every(answer => answer.includes('I did not store it')))
    const written = [lines.join(''), await metrics.read(), ...answers].join('\n')
    assert.deepEqual(
      secrets.filter(one => isTelling(one) && written.includes(one.needle)),
      [],
    )
  })

  it('leaves no trace when a secret is typed into any field of any card', async function () {
    this.timeout(120_000)
    const sample = secrets.filter(one => isTelling(one) && looksSecret(one.text, 'admin') !== null)
    let next = 0
    for (const verb of Object.keys(verbs) as Verb[]) {
      for (const short of [false, true]) {
        const candidates = short ? sample.filter(({ text }) => text.length <= 20) : sample
        const { text, needle } = candidates[next++ % candidates.length] as Typed
        const { data, typed } = filledWith(verb, ids, text)
        if (typed.length === 0) continue
        app.messenger.clear()
        await leavesNoTrace(async () => {
          const { card, line } = await teams.presses(pressedBy(verb), verb, data)
          const shown = JSON.stringify([card, line, app.messenger.sent])
          assert.ok(!shown.includes(needle), `${verb} shows ${typed.join(', ')} again: ${needle}`)
          const said = /threw|thrown|Not sent|looks as if|looks like|did not store/
          assert.match(shown, said, `${verb} says nothing about ${typed.join(', ')}`)
        })
        assert.ok(!lines.join('').includes(needle), verb)
      }
    }
    assert.ok(next > 20)
  })

  it('names the field in a form, and keeps the rest where an employee typed', async () => {
    for (const words of ['Je code is 482913', 'Call 030 123 45 67 and say 123456', 'Het wachtwoord is Welkom123!']) {
      const { line } = await teams.presses('admin', 'announce.preview', { what_en: 'sign in', why_nl: words })
      assert.match(line, /“.+\(NL\)” looks as if it holds a code/, words)
    }
    assert.match((await teams.presses('admin', 'announce.preview', { why_nl: 'Bel 030 123 45 67' })).card, /Bel 030 123 45 67/)
    const form = await teams.presses('kees', 'help.send', { sentence: 'mijn wachtwoord is Zomer2026', callMe: 'soon', topic: 'passkey' })
    assert.match(form.card, /password or a pass.*"value":"soon"/s)
    assert.match(form.card, /I told someone/)
    assert.doesNotMatch(form.card, /Zomer2026/)
  })

  it('is warned about each time, also where the card of the button is of nothing any more', async () => {
    app.messenger.clear()
    for (const reply of ['my code is 482913', 'mijn code is 771204']) {
      await teams.presses('kees', 'help.reply', { caseId: 999_999, reply })
      assert.match(JSON.stringify(app.messenger.sent.at(-1)?.message), /I did not store it/)
    }
    assert.equal(app.messenger.sent.length, 2)
  })

  it('may name the number of the helpdesk, and is passed on then', async () => {
    for (const words of ['I called 030 123 45 67 and nobody answers', '+31 30 1234567 is always busy']) {
      assert.match(String(await teams.types('kees', words)), /helpdesk has it/i, words)
    }
    assert.match(String(await teams.types('kees', 'call me on 030 123 45 68')), /I did not store it/)
  })

  it('is looked through in edited messages too, and nothing else is made of those', async () => {
    await leavesNoTrace(async () => {
      await teams.activity('kees', { type: 'messageUpdate', text: 'my code is 482913', channelData: { eventType: 'editMessage' } })
      await teams.activity('kees', { type: 'messageUpdate', text: 'the page stays white', channelData: { eventType: 'editMessage' } })
      await teams.activity('kees', { type: 'messageReaction', reactionsAdded: [{ type: '482913' }] })
      await teams.activity('kees', { type: 'messageDelete', text: 'my code is 482913' })
    })
    assert.equal(app.messenger.sent.length, 1)
    assert.match(JSON.stringify(app.messenger.sent), /I did not store it/)
    assert.doesNotMatch(JSON.stringify(app.messenger.sent) + lines.join(''), /482913/)
  })

  it('is warned about in a channel, where everybody reads it', async () => {
    const conversation = { id: '19:helpdesk@thread.tacv2;messageid=1', conversationType: 'channel' }
    await leavesNoTrace(() => teams.activity('kees', { text: 'my code is 482913', conversation }))
    assert.match(JSON.stringify(app.messenger.sent), /everybody in this channel can read it/)
  })

  it('is known as a secret when it comes in a message after the one that names it', async () => {
    const pairs = [
      ['my password is', 'sunflower'],
      ['Mijn wachtwoord is:', 'zonnebloem'],
      ['hier is mijn pincode:', '4821'],
      ['het getal op mijn scherm is', '47 denk ik'],
      ['TAP:', 'k7#Qx2!pL'],
    ] as const
    for (const [first, second] of pairs) {
      assert.match(String(await teams.types('kees', first)), /You do not have to tell me that/, first)
      await leavesNoTrace(async () => assert.match(String(await teams.types('kees', second)), /I did not store it/, second))
    }
    assert.doesNotMatch(lines.join(''), /sunflower|zonnebloem|4821/)
    await teams.types('kees', 'my password is')
    assert.match(String(await teams.types('kees', 'not accepted any more')), /helpdesk has it/i)
    assert.match(String(await teams.types('kees', 'I forgot what my password is')), /helpdesk has it/i)
    await teams.types('kees', 'my password is')
    const later = new Teams({ ...app, clock: { now: () => new Date(now.getTime() + 10 * 60_000) } })
    assert.match(String(await later.types('kees', 'sunflower')), /helpdesk has it/i)
  })

  it('is taken from nothing but the words: not from the same as HTML, the name of a file, a quoted message or an unknown button', async () => {
    const html = { contentType: 'text/html', content: '<p>my code is <b>482913</b></p>' }
    const file = { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'code 482913.png', content: {} }
    const quoted = { contentType: 'messageReference', content: '{"messagePreview":"my code is 482913"}' }
    const execute = (verb: string, data: object) => ({ name: 'adaptiveCard/action', value: { action: { verb, data } } })
    await teams.activity('kees', { text: 'the page stays white', attachments: [html, quoted] })
    await teams.activity('kees', { text: '', attachments: [file] })
    await teams.activity('kees', { text: '', value: { note: 'my code is 482913' } })
    await teams.activity('kees', { type: 'invoke', ...execute('code 482913', { text: 'code 482913' }) })
    await teams.activity('kees', { type: 'invoke', ...execute('help.open', { topic: '482913', more: '482913' }) })
    await teams.activity('kees', { type: 'invoke', ...execute('case.answer', { caseId: ids.caseId, revision: 2, answer: 'code 482913' }) })
    await teams.activity('kees', { type: 'invoke', name: 'composeExtension/query', value: { query: 'code 482913' } })
    for (const place of [await everything(app.db), lines.join(''), JSON.stringify(app.messenger.sent), JSON.stringify(app.jobs.queued)])
      assert.doesNotMatch(place, /482913/)
    app.jobs.queued.splice(0)
    await leavesNoTrace(() => teams.activity('kees', { text: '> what is your code?\r\n\r\n482913' }))
  })

  it('is cut where nobody types any more, so that nothing is kept that was not looked through', async () => {
    await teams.types('kees', `${'The page stays white. '.repeat(400)} my code is 482913`)
    assert.doesNotMatch(await everything(app.db), /482913/)
  })

  it('is looked through to the end where much may be typed', async () => {
    const addresses = [...Array.from({ length: 700 }, (_, nr) => `person${nr}@example.test`), 'Welkom2026!', 'last@example.test'].join('\n')
    assert.ok(addresses.length > 12_000)
    await leavesNoTrace(async () => {
      const { card } = await teams.presses('admin', 'lists.make', { name: 'Pilot', addresses })
      assert.match(card, /looks like a (code|password)/)
      assert.doesNotMatch(card, /Welkom2026/)
    })
  })

  it('costs no more than its length', () => {
    const long = [
      ...['a', '1', '1 ', '12-', 'a1', '"', 'O', 'l0', '1,', 'a:', ' ', '\n', 'zes ', 'ABCD ', 'abcd-', '<p ', 'http://'],
      ...['password is ', 'the number on my screen is ', 'order is is is ', 'van 10 tot ', 'NL12 ABCD ', 'a.', 'code code '],
    ].map(part => part.repeat(Math.ceil(100_000 / part.length)))
    for (const text of long) {
      const took = [1, 2, 3].map(() => {
        const begun = performance.now()
        looksSecret(text)
        return performance.now() - begun
      })
      assert.ok(Math.min(...took) < 50, `${Math.min(...took)} ms for "${text.slice(0, 12)}" and on`)
    }
  })

  it('lets through questions as people really ask them', () => {
    const questions = development().map(({ text }) => text)
    const stopped = questions.filter(text => looksSecret(text) !== null)
    assert.ok(stopped.length <= questions.length / 100, stopped.join(' | '))
  })

  it('lets through what the bot itself suggests and says', () => {
    for (const about of ['mfa_deadline', 'phone_ends'] as const) {
      for (const text of Object.values(suggestedTexts(true, { opens: '08:00', closes: '17:30' }, about)))
        assert.equal(looksSecret(text, 'admin'), null, text)
    }
    const spoken = [en, nl].flatMap(texts => Object.values(texts).flatMap(text => text.split(/\n|(?<=[.?]) /)))
    const plainText = spoken.filter(text => !/[{}]/.test(text))
    assert.ok(plainText.length > 1000)
    assert.deepEqual(
      plainText.filter(text => looksSecret(text) !== null),
      [],
    )
    for (const language of languages) {
      const say = speak(language, 'Europe/Amsterdam')
      for (const moment of [now, new Date('2027-02-01T00:00:00Z')])
        assert.equal(looksSecret(`${say.moment(moment)} · ${say.day(moment)} · ${say.time(moment)}`), null)
    }
  })
})
