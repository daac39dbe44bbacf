import assert from 'node:assert/strict'
import { claimCase, resolveCase } from '../../services/case-steps.ts'
import { findCase } from '../../services/cases.ts'
import { findPerson } from '../../services/people.ts'
import { reportUrgent, type UrgentReport } from '../../services/urgent-reports.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeJobs } from '../support/jobs.ts'
import { addPerson, later, now } from '../support/rollout.ts'

describeOnBoth('urgent reports', database => {
  const hours = { opens: '08:00', closes: '17:00', timeZone: 'Europe/Amsterdam' }

  async function scene() {
    const { db } = database()
    const store = { db, jobs: fakeJobs() }
    await addPerson(db, 'kees')
    const person = await findPerson(db, 'kees')
    assert.ok(person)
    const report = (what: UrgentReport, seconds = 0) =>
      reportUrgent(store, { person, language: 'en', report: what, hours, now: later(seconds) })
    return { store, report }
  }

  it('make one case, however many come at once', async () => {
    const { store, report } = await scene()
    const reported = await Promise.all([report('unexpected_prompt'), report('unexpected_prompt'), report('approved_prompt')])
    assert.equal(new Set(reported.map(one => one.case.id)).size, 1)
    const row = await findCase(store.db, reported[0]?.case.id ?? 0)
    assert.deepEqual([row?.urgent, row?.topic], [true, 'approved_prompt'])
  })

  it('are added once within ten minutes, and again after that', async () => {
    const { report } = await scene()
    const kinds = []
    for (const seconds of [0, 60, 599, 601]) kinds.push((await report('told_someone', seconds)).kind)
    assert.deepEqual(kinds, ['opened', 'known', 'known', 'raised'])
  })

  it('leave a case with its agent, and open a new one after it was closed', async () => {
    const { store, report } = await scene()
    const { case: first } = await report('unexpected_prompt')
    await claimCase(store, { caseId: first.id, actorId: 'fatima', now })
    const { kind, case: raised } = await report('told_someone', 60)
    assert.deepEqual([kind, raised.state, raised.agent_id], ['raised', 'claimed', 'fatima'])
    await resolveCase(store, { caseId: first.id, actorId: 'fatima', revision: raised.revision, now: later(90) }, '')
    const next = await report('told_someone', 120)
    assert.equal(next.kind, 'opened')
    assert.notEqual(next.case.id, first.id)
  })
})
