import assert from 'node:assert/strict'
import { leads } from '../../../bot/coach/topics.ts'
import { flowOf, stepOf } from '../../../bot/flows/flow.ts'
import { guide } from '../../../bot/flows/index.ts'
import { questionCounts } from '../../../services/questions.ts'
import { topicIds } from '../../../services/topics.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addReachable, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

/** The title of the newest card; what follows it is about earlier ones. */
const titleOf = (shown: string): string => JSON.parse(shown.split('\n')[0] ?? '').summary
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

describe('a typed question', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams
  beforeEach(async () => {
    app = testApp(database().db, now)
    teams = new Teams(app)
    await addReachable(app.db, ['kees'])
  })
  const speaks = (language: string) => app.db.updateTable('people').set({ chosen_language: language }).execute()
  const asks = async (text: string) => (await teams.types('kees', text)).join('\n')
  const counts = async () => (await questionCounts(app.db)).map(({ topic, outcome, count }) => `${topic} ${outcome} ${count}`)

  it('gets the one right next step: a phone in the canal, in Dutch and in English', async () => {
    await speaks('nl')
    assert.match(await asks('mijn telefoon is in de gracht gevallen en nu kom ik niet meer in mijn mail'), /flow":"lost_phone"/)
    app.setTime(minutes(60))
    await speaks('en')
    assert.match(await asks('my phone fell in the canal and now I cant get into my mail'), /flow":"lost_phone"/)
    assert.deepEqual(await counts(), ['lost_phone asked 1', 'lost_phone asked 1'], 'each in its language')
  })

  it('gets a short list where it may be several things, and the chosen one is begun', async () => {
    const shown = await asks('my phone')
    assert.match(shown, /Which of these comes closest\?/)
    assert.match(shown, /None of these/)
    assert.match(shown, /help\.open/)
    const { line } = await teams.presses('kees', 'coach.topic', { topic: 'no_notification' })
    assert.match(line, /below/)
    assert.match(JSON.stringify(app.messenger.sent.at(-1)?.message), /guide\.helped/)
  })

  it('is told honestly that it was not understood, with the menu; then a human, who gets the words', async () => {
    assert.match(await asks('de printer op de tweede verdieping doet het niet'), /I am not sure what you mean/)
    const again = await asks('de printer op de derde doet het ook niet')
    assert.match(again, /Talk to the helpdesk/)
    assert.match(again, /de printer op de derde doet het ook niet/, 'nobody has to write it twice')
    assert.deepEqual(await counts(), ['other unsure 2', 'other human 1'])
  })

  it('never gets the same card twice in a row: the next remedy, then a human', async () => {
    const first = await asks('the code from the app is refused every time')
    assert.match(first, /guide\.helped/)
    const shown = [first]
    for (let nr = 0; nr < 6 && !shown.at(-1)?.includes('help.send'); nr++)
      shown.push(await asks('the code from the app is refused every time'))
    assert.ok(shown.length > 2, 'there is more than one remedy')
    assert.match(shown.at(-1) ?? '', /help\.send/)
    const titles = shown.map(titleOf)
    assert.deepEqual([...new Set(titles)], titles)
  })

  it('that stays unclear after the form does not get the same form once more', async () => {
    const teams = new Teams(testApp(database().db, now))
    const shown: string[] = []
    for (const nonsense of ['qwrtp zxv', 'qwrtp zxv', 'bnmk plq', 'bnmk plq'])
      shown.push(titleOf((await teams.types('kees', nonsense)).join('\n')))
    const unsure = 'I am not sure what you mean. These I can do'
    assert.deepEqual(shown, [unsure, 'Talk to the helpdesk', unsure, 'Talk to the helpdesk'])
  })

  for (const [language, words] of [
    [
      'en',
      {
        above: /send the form above/,
        case: /Your case at the helpdesk is above, with your words in the field\. Press Send/,
        form: /\bform\b/,
      },
    ],
    [
      'nl',
      {
        above: /formulier hierboven/,
        case: /Je zaak bij de helpdesk staat hierboven, met je woorden in het veld\. Druk op Versturen/,
        form: /formulier/,
      },
    ],
  ] as const) {
    it(`that leads to a human says what is shown: the form, or the case that is open (${language})`, async () => {
      await speaks(language)
      const toHuman = async (nonsense: string) => {
        await asks(nonsense)
        return asks(nonsense)
      }
      assert.match(await toHuman('qwrtp zxv'), words.above)
      await teams.presses('kees', 'help.send', { sentence: 'the page stays white', callMe: 'no' })
      const shown = await toHuman('bnmk plq')
      assert.match(titleOf(shown), /#2001/)
      assert.match(shown, words.case)
      assert.match(shown, /bnmk plq/, 'nobody has to write it twice')
      assert.doesNotMatch(shown, words.form)
    })
  }

  it('that is only thanks or a smile is taken as such', async () => {
    const teams = new Teams(testApp(database().db, now))
    assert.equal(titleOf((await teams.types('kees', '👍')).join('\n')), 'I am here when you need me')
    assert.equal(titleOf((await teams.types('kees', '🙏🏽 ❤️')).join('\n')), 'You’re welcome.', 'no second time the same card')
    assert.match(titleOf((await teams.types('kees', '😭')).join('\n')), /not sure what you mean/)
  })

  it('asked again much later gets its first answer again', async () => {
    const first = await asks('the code from the app is refused every time')
    app.setTime(minutes(60))
    const later = await asks('the code from the app is refused every time')
    assert.equal(titleOf(later), titleOf(first))
  })

  it('in the other language gets a hint in that language, unless the person chose', async () => {
    await app.db.updateTable('people').set({ teams_locale: 'en-GB', chosen_language: null }).execute()
    assert.match(await asks('waarom moet dit eigenlijk'), /Ik spreek ook Nederlands/)
    await speaks('en')
    app.setTime(minutes(60))
    assert.doesNotMatch(await asks('waarom moet dit eigenlijk'), /Ik spreek ook Nederlands/)
  })

  it('is kept nowhere', async () => {
    await asks('mijn telefoon is in de gracht gevallen bij de Oudegracht')
    for (const table of ['progress', 'last_questions', 'answer_counts', 'audit'] as const) {
      assert.doesNotMatch(JSON.stringify(await app.db.selectFrom(table).selectAll().execute()), /gracht/i, table)
    }
  })

  it('leads somewhere that exists, whatever the situation', () => {
    const lost = topicIds.filter(topic => {
      const lead = leads[topic]
      if (typeof lead === 'function') return false
      const flow = flowOf(guide.flows, lead.flow)
      return !flow || !stepOf(flow, lead.step ?? flow.first)
    })
    assert.deepEqual(lost, [])
  })
})
