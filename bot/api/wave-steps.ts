import { z } from 'zod'
import { type Circle, readMembers } from '../../services/audiences.ts'
import { record } from '../../services/audit.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { countAlike, tally, tallyBy } from '../../services/board-numbers.ts'
import { type Tx, transaction } from '../../services/db/database.ts'
import { findList } from '../../services/lists.ts'
import {
  activateWave,
  type By,
  cancelWave,
  changeWave,
  declineWave,
  pauseWave,
  resumeWave,
  sendDayZeroAnyway,
} from '../../services/wave-steps.ts'
import { cadenceSchema, findWave, hoursSchema, saveWave, type Wave } from '../../services/waves.ts'
import { numbers, parts } from './announcements.ts'
import { campaignFor } from './campaigns.ts'
import { type Asking, byId, Failure, instant, notFound, resource } from './resource.ts'
import { shownWave, wave, waveDraft, waveProblems } from './waves.ts'

const byOf = ({ personId, now }: Asking): By => ({ by: personId, now })

/** A draft is its author's alone. */
export async function waveFor({ app, personId }: Asking, id: string): Promise<Wave | Failure> {
  const found = await findWave(app.db, id)
  const visible = found && (found.state !== 'draft' || found.author_id === personId)
  return visible ? found : notFound('wave', '/api/v1/campaigns')
}

const tooLate = new Failure(409, 'TooLate', 'That cannot be done in the state that the wave is in now. Read it again to see which.')

async function after(asking: Asking, id: string) {
  const found = await findWave(asking.app.db, id)
  return found ? shownWave(found) : tooLate
}

async function unknownList({ app }: Asking, circles: Circle[]): Promise<Failure | null> {
  for (const circle of circles) {
    if (circle.kind === 'list' && !(await findList(app.db, circle.listId))) return notFound('list', '/api/v1/lists')
  }
  return null
}

async function save(asking: Asking, given: z.output<typeof waveDraft>, place: { campaignId: string; id?: string }) {
  const { app, personId, now } = asking
  const missing = await unknownList(asking, [given.audience, ...given.leftOut])
  if (missing) return missing
  const { position, ...rest } = given
  const draft = {
    ...rest,
    deadlineAt: new Date(given.deadlineAt),
    campaignId: place.campaignId,
    ...(position === undefined ? {} : { position }),
  }
  const saved = await transaction(app.db, async tx => {
    const kept = await saveWave(tx, draft, { authorId: personId, now, ...(place.id ? { id: place.id } : {}) })
    if (kept.kind === 'saved') await record(tx, { at: now, actorId: personId, action: 'wave.saved', subject: `wave:${kept.id}` })
    return kept
  })
  if (saved.kind === 'refused') return waveProblems(saved.problems)
  return saved.kind === 'saved' ? after(asking, saved.id) : tooLate
}

/** The members of its groups are read first, so that the count and the sending are about the same people. */
async function activate(asking: Asking, id: string, askedAt: string | undefined) {
  const { app, personId, now } = asking
  const audience = { kind: 'wave' as const, waveId: id }
  await readMembers(app.db, app.directory, audience)
  if ((await outsideLimit(app.db, personId, audience)) > 0) {
    const entry = { at: now, actorId: personId, action: 'refused', subject: `wave:${id}`, details: { why: 'author_limit' } }
    await transaction(app.db, tx => record(tx, entry))
    return new Failure(403, 'OutsideLimit', 'You may not write to everybody in this wave. Ask an admin without a limit.')
  }
  const done = await transaction(app.db, async tx => {
    const row = await tx.selectFrom('waves').select(['state', 'asked_at']).where('id', '=', id).forUpdate().executeTakeFirst()
    // Who approves must have seen what is asked: a question that was asked anew needs a new look.
    if (row?.state === 'awaiting_approval' && row.asked_at?.toISOString() !== askedAt) return { kind: 'other_question' as const }
    const result = await activateWave(tx, id, { ...byOf(asking), approvalAbove: app.config.APPROVAL_ABOVE })
    const asksOrAnswers = result.kind === 'awaiting_approval' || (result.kind === 'active' && row?.state === 'awaiting_approval')
    if (asksOrAnswers) await app.jobs.enqueue(tx, 'approval-cards', { kind: 'wave', id })
    return result
  })
  if (done.kind === 'refused') return waveProblems(done.problems)
  if (done.kind === 'own') return new Failure(403, 'OwnWave', 'Another admin must approve this wave.')
  if (done.kind === 'other_question')
    return new Failure(409, 'OtherQuestion', 'Say in "askedAt" which question you approve: the askedAt of the wave as you saw it.')
  return done.kind === 'gone' ? tooLate : after(asking, id)
}

const simple: [name: string, about: string, step: (tx: Tx, id: string, by: By) => Promise<boolean>][] = [
  ['pause', 'No step goes out, and what is going out stops after the messages that are on their way.', pauseWave],
  ['resume', 'Goes on; steps whose time has passed are dropped where they make no sense any more.', resumeWave],
  ['cancel', 'Ends a wave before its time.', cancelWave],
  ['day-zero-anyway', 'The message of the day goes out although Microsoft does not say that the date is enforced.', sendDayZeroAnyway],
]

