/** For admins: `person Kees` shows what was sent to somebody and what became of it. */
import { personCard, personChoiceCard } from '../../cards/person.ts'
import { reasonOf } from '../../services/board-numbers.ts'
import { featureOn } from '../../services/features.ts'
import { pageOfHistory, type Sent } from '../../services/ledger-views.ts'
import { lookAtPerson, searchPeople } from '../../services/person-view.ts'
import type { ActionHandlers, Answer, Command, Turn } from '../answer.ts'
import { sayTo } from '../say.ts'

const shownAtOnce = 8

const sentOf = (row: Sent) => ({
  kind: row.announcement.kind,
  state: row.state,
  reason: reasonOf(row),
  at: row.sent_at,
  deliveredAt: row.delivered_at,
  seenAt: row.seen_at,
  answeredAt: row.answered_at,
  snoozedUntil: row.snoozed_until,
})

async function cardOf(turn: Turn, personId: string) {
  const { app, now } = turn
  const view = await lookAtPerson(app.db, personId, { actorId: turn.person.id, now })
  if (!view) return personChoiceCard(turn.say, personId, [])
  const { person, conversation, registration, cases, keyOrder } = view
  const [sent, seenIsAgreed] = await Promise.all([pageOfHistory(app.db, personId, shownAtOnce + 1), featureOn(app.db, 'seen_per_person')])
  const theirs = sayTo(app, person)
  return personCard(turn.say, {
    name: person.name,
    address: person.mail ?? person.upn,
    department: person.department,
    language: theirs.language,
    timeZone: theirs.timeZone,
    leftOut: person.excluded,
    reach: conversation?.state ?? 'unknown',
    ready: registration ? { done: registration.done, at: registration.checked_at } : null,
    openCases: cases.open,
    keyOrder: keyOrder?.state ?? null,
    seenIsAgreed,
    sent: sent.slice(0, shownAtOnce).map(sentOf),
    more: sent.length > shownAtOnce,
  })
}

async function find(turn: Turn, asked: string): Promise<Answer> {
  const found = await searchPeople(turn.app.db, asked, 5)
  const [only] = found
  if (only && found.length === 1) return { send: [{ message: await cardOf(turn, only.id) }] }
  const listed = found.map(one => ({
    personId: one.id,
    name: one.name,
    about: [one.department, one.mail ?? one.upn].filter(Boolean).join(' · '),
  }))
  return { send: [{ message: personChoiceCard(turn.say, asked.slice(0, 60), listed) }] }
}

export const personCommand: Command = {
  name: 'person',
  words: { en: ['person', 'who is'], nl: ['persoon', 'wie is'] },
  role: 'admin',
  run: async turn => ({ tell: turn.say('person.none_body') }),
  ask: find,
}

export const personActions: ActionHandlers = {
  'person.open': async (turn, { personId }) => ({ replace: await cardOf(turn, personId) }),
}
