import assert from 'node:assert/strict'
import { countQuestion, type QuestionCount } from '../../../services/questions.ts'
import { openApi } from '../../support/api.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addReachable, now } from '../../support/rollout.ts'

describe('questions in the API', () => {
  const database = useDatabase()

  it('are counted by situation, language and what became of them, from a day on', async () => {
    const app = testApp(database().db, now)
    await addReachable(app.db, ['emma'])
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
    const api = await openApi(app)
    const asked = { topic: 'lost_phone', language: 'nl', outcome: 'asked', now, timeZone: 'Europe/Amsterdam' } as const
    for (let nr = 0; nr < 3; nr++) await countQuestion(app.db, asked)
    await countQuestion(app.db, { ...asked, outcome: 'helped' })
    await countQuestion(app.db, { ...asked, topic: 'why_mfa', now: new Date(now.getTime() - 10 * 86_400_000) })
    const counts = async (path: string) => {
      const { items } = (await api.get(path)).body as unknown as { items: QuestionCount[] }
      return items.map(({ topic, language, outcome, count }) => [topic, language, outcome, count])
    }
    const since = now.toISOString().slice(0, 10)
    assert.deepEqual(await counts(`/questions?since=${since}`), [
      ['lost_phone', 'nl', 'asked', 3],
      ['lost_phone', 'nl', 'helped', 1],
    ])
    assert.equal((await counts('/questions')).length, 3)
    assert.equal((await api.get('/questions?since=yesterday')).status, 400)
    await api.close()
  })
})
