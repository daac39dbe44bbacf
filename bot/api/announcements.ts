import { z } from 'zod'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { type Alike, countAlike, reasonOf, tally, tallyBy } from '../../services/board-numbers.ts'
import { type NamedDelivery, pageOfAnnouncements, pageOfDeliveries } from '../../services/ledger-views.ts'
import { pauseStep, resendStep, resumeStep, stopStep } from '../announce/steps.ts'
import {
  type Asking,
  badCursor,
  byId,
  Failure,
  instant,
  iso,
  isoOrNull,
  notFound,
  pageFrom,
  pageOf,
  paging,
  readCursor,
  resource,
} from './resource.ts'

const states = ['draft', 'awaiting_approval', 'scheduled', 'expanding', 'running', 'paused', 'finished', 'cancelled'] as const
const deliveryStates = [
  'queued',
  'sending',
  'delivered',
  'retrying',
  'skipped',
  'blocked',
  'policy_blocked',
  'not_installed',
  'gone',
  'failed',
  'cancelled',
] as const

const counted = z.int()
export const numbers = z
  .object({
    targeted: counted,
    delivered: counted,
    waiting: counted,
    not_sent: counted,
    left_out: counted,
    unreachable: counted,
    uncertain: counted.meta({ description: 'Attempts of which nobody knows whether they arrived; each can have added one copy.' }),
    seen: counted.meta({ description: 'Of whom Teams says so; all others are not known.' }),
    answered: counted,
    upToDate: counted.meta({ description: 'Delivered cards that show what they should.' }),
  })
  .meta({ description: 'targeted = delivered + waiting + not_sent + left_out + unreachable.' })
export const parts = z.array(numbers.extend({ key: z.string().nullable() }))

const announcement = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(states),
  waveId: z.uuid().nullable(),
  step: z.string().nullable(),
  code: z.string().nullable(),
  authorId: z.string(),
  approvedBy: z.string().nullable(),
  deadlineAt: instant,
  timeZone: z.string(),
  sendAt: instant.nullable(),
  createdAt: instant,
  confirmedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  stoppedBecause: z.string().nullable(),
  targeted: z.int().nullable().meta({ description: 'Counted once when everybody is in the ledger; null until then.' }),
  texts: z.record(z.string(), z.object({ what: z.string() })),
})
const shown = (one: Announcement) => ({
  id: one.id,
  kind: one.kind,
  state: one.state,
  waveId: one.wave_id,
  step: one.step,
  code: one.code,
  authorId: one.author_id,
  approvedBy: one.approved_by,
  deadlineAt: iso(one.deadline_at),
  timeZone: one.time_zone,
  sendAt: isoOrNull(one.send_at),
  createdAt: iso(one.created_at),
  confirmedAt: isoOrNull(one.confirmed_at),
  finishedAt: isoOrNull(one.finished_at),
  stoppedBecause: one.stopped_because,
  targeted: one.targeted,
  texts: one.content.texts,
})

const withNumbers = announcement.extend({
  numbers,
  byDepartment: parts,
  byLanguage: parts,
  byReason: parts,
  byState: parts,
})

async function numbered({ app }: Asking, one: Announcement) {
  const rows = await countAlike(app.db, [one.id])
  const by = (keyOf: (row: Alike) => string | null) => tallyBy(rows, keyOf)
  return {
    ...shown(one),
    numbers: tally(rows),
    byDepartment: by(row => row.department),
    byLanguage: by(row => row.language),
    byReason: by(reasonOf),
    byState: by(row => row.state),
  }
}

/** A draft is its author's alone. */
export async function announcementFor({ app, personId }: Asking, id: string): Promise<Announcement | Failure> {
  const found = await findAnnouncement(app.db, id)
  const visible = found && (found.state !== 'draft' || found.author_id === personId)
  return visible ? found : notFound('announcement', '/api/v1/announcements')
}

