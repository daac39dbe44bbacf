import assert from 'node:assert/strict'
import { tasksFor } from '../../../bot/tasks/index.ts'
import type { Action, Card } from '../../../cards/card.ts'
import { hasText } from '../../../cards/texts/translate.ts'
import { openCase } from '../../../services/cases.ts'
import { saveChannel } from '../../../services/conversations.ts'
import { findPerson, seePerson } from '../../../services/people.ts'
import { urgentReports } from '../../../services/urgent-reports.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addReachable, serviceUrl } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

const channel = '19:helpdesk@thread.tacv2'
const morning = new Date('2026-11-10T09:00:00Z')

/** What is typed, the one press, and what is then said: to the person, and to the helpdesk. */
const reports = [
  {
    what: 'a stolen phone',
    language: 'en',
    typed: 'my phone was stolen',
    report: 'Stolen, or something is odd',
    topic: 'stolen_phone',
    said: /Reported\. It goes before everything else.*signs your account out everywhere.*blocked for a while.*never give a password, a code/s,
    onward: ['Change my password', /Now change your password/],
    atDesk: /URGENT.*Phone stolen, or something odd.*Sign the account out everywhere now.*After the identity check.*IDENTITY NOT CHECKED/s,
    reason: /Phone stolen, or something odd/,
  },
  {
    what: 'a stolen phone',
    language: 'nl',
    typed: 'mijn telefoon is gestolen',
    report: 'Gestolen of iets geks',
    topic: 'stolen_phone',
    said: /Gemeld\. Het gaat overal voor.*logt je account overal uit.*tijdje geblokkeerd.*geef nooit een wachtwoord, een code/s,
    onward: ['Mijn wachtwoord wijzigen', /Wijzig nu je wachtwoord/],
    atDesk: /URGENT.*Phone stolen, or something odd.*Sign the account out everywhere now.*After the identity check.*IDENTITY NOT CHECKED/s,
    reason: /Phone stolen, or something odd/,
  },
  {
    what: 'a password that somebody may know',
    language: 'en',
    typed: 'reset my password',
    report: 'Somebody may know it',
    topic: 'known_password',
    said: /We act now.*Change your password now.*blocked for a while.*give no code, no number, no password/s,
    onward: ['Change my password', /Change it on the page of your account/],
    atDesk: /URGENT.*Somebody else may know or change the password.*Never ask for the password.*IDENTITY NOT CHECKED/s,
    reason: /Somebody else may know or change the password/,
  },
  {
    what: 'a password that somebody may know',
    language: 'nl',
    typed: 'wachtwoord opnieuw instellen',
    report: 'Misschien kent iemand het',
    topic: 'known_password',
    said: /We doen er nu iets aan.*Wijzig nu je wachtwoord.*tijdje geblokkeerd.*geef geen code, geen getal en geen wachtwoord/s,
    onward: ['Mijn wachtwoord wijzigen', /Wijzig het op de pagina van je account/],
    atDesk: /URGENT.*Somebody else may know or change the password.*Never ask for the password.*IDENTITY NOT CHECKED/s,
    reason: /Somebody else may know or change the password/,
  },
] as const

describe('what is urgent with one press', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams

  async function scene({ language, typed }: (typeof reports)[number]) {
    app = testApp(database().db, morning)
    teams = new Teams(app)
    await addReachable(app.db, ['kees'])
    const locale = { en: 'en-GB', nl: 'nl-NL' }[language]
    await seePerson(app.db, { id: 'kees', name: 'Kees de Wit', locale, timeZone: 'Europe/Amsterdam', platform: null }, morning)
    await saveChannel(app.db, 'helpdesk', { conversationId: channel, serviceUrl }, morning)
    await teams.types('kees', typed)
    return app.messenger.shown('chat-kees').at(-1)?.card as Card
  }
  async function press(card: Card, title: string) {
    const button = ((card.actions ?? []) as Action[]).find(one => one.title === title)
    assert.ok(button, `no button "${title}" among: ${card.actions?.map(one => one.title)}`)
    const shown = await teams.presses('kees', String(button.verb), button.data as object)
    await app.jobs.run(tasksFor(app))
    return shown.card
  }
  const cases = () => app.db.selectFrom('cases').select(['id', 'topic', 'urgent', 'state']).execute()
  const newest = (where: string) => JSON.stringify(app.messenger.shown(where).at(-1)?.card)

  for (const one of reports) {
    describe(`${one.what} (${one.language})`, () => {
      it('is a case at once, asks nothing, and says what happens next', async () => {
        const card = await scene(one)
        const shown = await press(card, one.report)
        assert.match(shown, one.said)
        assert.ok(!shown.includes('Input.'), 'nothing is asked')
        assert.match(shown, /030 123 45 67/)
        assert.deepEqual(await cases(), [{ id: 2001, topic: one.topic, urgent: true, state: 'open' }])
        assert.match(newest(channel), one.atDesk)
        assert.match(newest('chat-kees'), /#2001/)
        const [title, next] = one.onward
        assert.match(await press(JSON.parse(shown), title), next)
      })

      it('makes the open case urgent, with the reason', async () => {
        const card = await scene(one)
        const person = await findPerson(app.db, 'kees')
        assert.ok(person)
        const hours = { opens: '08:00', closes: '17:00', timeZone: 'Europe/Amsterdam' }
        const about = { language: one.language, topic: 'passkey', sentence: 'the page stays white', callMe: null, activityId: 'm0' }
        await openCase(app, { person, ...about, hours, now: morning })
        await app.jobs.run(tasksFor(app))
        assert.doesNotMatch(newest(channel), /URGENT/)
        await press(card, one.report)
        assert.deepEqual(await cases(), [{ id: 2001, topic: one.topic, urgent: true, state: 'open' }])
        assert.match(newest(channel), /URGENT.*page stays white/s)
        const thread = app.messenger.sent.filter(sent => sent.to.conversationId.startsWith(`${channel};messageid=`))
        assert.match(JSON.stringify(thread.at(-1)?.message), one.reason)
      })
    })
  }

  it('has a name and first steps for whoever takes the case', () => {
    const wanted = urgentReports.flatMap(report => [`case.topic.${report}`, `case.first.${report}`])
    assert.deepEqual(
      wanted.filter(key => !hasText(key)),
      [],
    )
  })
})
