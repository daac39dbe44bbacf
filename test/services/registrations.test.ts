import assert from 'node:assert/strict'
import type { JobKind } from '../../services/jobs.ts'
import type { MethodKind, ReportRow } from '../../services/ports.ts'
import { findRegistration, judge, saveRegistration } from '../../services/registrations.ts'
import { saveReportPage } from '../../services/sync/report.ts'
import { describeOnBoth } from '../support/database.ts'
import { reportOf } from '../support/directory.ts'

const policy = { allowed: ['authenticator', 'passkey', 'windows_hello', 'phone'] as MethodKind[] }

describe('when somebody is done', () => {
  const done = (kinds: MethodKind[], telephonyProvider = false) => judge(kinds, policy, telephonyProvider).done

  it('with a lasting method that the policy allows', () => {
    assert.equal(done(['authenticator']), true)
    assert.equal(done(['phone', 'passkey']), true)
  })

  it('not with a method that the policy does not allow', () => {
    assert.equal(done(['software_oath']), false)
  })

  it('never with a temporary pass, e-mail, security questions or something unknown', () => {
    assert.equal(
      judge(['temporary_pass', 'email', 'security_questions', 'other'], { allowed: ['temporary_pass', 'email', 'other'] }, true).done,
      false,
    )
  })

  it('with a phone only where the organisation has its own telephony, else it ends soon', () => {
    assert.equal(done(['phone']), false)
    assert.equal(judge(['phone'], policy, false).endsSoon, true)
    assert.equal(done(['phone'], true), true)
    assert.equal(judge(['phone', 'authenticator'], policy, false).endsSoon, false)
  })
})

describeOnBoth('what is kept of registrations', database => {
  const now = new Date('2026-11-20T09:00:00Z')
  const ago = (hours: number) => new Date(now.getTime() - hours * 3600_000)
  let enqueued: { kind: JobKind; data: object }[]

  beforeEach(async () => {
    enqueued = []
    await database()
      .db.insertInto('people')
      .values([
        { id: 'kees', upn: 'kees', name: 'Kees', synced_at: now },
        { id: 'emma', upn: 'emma', name: 'Emma', synced_at: now },
      ])
      .execute()
  })

  const report = (...rows: ReportRow[]) =>
    saveReportPage(
      {
        db: database().db,
        jobs: {
          enqueue: async (_tx, kind, data) => {
            enqueued.push({ kind, data })
          },
        },
        policy,
        telephonyProvider: false,
        now,
      },
      rows,
    )
  const kept = (id: string) => findRegistration(database().db, id)
  const live = (id: string, kinds: MethodKind[], at: Date) =>
    saveRegistration(database().db, id, { ...judge(kinds, policy, false), source: 'live', at })
  const inTheGuide = (id: string, finishedAt: Date | null) =>
    database()
      .db.insertInto('progress')
      .values({
        person_id: id,
        flow: 'authenticator',
        flow_version: 1,
        step: 'scan',
        trail: '[]',
        tried: '[]',
        facts: '{}',
        changed_at: now,
        finished_at: finishedAt,
      })
      .execute()

  it('the report needs both: a lasting kind, and Entra saying that the person may use it', async () => {
    await report(reportOf('kees', ['authenticator'], { capable: false }), reportOf('emma', ['authenticator']))
    assert.equal((await kept('kees'))?.done, false)
    assert.equal((await kept('emma'))?.done, true)
  })

  it('an older report does not take away what a live look found, a newer one does', async () => {
    await live('kees', ['authenticator'], ago(2))
    await report(reportOf('kees', [], { asOf: ago(5) }))
    assert.deepEqual([(await kept('kees'))?.done, (await kept('kees'))?.source], [true, 'live'])
    await report(reportOf('kees', [], { asOf: ago(1) }))
    assert.deepEqual([(await kept('kees'))?.done, (await kept('kees'))?.source], [false, 'report'])
  })

  it('a report that does not say how old it is counts as a day old', async () => {
    await live('kees', ['authenticator'], ago(20))
    await live('emma', ['authenticator'], ago(30))
    await report(reportOf('kees', []), reportOf('emma', []))
    assert.equal((await kept('kees'))?.source, 'live')
    assert.equal((await kept('emma'))?.source, 'report')
  })

  it('remembers since when somebody is ready, and forgets it when they no longer are', async () => {
    await report(reportOf('kees', ['passkey'], { asOf: ago(30) }))
    await live('kees', ['passkey'], now)
    assert.deepEqual((await kept('kees'))?.ready_since, ago(30))
    await live('kees', [], now)
    assert.equal((await kept('kees'))?.ready_since, null)
  })

  it('looks up live whoever the report shows as ready in the middle of the guide, until a live look agrees', async () => {
    await inTheGuide('kees', null)
    await report(reportOf('kees', ['authenticator'], { asOf: ago(1) }), reportOf('emma', ['authenticator'], { asOf: ago(1) }))
    assert.deepEqual(enqueued, [{ kind: 'check-registration', data: { personId: 'kees' } }])
    await report(reportOf('kees', ['authenticator'], { asOf: ago(0.5) }))
    assert.equal(enqueued.length, 2, 'the first look was lost')
    await live('kees', ['authenticator'], ago(0.4))
    await report(reportOf('kees', ['authenticator'], { asOf: now }))
    assert.equal(enqueued.length, 2)
  })

  it('does not look up who has finished, or whom a later look found not ready', async () => {
    await inTheGuide('kees', now)
    await inTheGuide('emma', null)
    await live('emma', [], ago(1))
    await report(reportOf('kees', ['authenticator'], { asOf: ago(3) }), reportOf('emma', ['authenticator'], { asOf: ago(3) }))
    assert.deepEqual(enqueued, [])
  })

  it('keeps one row when a page names a person twice', async () => {
    assert.equal(await report(reportOf('kees', ['phone']), reportOf('kees', ['authenticator'])), 1)
    assert.equal((await kept('kees'))?.done, true)
  })
})
