import { z } from 'zod'
import { pageOfHistory, type Sent } from '../../services/ledger-views.ts'
import type { Person } from '../../services/people.ts'
import { lookAtPerson, type PersonView, searchPeople } from '../../services/person-view.ts'
import { badCursor, instant, iso, isoOrNull, notFound, pageFrom, pageOf, paging, readCursor, resource } from './resource.ts'

const person = z.object({
  id: z.string(),
  name: z.string(),
  upn: z.string(),
  mail: z.string().nullable(),
  department: z.string().nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  leftOut: z.string().nullable().meta({ description: 'Why this person gets no messages.' }),
  left: z.boolean(),
})
const shown = (one: Person) => ({
  id: one.id,
  name: one.name,
  upn: one.upn,
  mail: one.mail,
  department: one.department,
  language: one.chosen_language ?? one.teams_locale ?? one.directory_language,
  timeZone: one.time_zone,
  leftOut: one.excluded,
  left: one.left_at !== null,
})

const standing = person.extend({
  reach: z.string().meta({ description: 'Whether the bot can write to this person: reachable, not_installed, blocked, policy_blocked, …' }),
  ready: z
    .object({ done: z.boolean(), kinds: z.array(z.string()), checkedAt: instant })
    .nullable()
    .meta({ description: 'Null: not known.' }),
  cases: z.object({ all: z.int(), open: z.int() }),
})
const standingOf = ({ person: one, conversation, registration, cases }: PersonView) => ({
  ...shown(one),
  reach: conversation?.state ?? 'unknown',
  ready: registration ? { done: registration.done, kinds: registration.kinds, checkedAt: iso(registration.checked_at) } : null,
  cases,
})

const sent = z.object({
  announcementId: z.uuid(),
  kind: z.string(),
  step: z.string().nullable(),
  at: instant.meta({ description: 'When the announcement was made.' }),
  state: z.string(),
  reason: z.string().nullable(),
  deliveredAt: instant.nullable(),
  seenAt: instant.nullable().meta({ description: 'Null: not known. Only where Teams says so, and only while that is agreed.' }),
  answeredAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
  snoozeReason: z.string().nullable(),
  snoozes: z.int(),
  reminders: z.int(),
  withdrawnAt: instant.nullable(),
})
const sentOf = (row: Sent) => ({
  announcementId: row.announcement_id,
  kind: row.announcement.kind,
  step: row.announcement.step,
  at: iso(row.sent_at),
  state: row.state,
  reason: row.reason,
  deliveredAt: isoOrNull(row.delivered_at),
  seenAt: isoOrNull(row.seen_at),
  answeredAt: isoOrNull(row.answered_at),
  snoozedUntil: isoOrNull(row.snoozed_until),
  snoozeReason: row.snooze_reason,
  snoozes: row.snoozes,
  reminders: row.reminders.length,
  withdrawnAt: isoOrNull(row.withdrawn_at),
})

const personId = z.object({ id: z.string().min(1).max(100) })
const place = z.tuple([z.iso.datetime(), z.uuid()])

export const peopleResources = [
  resource(
    {
      method: 'GET',
      path: '/people',
      about: 'People by sign-in name, address or parts of their name.',
      query: z.object({ search: z.string().trim().min(2).max(200), limit: paging.shape.limit }),
      answer: z.object({ items: z.array(person) }),
    },
    async ({ app }, { query: { search, limit } }) => ({ items: (await searchPeople(app.db, search, limit)).map(shown) }),
  ),
  resource(
    {
      method: 'GET',
      path: '/people/:id/history',
      about:
        'One person: how they stand, and what was sent to them when, seen, answered and put off. That it was looked at is in the audit.',
      params: personId,
      query: paging,
      answer: pageOf(sent).extend({ person: standing }),
    },
    async ({ app, personId: asker, now }, { params: { id }, query: { limit, cursor } }) => {
      const after = readCursor(cursor, place)
      if (after === null) return badCursor
      const view = await lookAtPerson(app.db, id, { actorId: asker, now })
      if (!view) return notFound('person', '/api/v1/people?search=')
      const rows = await pageOfHistory(app.db, id, limit + 1, after && { at: new Date(after[0]), id: after[1] })
      const page = pageFrom(rows, limit, { item: sentOf, place: row => [iso(row.sent_at), row.announcement_id] })
      return { person: standingOf(view), ...page }
    },
  ),
]
