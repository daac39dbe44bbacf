import assert from 'node:assert/strict'
import { postCase } from '../../../bot/tasks/post-case.ts'
import { tellCaseEvent } from '../../../bot/tasks/tell-case-event.ts'
import type { Action, Card } from '../../../cards/card.ts'
import { openCase } from '../../../services/cases.ts'
import { saveChannel } from '../../../services/conversations.ts'
import { findPerson, seePerson } from '../../../services/people.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addReachable, serviceUrl } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

const channel = '19:helpdesk@thread.tacv2'
const morning = new Date('2026-11-10T09:00:00Z')
const saturdayNight = new Date('2026-11-14T22:00:00Z')

const words = {
  en: {
    typed: 'I get sign-in requests that I did not start',
    deny: /No, it’s not me.*Deny/s,
    report: 'Report it',
    reported: /Reported\. It goes before everything else.*blocked for a while/s,
    approved: 'I already approved it',
    told: 'I told someone a code',
    act: /Good that you say so.*Change your password now.*signs your account out everywhere/s,
    never: /Do not type here what you told/,
    mine: 'It was me after all',
    well: /all is well/,
    urgent: /before everything else at the helpdesk/,
    closed: /closed now\. Somebody answers on Monday 16 November, from 08:00 and before 09:00/,
    raised: /Your open case is urgent from now on/,
    known: /You have reported this already/,
    locale: 'en-GB',
  },
  nl: {
    typed: 'ik krijg steeds een inlogverzoek dat niet van mij is',
    deny: /Nee, dat ben ik niet.*Weigeren/s,
    report: 'Meld het',
    reported: /Gemeld\. Het gaat overal voor.*tijdje geblokkeerd/s,
    approved: 'Ik heb het al goedgekeurd',
    told: 'Ik gaf iemand een code',
    act: /Goed dat je het zegt.*Wijzig nu je wachtwoord.*logt je account overal uit/s,
    never: /Typ hier niet wat je hebt gegeven/,
    mine: 'Ik was het toch zelf',
    well: /alles goed/,
    urgent: /bij de helpdesk overal voor/,
    closed: /dicht\. Je krijgt antwoord op maandag 16 november|maandag 16 november/,
    raised: /Je zaak heeft nu spoed/,
    known: /Je hebt dit al gemeld/,
    locale: 'nl-NL',
  },
} as const

