import assert from 'node:assert/strict'
import { startFlow } from '../../../bot/flows/handlers.ts'
import { useDatabase } from '../../support/database.ts'
import { meetKees, textOf } from '../../support/guide-story.ts'
import { Teams } from '../../support/teams.ts'

const words = {
  en: {
    in: 'Lost, I can’t get in',
    pass: 'I have the pass',
    later: 'Type: go on',
    typed: 'go on',
    at: 'What will you sign in with from now on?',
  },
  nl: {
    in: 'Kwijt, ik kom er niet in',
    pass: 'Ik heb de pas',
    later: 'Typ: verder',
    typed: 'Verder',
    at: 'Waarmee wil je voortaan inloggen?',
  },
} as const

describe('a question with no room for “Continue later”', () => {
  const database = useDatabase()
  for (const language of ['en', 'nl'] as const) {
    const says = words[language]
    it(`says how to go on later, and that is true (${language})`, async () => {
      const story = await meetKees(database().db, language)
      const value = JSON.stringify({ allowed: ['authenticator', 'passkey', 'temporary_pass'] })
      await story.app.db.insertInto('sync_state').values({ name: 'methods_policy', value, changed_at: story.app.clock.now() }).execute()
      await story.bring(await startFlow(await story.turn(), 'lost_phone'))
      for (const title of [says.in, says.pass]) await story.press(title)
      assert.equal(story.last()?.summary, says.at)
      assert.ok(textOf(story.last()?.card).includes(says.later))
      const [shown] = await new Teams(story.app).types('kees', says.typed)
      assert.equal(JSON.parse(shown ?? '{}').summary, says.at)
    })
  }
})