const simpleSteps = simple.map(([name, about, step]) =>
  resource({ method: 'POST', path: `/waves/:id/${name}`, about, params: byId, answer: wave }, async (asking, { params: { id } }) => {
    const found = await waveFor(asking, id)
    if (found instanceof Failure) return found
    return (await transaction(asking.app.db, tx => step(tx, id, byOf(asking)))) ? after(asking, id) : tooLate
  }),
)

/** Steps that are the first that somebody hears of a wave: everybody of the wave is in exactly one of them. */
const isFirst = (step: string | null) => step === 'announcement' || (step?.includes('joined:') ?? false)

const reading = resource(
  {
    method: 'GET',
    path: '/waves/:id',
    about: 'One wave, with numbers for each step that went out and for its people by department and language.',
    params: byId,
    answer: wave.extend({
      steps: z.array(numbers.extend({ announcementId: z.uuid(), step: z.string().nullable(), state: z.string() })),
      numbers: numbers.meta({ description: 'Of the first message to each person of the wave.' }),
      byDepartment: parts,
      byLanguage: parts,
    }),
  },
  async (asking, { params: { id } }) => {
    const found = await waveFor(asking, id)
    if (found instanceof Failure) return found
    const { db } = asking.app
    const columns = ['id', 'step', 'state'] as const
    const steps = await db.selectFrom('announcements').select(columns).where('wave_id', '=', id).orderBy('created_at').execute()
    const rows = await countAlike(
      db,
      steps.map(step => step.id),
    )
    const of = Map.groupBy(rows, row => row.announcementId)
    const firstIds = new Set(steps.filter(({ step }) => isFirst(step)).map(step => step.id))
    const first = rows.filter(row => firstIds.has(row.announcementId))
    return {
      ...shownWave(found),
      steps: steps.map(({ id: announcementId, step, state }) => ({ announcementId, step, state, ...tally(of.get(announcementId) ?? []) })),
      numbers: tally(first),
      byDepartment: tallyBy(first, row => row.department),
      byLanguage: tallyBy(first, row => row.language),
    }
  },
)

const change = z.strictObject({ deadlineAt: instant.optional(), cadence: cadenceSchema.optional(), hours: hoursSchema.optional() })

export const waveResources = [
  reading,
  resource(
    { method: 'POST', path: '/campaigns/:id/waves', about: 'Adds a wave as a draft.', params: byId, body: waveDraft, answer: wave },
    async (asking, { params: { id }, body }) => {
      const found = await campaignFor(asking, id)
      return found instanceof Failure ? found : save(asking, body, { campaignId: id })
    },
  ),
  resource(
    { method: 'PUT', path: '/waves/:id', about: 'Changes a draft.', params: byId, body: waveDraft, answer: wave },
    async (asking, { params: { id }, body }) => {
      const found = await waveFor(asking, id)
      return found instanceof Failure ? found : save(asking, body, { campaignId: found.campaign_id, id })
    },
  ),
  resource(
    {
      method: 'POST',
      path: '/waves/:id/activate',
      about:
        'Its author starts it, or asks for approval where many people are in it; another admin approves with the askedAt that they saw.',
      params: byId,
      body: z.strictObject({ askedAt: instant.optional() }),
      answer: wave,
    },
    async (asking, { params: { id }, body }) => {
      const found = await waveFor(asking, id)
      return found instanceof Failure ? found : activate(asking, id, body.askedAt)
    },
  ),
  resource(
    {
      method: 'POST',
      path: '/waves/:id/change',
      about: 'Changes a wave that is under way: a later deadline, what is still to come, the hours of sending.',
      params: byId,
      body: change,
      answer: wave,
    },
    async (asking, { params: { id }, body }) => {
      const found = await waveFor(asking, id)
      if (found instanceof Failure) return found
      const { deadlineAt, cadence, hours } = body
      const wanted = {
        ...(deadlineAt ? { deadlineAt: new Date(deadlineAt) } : {}),
        ...(cadence ? { cadence } : {}),
        ...(hours ? { hours } : {}),
      }
      const done = await transaction(asking.app.db, tx => changeWave(tx, id, wanted, byOf(asking)))
      if (done.kind === 'refused') return waveProblems(done.problems)
      return done.kind === 'changed' ? after(asking, id) : tooLate
    },
  ),
  resource(
    {
      method: 'POST',
      path: '/waves/:id/take-back',
      about: 'Its author takes the question for approval back: a draft again.',
      params: byId,
      answer: wave,
    },
    async (asking, { params: { id } }) => {
      const found = await waveFor(asking, id)
      if (found instanceof Failure) return found
      if (found.author_id !== asking.personId)
        return new Failure(403, 'NotYours', 'Only its author takes a question back. Decline it in the chat, with a reason.')
      const done = await transaction(asking.app.db, async tx => {
        if (!(await declineWave(tx, id, byOf(asking)))) return false
        await asking.app.jobs.enqueue(tx, 'approval-cards', { kind: 'wave', id })
        return true
      })
      return done ? after(asking, id) : tooLate
    },
  ),
  ...simpleSteps,
]