const delivery = z.object({
  personId: z.string(),
  name: z.string(),
  upn: z.string(),
  state: z.enum(deliveryStates),
  reason: z.string().nullable(),
  errorCode: z.string().nullable(),
  department: z.string().nullable(),
  language: z.string(),
  attempts: z.int(),
  uncertain: z.int(),
  notBefore: instant.meta({ description: 'Not sent before this moment; only of rows that wait.' }),
  deliveredAt: instant.nullable(),
  seenAt: instant.nullable().meta({ description: 'Null: not known.' }),
  answeredAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
  snoozeReason: z.string().nullable(),
})
const deliveryOf = (row: NamedDelivery) => ({
  personId: row.person_id,
  name: row.name,
  upn: row.upn,
  state: row.state,
  reason: row.reason,
  errorCode: row.error_code,
  department: row.department,
  language: row.language,
  attempts: row.attempts,
  uncertain: row.uncertain,
  notBefore: iso(row.not_before),
  deliveredAt: isoOrNull(row.delivered_at),
  seenAt: isoOrNull(row.seen_at),
  answeredAt: isoOrNull(row.answered_at),
  snoozedUntil: isoOrNull(row.snoozed_until),
  snoozeReason: row.snooze_reason,
})

const place = z.tuple([z.iso.datetime(), z.uuid()])
const text = z.string().max(200).optional()

const reading = [
  resource(
    {
      method: 'GET',
      path: '/announcements',
      about: 'Announcements, newest first; drafts of others left out.',
      query: paging.extend({ state: z.enum(states).optional(), waveId: z.uuid().optional() }),
      answer: pageOf(announcement.extend({ numbers })),
    },
    async ({ app, personId }, { query: { limit, cursor, state, waveId } }) => {
      const after = readCursor(cursor, place)
      if (after === null) return badCursor
      const filter = { askedBy: personId, state, waveId }
      const found = await pageOfAnnouncements(app.db, filter, limit + 1, after && { at: new Date(after[0]), id: after[1] })
      const rows = await countAlike(
        app.db,
        found.slice(0, limit).map(one => one.id),
      )
      const of = Map.groupBy(rows, row => row.announcementId)
      const item = (one: Announcement) => ({ ...shown(one), numbers: tally(of.get(one.id) ?? []) })
      return pageFrom(found, limit, { item, place: one => [iso(one.created_at), one.id] })
    },
  ),
  resource(
    {
      method: 'GET',
      path: '/announcements/:id',
      about: 'One announcement with its numbers, live from the ledger.',
      params: byId,
      answer: withNumbers,
    },
    async (asking, { params: { id } }) => {
      const found = await announcementFor(asking, id)
      return found instanceof Failure ? found : numbered(asking, found)
    },
  ),
  resource(
    {
      method: 'GET',
      path: '/announcements/:id/deliveries',
      about: 'One announcement person by person, in a fixed order.',
      params: byId,
      query: paging.extend({ state: z.enum(deliveryStates).optional(), reason: text, department: text, language: text }),
      answer: pageOf(delivery),
    },
    async (asking, { params: { id }, query: { limit, cursor, state, ...rest } }) => {
      const personId = readCursor(cursor, z.string())
      if (personId === null) return badCursor
      const found = await announcementFor(asking, id)
      if (found instanceof Failure) return found
      const of = { announcementIds: [id], filter: { ...rest, ...(state ? { states: [state] } : {}) } }
      const rows = await pageOfDeliveries(
        asking.app.db,
        of,
        limit + 1,
        personId === undefined ? undefined : { announcementId: id, personId },
      )
      return pageFrom(rows, limit, { item: deliveryOf, place: row => row.person_id })
    },
  ),
]

const tooLate = new Failure(409, 'TooLate', 'That cannot be done in the state that the announcement is in now. Read it again to see which.')

const steps = {
  resend: { about: 'Tries everybody once more who was not reached, and nobody who has it.', take: resendStep },
  pause: { about: 'Holds what has not been sent, within a second.', take: pauseStep },
  resume: {
    about: 'Goes on after a pause, also after one that it made by itself, or before the pause after the first few ends.',
    take: resumeStep,
  },
  stop: { about: 'Stops for good: what has not been sent will not be.', take: stopStep },
}

const changing = Object.entries(steps).map(([name, { about, take }]) =>
  resource(
    { method: 'POST', path: `/announcements/:id/${name}`, about, params: byId, answer: withNumbers },
    async (asking, { params: { id } }) => {
      const found = await announcementFor(asking, id)
      if (found instanceof Failure) return found
      const done = await take(asking.app, id, asking)
      const after = await findAnnouncement(asking.app.db, id)
      return done && after ? numbered(asking, after) : tooLate
    },
  ),
)

export const announcementResources = [...reading, ...changing]
