/** What sending and editing share: the rows in hand with what is known about their people, and what it takes to bring messages to them. */
import type { CardMessage } from '../../cards/card.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { type Conversation, unreachable } from '../../services/conversations.ts'
import type { Delivery } from '../../services/deliveries.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import type { Slots } from '../../services/pace.ts'
import type { Person } from '../../services/people.ts'
import type { Messenger, SendOutcome } from '../../services/ports.ts'
import type { Registration } from '../../services/registrations.ts'
import type { App } from '../app.ts'
import { noticeFor, variantFor } from '../notices/notice.ts'
import { sayTo } from '../say.ts'

/** One row with everything that is known about its person. */
export interface Work {
  row: Delivery
  announcement: Announcement
  person: Person | undefined
  conversation: Conversation | undefined
  registration: Pick<Registration, 'done' | 'ends_soon'> | undefined
  facts: NoticeFacts
}

/** What it takes to bring messages to people. */
export interface Courier {
  app: App
  connector: Messenger
  slots: Slots
  /** Requests whose answer is not yet recorded. */
  out: Set<Promise<void>>
}

/** Rows in hand: brings them out, each at its slot, or gives them back. */
export type Batch = () => Promise<void>

/** Nobody waits for this request; what goes wrong with it is as if its process had died. */
export function keepOut({ app, out }: Courier, request: Promise<void>): void {
  const recorded = request.catch(error => app.log.error({ err: error }, 'a delivery failed')).finally(() => out.delete(recorded))
  out.add(recorded)
}

export async function gather(app: App, rows: Delivery[]): Promise<Work[]> {
  const ids = rows.map(row => row.person_id)
  const [people, conversations, registrations] = await Promise.all([
    app.db.selectFrom('people').selectAll().where('id', 'in', ids).execute(),
    app.db.selectFrom('conversations').selectAll().where('person_id', 'in', ids).execute(),
    app.db.selectFrom('registrations').selectAll().where('person_id', 'in', ids).execute(),
  ])
  const announcements = new Map<string, Announcement>()
  for (const id of new Set(rows.map(row => row.announcement_id))) {
    const found = await findAnnouncement(app.db, id)
    if (found) announcements.set(id, found)
  }
  const factsOf = await readNoticeFacts(app.db, [...announcements.values()], ids)
  return rows.flatMap(row => {
    const announcement = announcements.get(row.announcement_id)
    if (!announcement) return []
    return {
      row,
      announcement,
      person: people.find(one => one.id === row.person_id),
      conversation: conversations.find(one => one.person_id === row.person_id),
      registration: registrations.find(one => one.person_id === row.person_id),
      facts: factsOf(announcement, row.person_id),
    }
  })
}

function draw(app: App, work: Work, person: Person): CardMessage {
  const before = work.row.state === 'delivered' ? work.row.reason === 'ready' : true
  const variant = variantFor(work.registration, before)
  const teamsUserId = work.conversation?.teams_user_id ?? null
  const { announcement, facts } = work
  return noticeFor(sayTo(app, person), announcement, { person, teamsUserId, variant, facts, config: app.config, now: app.clock.now() })
}

export const undrawable: SendOutcome = { kind: 'failed', code: 'card' }

/** A card that cannot be drawn is a fault of ours and no reason to try for ever. */
export function drawn(app: App, work: Work, person: Person): CardMessage | null {
  try {
    return draw(app, work, person)
  } catch (error) {
    app.log.error({ err: error, announcementId: work.row.announcement_id, personId: person.id }, 'a card could not be drawn')
    return null
  }
}

/** A connector that throws instead of answering leaves us in the dark. */
export async function ask(app: App, request: () => Promise<SendOutcome>): Promise<SendOutcome> {
  return request().catch(error => {
    app.log.error({ err: error }, 'the connector surprised us')
    return { kind: 'uncertain', code: 'surprise' }
  })
}

/** What the connector says about a person is kept for every later message; a wait is kept for everybody. */
export async function keepReach({ app, slots }: Courier, outcome: SendOutcome, personId: string): Promise<void> {
  const now = app.clock.now()
  if (outcome.kind === 'throttled') await slots.hold(outcome.retryAfterMs)
  if (outcome.kind === 'blocked' || outcome.kind === 'policy_blocked' || outcome.kind === 'not_installed') {
    await unreachable(app.db, personId, outcome.kind, now)
  }
  if (outcome.kind === 'conversation_gone') {
    const forgotten = { conversation_id: null, state: 'unknown' as const, changed_at: now }
    await app.db.updateTable('conversations').set(forgotten).where('person_id', '=', personId).execute()
  }
}
