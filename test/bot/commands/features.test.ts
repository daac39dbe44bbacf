import assert from 'node:assert/strict'
import { featureOn } from '../../../services/features.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addReachable, now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

describe('what must be agreed first, in the chat', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams

  beforeEach(async () => {
    app = testApp(database().db, now)
    teams = new Teams(app)
    await addReachable(app.db, ['emma', 'kees'])
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
  })

  it('an admin switches one on with a note, and off again', async () => {
    const [list = ''] = await teams.types('emma', 'afspraken')
    assert.match(list, /Seen, per person/)
    const open = await teams.presses('emma', 'feature.open', { feature: 'out_of_office' })
    assert.match(open.card, /Where and when was this agreed\?/)
    const refused = await teams.presses('emma', 'feature.switch', { feature: 'out_of_office', on: true, note: ' ' })
    assert.match(refused.card, /Then it can go on/)
    assert.equal(await featureOn(app.db, 'out_of_office'), false)
    const on = await teams.presses('emma', 'feature.switch', { feature: 'out_of_office', on: true, note: 'Works council, 3 November' })
    assert.match(on.card, /On since Tuesday 10 November, 10:00\. Agreed: Works council, 3 November/)
    assert.equal(await featureOn(app.db, 'out_of_office'), true)
    await teams.presses('emma', 'feature.switch', { feature: 'out_of_office', on: false })
    assert.equal(await featureOn(app.db, 'out_of_office'), false)
    const audit = await app.db.selectFrom('audit').select(['actor_id', 'action', 'subject']).orderBy('id').execute()
    assert.deepEqual(audit, [
      { actor_id: 'emma', action: 'feature.on', subject: 'feature:out_of_office' },
      { actor_id: 'emma', action: 'feature.off', subject: 'feature:out_of_office' },
    ])
  })

  it('nobody else sees or switches anything', async () => {
    const [answer = ''] = await teams.types('kees', 'features')
    assert.doesNotMatch(answer, /Seen, per person/)
    const pressed = await teams.presses('kees', 'feature.switch', { feature: 'seen_per_person', on: true, note: 'because' })
    assert.equal(pressed.card, '')
    assert.equal(await featureOn(app.db, 'seen_per_person'), false)
    const refused = await app.db.selectFrom('audit').select('subject').where('action', '=', 'refused').orderBy('id').execute()
    assert.deepEqual(
      refused.map(row => row.subject),
      ['command:features', 'feature.switch'],
    )
  })
})
