import assert from 'node:assert/strict'
import fc from 'fast-check'
import { verifyChain } from '../../services/audit.ts'
import {
  addReply,
  answerCase,
  caseReady,
  claimCase,
  rateCase,
  releaseCase,
  reopenCase,
  resolveCase,
  type StepOutcome,
  solveCase,
} from '../../services/case-steps.ts'
import { type Case, type CaseStore, eventsOf, findCase, type Opening, openCase, openCaseOf } from '../../services/cases.ts'
import { transaction } from '../../services/db/database.ts'
import { type Person, seePerson } from '../../services/people.ts'
import { describeOnBoth } from '../support/database.ts'
import { type FakeJobs, fakeJobs } from '../support/jobs.ts'

const now = new Date('2026-11-24T09:00:00Z')
const hours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

describeOnBoth('cases', database => {
  let jobs: FakeJobs
  let store: CaseStore
  let kees: Person

  beforeEach(async () => {
    jobs = fakeJobs()
    store = { db: database().db, jobs }
    kees = await seePerson(store.db, { id: 'kees', name: 'Kees', locale: 'nl-NL', timeZone: null, platform: 'Windows' }, now)
  })

  const opening = (more: Partial<Opening> = {}): Opening => ({
    person: kees,
    language: 'nl',
    topic: 'passkey',
    sentence: 'the QR code expired',
    callMe: 'morning',
    activityId: 'form',
    hours,
    now,
    ...more,
  })
  const open = async (more: Partial<Opening> = {}): Promise<Case> => (await openCase(store, opening(more))).case
  const agent = (row: Case, actorId = 'fatima') => ({ caseId: row.id, actorId, now: at(5), revision: row.revision })
  const person = (row: Case, actorId = 'kees') => ({ caseId: row.id, actorId, now: at(6), hours })
  const done = (outcome: StepOutcome): Case => {
    assert.equal(outcome.kind, 'done')
    return (outcome as Extract<StepOutcome, { kind: 'done' }>).case
  }
  const announce = async (deadline: Date, state: 'running' | 'cancelled' = 'running') => {
    const id = crypto.randomUUID()
    await store.db
      .insertInto('announcements')
      .values({
        id,
        state,
        content: '{}',
        audience: '{}',
        deadline_at: deadline,
        time_zone: 'Europe/Amsterdam',
        author_id: 'anna',
        created_at: now,
        confirmed_at: now,
      })
      .execute()
    await store.db
      .insertInto('deliveries')
      .values({ announcement_id: id, person_id: 'kees', state: 'delivered', language: 'nl', not_before: now, changed_at: now })
      .execute()
  }

  describe('opening', () => {
    it('keeps what is shared, the words, the promise, the job and the audit row together', async () => {
      await announce(at(60 * 24))
      await announce(at(60), 'cancelled')
      await store.db
        .insertInto('registrations')
        .values({ person_id: 'kees', kinds: ['authenticator'], source: 'live', checked_at: at(-10) })
        .execute()
      const row = await open()
      assert.equal(row.id, 2001)
      assert.deepEqual(row.context, {
        department: null,
        language: 'nl',
        deadlineAt: at(60 * 24).toISOString(),
        tried: [],
        kinds: ['authenticator'],
        kindsReadAt: at(-10).toISOString(),
        platform: 'Windows',
        privileged: false,
        hindrance: null,
      })
      assert.deepEqual(row.answer_by, at(60))
      assert.equal(row.urgent, false)
      const events = await eventsOf(store.db, row.id)
      assert.deepEqual(
        events.map(event => [event.kind, event.body]),
        [['opened', 'the QR code expired']],
      )
      assert.deepEqual(jobs.queued, [{ kind: 'post-case', data: { caseId: 2001 } }])
      const audit = await store.db.selectFrom('audit').selectAll().execute()
      assert.deepEqual(
        audit.map(line => [line.action, line.subject, line.actor_id]),
        [['case.opened', 'case:2001', 'kees']],
      )
      assert.doesNotMatch(JSON.stringify(audit), /QR/)
    })

    it('keeps nothing when its job cannot be kept', async () => {
      const broken = { db: store.db, jobs: { enqueue: () => Promise.reject(new Error('no queue')) } }
      await assert.rejects(openCase(broken, opening()), /no queue/)
      assert.equal(await openCaseOf(store.db, 'kees'), undefined)
      assert.equal((await store.db.selectFrom('audit').selectAll().execute()).length, 0)
    })

    it('gives the first case to whoever opens a second one, also at the same instant', async () => {
      const opened = await Promise.all(['one', 'two', 'three', 'four'].map(sentence => openCase(store, opening({ sentence }))))
      assert.deepEqual(opened.map(one => one.kind).sort(), ['existing', 'existing', 'existing', 'opened'])
      assert.equal(new Set(opened.map(one => one.case.id)).size, 1)
      assert.equal((await eventsOf(store.db, opened[0]?.case.id ?? 0)).length, 1)
    })

    for (const topic of ['lost_phone', 'locked_out', 'told_someone']) {
      it(`puts ${topic} first`, async () => assert.equal((await open({ topic })).urgent, true))
    }

    it('knows from the place in the guide what the trouble with the phone is', async () => {
      const progress = { person_id: 'kees', flow: 'lost_phone', flow_version: 1, trail: '[]', facts: '{}', changed_at: now }
      const tried = [{ flow: 'lost_phone', step: 'what', event: 'choose:lost_out', at: now.toISOString() }]
      await store.db
        .insertInto('progress')
        .values({ ...progress, step: 'locked_out', tried: JSON.stringify(tried) })
        .execute()
      const row = await open({ topic: 'lost_phone' })
      assert.equal(row.topic, 'locked_out')
      assert.deepEqual(row.context.tried, tried)
    })

    it('puts somebody first whose deadline has passed, unless they are ready', async () => {
      await announce(at(-60))
      const row = await open()
      assert.equal(row.urgent, true)
      done(await resolveCase(store, agent(row), ''))
      await store.db.insertInto('registrations').values({ person_id: 'kees', done: true, source: 'live', checked_at: now }).execute()
      assert.equal((await open()).urgent, false)
    })
  })

  describe('claiming', () => {
    it('lets exactly one of many agents have the case; the others learn who', async () => {
      const row = await open()
      const agents = ['fatima', 'joris', 'mei', 'omar', 'sam']
      const outcomes = await Promise.all(agents.map(actorId => claimCase(store, { caseId: row.id, actorId, now: at(1) })))
      const winner = done(outcomes.find(outcome => outcome.kind === 'done') ?? { kind: 'unknown' }).agent_id
      const others = outcomes.filter(outcome => outcome.kind !== 'done')
      assert.deepEqual(
        others.map(outcome => (outcome.kind === 'taken' ? outcome.case.agent_id : outcome.kind)),
        [winner, winner, winner, winner],
      )
      const claims = (await eventsOf(store.db, row.id)).filter(event => event.kind === 'claimed')
      assert.deepEqual(
        claims.map(event => event.actor_id),
        [winner],
      )
    })

    it('does not claim a closed or unknown case', async () => {
      const row = await open()
      done(await resolveCase(store, agent(row), ''))
      assert.equal((await claimCase(store, agent(row))).kind, 'wrong_state')
      assert.equal((await claimCase(store, { ...agent(row), caseId: 9999 })).kind, 'unknown')
    })

    it('goes back to the desk and to somebody else', async () => {
      const claimed = done(await claimCase(store, agent(await open())))
      const released = done(await releaseCase(store, agent(claimed, 'joris')))
      assert.deepEqual([released.state, released.agent_id], ['open', null])
      assert.equal(done(await claimCase(store, agent(released, 'mei'))).agent_id, 'mei')
    })
  })

  describe('answering and replying', () => {
    it('tells the person, and claims a case that nobody had', async () => {
      const answered = done(await answerCase(store, agent(await open()), 'Press Back once.'))
      assert.deepEqual([answered.state, answered.agent_id], ['claimed', 'fatima'])
      const event = (await eventsOf(store.db, answered.id)).at(-1)
      assert.deepEqual([event?.kind, event?.body, event?.to_tell], ['answer', 'Press Back once.', true])
      assert.ok(jobs.queued.some(job => job.kind === 'tell-case-event'))
    })

    it('leaves a case with its agent when a colleague answers', async () => {
      const claimed = done(await claimCase(store, agent(await open())))
      assert.equal(done(await answerCase(store, agent(claimed, 'joris'), 'Hi')).agent_id, 'fatima')
    })

    it('refuses an answer that was written before the newest words of the person', async () => {
      const row = await open()
      done(await addReply(store, person(row), 'it works on my laptop'))
      const late = await answerCase(store, agent(row), 'Restart your laptop')
      assert.equal(late.kind, 'changed')
      assert.equal((await resolveCase(store, agent(row), '')).kind, 'changed')
    })

    it('does not let anybody write in, close, rate or reopen the case of another', async () => {
      const row = await open()
      assert.equal((await addReply(store, person(row, 'joris'), 'let me in')).kind, 'unknown')
      assert.equal((await solveCase(store, person(row, 'joris'), '')).kind, 'unknown')
      assert.equal((await rateCase(store, person(row, 'joris'), 'up')).kind, 'unknown')
      assert.equal((await eventsOf(store.db, row.id)).length, 1)
    })
  })

  describe('closing and opening again', () => {
    it('rates a closed case only; the last thumb counts', async () => {
      const row = await open()
      assert.equal((await rateCase(store, person(row), 'up')).kind, 'wrong_state')
      done(await solveCase(store, person(row), ''))
      done(await rateCase(store, person(row), 'down'))
      assert.equal(done(await rateCase(store, person(row), 'up')).rating, 'up')
    })

    it('keeps its number, with a new promise', async () => {
      const closed = done(await resolveCase(store, agent(await open()), ''))
      const reopened = done(await reopenCase(store, person(closed)))
      assert.deepEqual([reopened.id, reopened.state, reopened.agent_id, reopened.answer_by], [closed.id, 'open', null, at(66)])
    })

    it('is claimed by the agent who opens it again', async () => {
      const closed = done(await resolveCase(store, agent(await open()), ''))
      const reopened = done(await reopenCase(store, { ...person(closed), actorId: 'joris' }))
      assert.deepEqual([reopened.state, reopened.agent_id], ['claimed', 'joris'])
    })

    it('gives way to a newer open case, and a reply goes there', async () => {
      const closed = done(await resolveCase(store, agent(await open()), ''))
      const newer = await open({ sentence: 'something else' })
      const outcome = await reopenCase(store, person(closed))
      assert.equal(outcome.kind === 'newer' && outcome.case.id, newer.id)
      assert.equal(done(await addReply(store, person(closed), 'and this')).id, newer.id)
      assert.equal((await findCase(store.db, closed.id))?.state, 'resolved')
    })

    it('opens again by a reply', async () => {
      const closed = done(await resolveCase(store, agent(await open()), ''))
      assert.equal(done(await addReply(store, person(closed), 'not yet')).state, 'open')
      assert.deepEqual(
        (await eventsOf(store.db, closed.id)).map(event => event.kind),
        ['opened', 'resolved', 'reopened', 'reply'],
      )
    })
  })

  it('learns once that the directory says ready, and only while it is open', async () => {
    const ready = () => transaction(store.db, tx => caseReady(tx, 'kees', at(30), jobs))
    assert.equal(await ready(), false)
    const row = await open()
    assert.deepEqual([await ready(), await ready()], [true, false])
    assert.deepEqual((await findCase(store.db, row.id))?.ready_since, at(30))
  })

  it('stays true whatever people press at once, and every step leaves one event, one revision and one audit row', async () => {
    const steps = ['claim', 'release', 'answer', 'resolve', 'reopen', 'reply', 'solve', 'rate'] as const
    const press = fc.record({ step: fc.constantFrom(...steps), actorId: fc.constantFrom('fatima', 'joris') })
    const run: Record<(typeof steps)[number], (row: Case, actorId: string) => Promise<StepOutcome>> = {
      claim: (row, actorId) => claimCase(store, agent(row, actorId)),
      release: (row, actorId) => releaseCase(store, agent(row, actorId)),
      answer: (row, actorId) => answerCase(store, agent(row, actorId), 'text'),
      resolve: (row, actorId) => resolveCase(store, agent(row, actorId), ''),
      reopen: row => reopenCase(store, person(row)),
      reply: row => addReply(store, person(row), 'text'),
      solve: row => solveCase(store, person(row), ''),
      rate: row => rateCase(store, person(row), 'up'),
    }
    const { id } = await open()
    await fc.assert(
      fc.asyncProperty(fc.array(press, { minLength: 2, maxLength: 4 }), async presses => {
        const before = (await findCase(store.db, id)) as Case
        const eventsBefore = await eventsOf(store.db, id)
        await Promise.all(presses.map(({ step, actorId }) => run[step](before, actorId)))
        const after = await findCase(store.db, id)
        const events = await eventsOf(store.db, id)
        assert.equal((after?.revision ?? 0) - before.revision, events.length - eventsBefore.length)
        assert.equal(after?.state === 'claimed', Boolean(after?.agent_id) && after?.state !== 'resolved')
        const verdict = await verifyChain(store.db)
        assert.equal(verdict.kind === 'whole' && verdict.rows, events.length)
      }),
      { numRuns: 25 },
    )
  })
})
