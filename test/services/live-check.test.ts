import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { checkLive } from '../../services/live-check.ts'
import type { MethodKind } from '../../services/ports.ts'
import { findRegistration, saveRegistration } from '../../services/registrations.ts'
import { useDatabase } from '../support/database.ts'
import { fakeDirectory } from '../support/directory.ts'
import { fakeJobs } from '../support/jobs.ts'

const now = new Date('2026-11-24T09:00:00Z')
const policy = { allowed: ['authenticator', 'passkey', 'phone'] as MethodKind[] }

describe('a live look', () => {
  const database = useDatabase()
  const lookAt = (methodsOf: Record<string, MethodKind[]>, ids = Object.keys(methodsOf)) =>
    checkLive(
      { db: database().db, jobs: fakeJobs(), directory: fakeDirectory({ policy, methodsOf }), config: { TELEPHONY_PROVIDER: false } },
      ids,
      now,
    )

  async function deliveredTo(personId: string): Promise<void> {
    const announcement_id = randomUUID()
    const { db } = database()
    const words = { content: '{}', audience: '{}', time_zone: 'Europe/Amsterdam', author_id: 'daan' }
    await db
      .insertInto('announcements')
      .values({ id: announcement_id, state: 'running', ...words, deadline_at: now, created_at: now })
      .execute()
    const row = { announcement_id, person_id: personId, language: 'nl', not_before: now, changed_at: now }
    await db
      .insertInto('deliveries')
      .values({ ...row, state: 'delivered', shown: 1, activity_id: 'a1' })
      .execute()
  }
  const wanted = async () => (await database().db.selectFrom('deliveries').select('wanted').executeTakeFirstOrThrow()).wanted

  it('keeps what it found and tells of everybody it was asked about', async () => {
    const directory = fakeDirectory({ policy, methodsOf: { kees: ['authenticator', 'authenticator', 'phone'] } })
    const plain = directory.methods
    directory.methods = async ids => new Map([...(await plain(ids)), ['emma', { kind: 'unavailable', retryAfterMs: 1000 }]])
    const answers = await checkLive(
      { db: database().db, jobs: fakeJobs(), directory, config: { TELEPHONY_PROVIDER: false } },
      ['kees', 'emma'],
      now,
    )
    assert.deepEqual(answers.get('emma'), { kind: 'unavailable', retryAfterMs: 1000 })
    const known = answers.get('kees')
    assert.ok(known?.kind === 'known')
    assert.equal(known.verdict.lasting, 2)
    assert.deepEqual((await findRegistration(database().db, 'kees'))?.kinds, ['authenticator', 'phone'])
    assert.equal(await findRegistration(database().db, 'emma'), undefined)
  })

  it('has the announcements of somebody who got ready drawn anew, once', async () => {
    await lookAt({ kees: [] })
    await deliveredTo('kees')
    await lookAt({ kees: ['authenticator'] })
    assert.equal(await wanted(), 2)
    await lookAt({ kees: ['authenticator'] })
    assert.equal(await wanted(), 2)
  })

  it('does so too for somebody whom the report called ready before', async () => {
    await deliveredTo('kees')
    await saveRegistration(database().db, 'kees', {
      done: true,
      endsSoon: false,
      lasting: 1,
      strong: 1,
      methods: 1,
      kinds: ['authenticator'],
      source: 'report',
      at: now,
    })
    await lookAt({ kees: ['authenticator'] })
    assert.equal(await wanted(), 2)
  })

  it('tells an open case that its person is ready', async () => {
    const { db } = database()
    const given = { person_id: 'kees', topic: 'other', context: '{}', opened_at: now, changed_at: now }
    await db
      .insertInto('cases')
      .values({ ...given, state: 'open' })
      .execute()
    await lookAt({ kees: ['phone'] })
    const readySince = async () => (await db.selectFrom('cases').select('ready_since').executeTakeFirstOrThrow()).ready_since
    assert.equal(await readySince(), null)
    await lookAt({ kees: ['passkey'] })
    assert.deepEqual(await readySince(), now)
  })
})
