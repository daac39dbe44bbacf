/** From the rows of a case to what its cards show. */

import type { CardMessage } from '../../cards/card.ts'
import { type CaseLine, type CaseView, type DeskView, type KeyLine, type SharedFacts, topicTitle } from '../../cards/case-parts.ts'
import { type HelpCase, helpCaseCard } from '../../cards/help.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { type Case, type CaseEvent, eventsOf } from '../../services/cases.ts'
import { findConversation } from '../../services/conversations.ts'
import type { Db } from '../../services/db/database.ts'
import type { CaseContext } from '../../services/db/tables/cases.ts'
import { type DeskHours, deskTimes } from '../../services/desk-hours.ts'
import { newestKeyOrder } from '../../services/key-orders.ts'
import type { App } from '../app.ts'
import { silenceWords, triedWords } from './tried.ts'

export const hoursOf = ({ config }: Pick<App, 'config'>): DeskHours => ({
  opens: config.HELPDESK_OPENS,
  closes: config.HELPDESK_CLOSES,
  timeZone: config.DEFAULT_TIME_ZONE,
})

export function deskView(app: Pick<App, 'config'>, now: Date): DeskView {
  const { ORGANISATION_NAME: organisation, HELPDESK_PHONE: phone, HELPDESK_PLACE: place } = app.config
  return { organisation, phone, place, ...deskTimes(hoursOf(app), now) }
}

const instant = (text: string | null) => (text ? new Date(text) : null)

/** Its order of a key, where there is one that is open, or that was closed since `since`. */
export async function keyLine(db: Db, personId: string, since: Date): Promise<KeyLine | null> {
  const order = await newestKeyOrder(db, personId, since)
  if (!order) return null
  const { id, state, place, wished_place, expected_at, closed_at, handed_at, ready_at, asked_at } = order
  const at = state === 'accepted' ? expected_at : (closed_at ?? handed_at ?? ready_at)
  return { id, state, place: place ?? wished_place, at: at ?? asked_at }
}

export function sharedFacts(say: Say, name: string, context: CaseContext, key: KeyLine | null): SharedFacts {
  const { department, language, kinds, platform, privileged } = context
  const tried = triedWords(say, context.tried)
  const [deadlineAt, kindsReadAt] = [instant(context.deadlineAt), instant(context.kindsReadAt)]
  const silence = context.silence ? { since: new Date(context.silence.since), step: silenceWords(say, context.silence) } : null
  const hindrance = context.hindrance ?? null
  return { name, department, language, deadlineAt, tried, kinds, kindsReadAt, platform, privileged, hindrance, silence, key }
}

async function namesOf(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  const rows = await db.selectFrom('people').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(row => [row.id, row.name]))
}

const wordsOf = (say: Say, { kind, body }: CaseEvent) => (kind === 'raised' ? topicTitle(say, body ?? '') : (body ?? ''))

function toLine(say: Say, event: CaseEvent, personId: string, names: Map<string, string>): CaseLine {
  const { at, failure } = event
  return {
    from: event.actor_id === personId ? 'person' : 'desk',
    name: names.get(event.actor_id) ?? '',
    at,
    text: wordsOf(say, event),
    failure,
  }
}

/** Answers and replies, what was reported on top, and the last words of whoever closed the case. */
const wasSaid = ({ kind, body }: CaseEvent) => body !== null && ['answer', 'reply', 'raised', 'resolved'].includes(kind)

/** Reads everything that a card of this case shows, in the words of `say`. */
export async function loadView(db: Db, row: Case, say: Say): Promise<CaseView> {
  const events = await eventsOf(db, row.id)
  const names = await namesOf(db, [row.person_id, row.agent_id, ...events.map(event => event.actor_id)])
  const key = row.state === 'resolved' ? null : await keyLine(db, row.person_id, row.opened_at)
  const closing = events.findLast(event => event.kind === 'resolved')
  return {
    ...sharedFacts(say, names.get(row.person_id) ?? '', row.context, key),
    id: row.id,
    revision: row.revision,
    state: row.state,
    urgent: row.urgent,
    topic: row.topic,
    callMe: row.call_me,
    sentence: events.find(event => event.kind === 'opened')?.body ?? null,
    lines: events.filter(wasSaid).map(event => toLine(say, event, row.person_id, names)),
    agentName: row.agent_id ? (names.get(row.agent_id) ?? null) : null,
    openedAt: row.opened_at,
    answerBy: row.answer_by,
    claimedAt: row.claimed_at,
    resolvedAt: row.resolved_at,
    solvedByPerson: closing?.actor_id === row.person_id,
    readySince: row.ready_since,
    rating: row.rating,
    wordsErasedAt: row.words_erased_at,
  }
}

/** The person's own card of this case. */
export async function personCard(
  app: App,
  row: Case,
  say: Say,
  extra: Pick<HelpCase, 'notice' | 'draft' | 'news' | 'secret'> & { now: Date },
): Promise<CardMessage> {
  const view = await loadView(app.db, row, say)
  const conversation = await findConversation(app.db, row.person_id)
  const viewer = { teamsUserId: conversation?.teams_user_id ?? null }
  return helpCaseCard(say, { view, desk: deskView(app, extra.now), viewer, ...extra })
}