describe('a prompt that somebody did not start', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams

  async function scene(language: keyof typeof words, at = morning) {
    app = testApp(database().db, at)
    teams = new Teams(app)
    await addReachable(app.db, ['kees'])
    const locale = words[language].locale
    await seePerson(app.db, { id: 'kees', name: 'Kees de Wit', locale, timeZone: 'Europe/Amsterdam', platform: null }, at)
    await saveChannel(app.db, 'helpdesk', { conversationId: channel, serviceUrl }, at)
    await teams.types('kees', words[language].typed)
    return app.messenger.shown('chat-kees').at(-1)?.card as Card
  }
  const buttonsOf = (card: Card) => (card.actions ?? []) as Action[]
  async function press(card: Card, title: string) {
    const button = buttonsOf(card).find(one => one.title === title)
    assert.ok(button, `no button "${title}" among: ${buttonsOf(card).map(one => one.title)}`)
    const shown = await teams.presses('kees', String(button.verb), button.data as object)
    await app.jobs.run([postCase(app), tellCaseEvent(app)])
    return shown
  }
  const cases = () => app.db.selectFrom('cases').select(['id', 'topic', 'urgent', 'state']).orderBy('id').execute()
  const inChat = () => JSON.stringify(app.messenger.shown('chat-kees').at(-1)?.card)
  const inChannel = () => JSON.stringify(app.messenger.shown(channel).at(-1)?.card)

  for (const language of ['en', 'nl'] as const) {
    const says = words[language]
    describe(`in ${language}`, () => {
      it('is denied and reported in two taps, without a word, and says what happens next', async () => {
        const card = await scene(language)
        assert.match(JSON.stringify(card), says.deny)
        assert.ok(!JSON.stringify(card).includes('Input.'), 'nothing is asked')
        const { card: shown } = await press(card, says.report)
        assert.match(shown, says.reported)
        assert.ok(!shown.includes('Input.'), 'nothing is asked')
        assert.deepEqual(await cases(), [{ id: 2001, topic: 'unexpected_prompt', urgent: true, state: 'open' }])
        assert.match(inChat(), says.urgent)
        assert.match(inChat(), /030 123 45 67/)
        assert.match(inChannel(), /URGENT.*Sign-in request that they did not start.*sign-in log.*IDENTITY NOT CHECKED/s)
      })

      it('that was approved is urgent with one tap more, and no blame', async () => {
        const card = await scene(language)
        const { card: shown } = await press(card, says.approved)
        assert.match(shown, says.act)
        assert.deepEqual(await cases(), [{ id: 2001, topic: 'approved_prompt', urgent: true, state: 'open' }])
        assert.match(inChannel(), /before you answer/)
      })

      it('after which a code was told is urgent with one tap more, and what it was is not asked', async () => {
        const card = await scene(language)
        const { card: shown } = await press(card, says.told)
        assert.match(shown, says.never)
        assert.ok(!shown.includes('Input.'), 'nothing is asked')
        assert.deepEqual(await cases(), [{ id: 2001, topic: 'told_someone', urgent: true, state: 'open' }])
        assert.match(inChannel(), /Never ask what it was/)
      })

      it('that was their own makes no case', async () => {
        const card = await scene(language)
        assert.match((await press(card, says.mine)).card, says.well)
        assert.deepEqual(await cases(), [])
      })

      it('can be reported when the helpdesk is closed: the card says who looks when, and the phone number', async () => {
        const card = await scene(language, saturdayNight)
        await press(card, says.report)
        assert.match(inChat(), says.closed)
        assert.match(inChat(), /030 123 45 67/)
        assert.match(inChannel(), /URGENT/)
      })

      it('makes an open case urgent and tells the desk why; pressed again it says that it stands', async () => {
        const card = await scene(language)
        const person = await findPerson(app.db, 'kees')
        assert.ok(person)
        const hours = { opens: '08:00', closes: '17:00', timeZone: 'Europe/Amsterdam' }
        const about = { language, topic: 'passkey', sentence: 'the page stays white', callMe: null, activityId: 'm0' }
        await openCase(app, { person, ...about, hours, now: morning })
        await app.jobs.run([postCase(app), tellCaseEvent(app)])
        assert.doesNotMatch(inChannel(), /URGENT/)
        await press(card, says.report)
        assert.deepEqual(await cases(), [{ id: 2001, topic: 'unexpected_prompt', urgent: true, state: 'open' }])
        assert.match(inChat(), says.raised)
        assert.match(inChannel(), /URGENT.*page stays white.*Sign-in request that they did not start/s)
        const thread = app.messenger.sent.filter(one => one.to.conversationId.startsWith(`${channel};messageid=`))
        assert.match(JSON.stringify(thread.at(-1)?.message), / reports something urgent \(#2001\): Sign-in request/)
        await press(card, says.report)
        assert.match(inChat(), says.known)
        const events = await app.db.selectFrom('case_events').select('kind').orderBy('id').execute()
        assert.deepEqual(
          events.map(({ kind }) => kind),
          ['opened', 'raised'],
        )
        app.setTime(new Date(morning.getTime() + 15 * 60_000))
        await press(card, says.approved)
        assert.equal((await cases())[0]?.topic, 'approved_prompt', 'what harms most is what the case is about')
      })
    })
  }

  it('is reported by an older card as well', async () => {
    const card = await scene('en')
    await teams.types('kees', 'start')
    await press(card, words.en.report)
    assert.deepEqual(
      (await cases()).map(({ topic }) => topic),
      ['unexpected_prompt'],
    )
  })

  it('leads back to where the person was', async () => {
    app = testApp(database().db, morning)
    teams = new Teams(app)
    await addReachable(app.db, ['kees'])
    await teams.types('kees', 'start')
    await teams.presses('kees', 'guide.start', { flow: 'unexpected_prompt' })
    await teams.presses('kees', 'guide.resume', {})
    assert.match((await teams.presses('kees', 'guide.refresh', {})).card, /What do you have in front of you/)
  })

  it('is one press from "Is this real?" and from a secret that was typed, for who pressed or told something', async () => {
    await scene('en')
    const genuine = String(await teams.types('kees', 'is this real'))
    assert.match(genuine, /I already pressed it.*I told someone/s)
    assert.match(genuine, /"verb":"help\.urgent".*"report":"pressed_link"/s)
    assert.match(String(await teams.types('kees', 'my code is 482913')), /"report":"told_someone"/)
    app.messenger.clear()
    await teams.presses('kees', 'help.urgent', { report: 'pressed_link' })
    assert.match(JSON.stringify(app.messenger.shown('chat-kees')), /Close the page that opened.*#2001/s)
    assert.deepEqual(await cases(), [{ id: 2001, topic: 'pressed_link', urgent: true, state: 'open' }])
  })
})
