/** Where people see a case: the two living cards, the messages to the person, and the thread in the channel. */
import { caseCard, type ThreadNews, threadCard } from '../../cards/case.ts'
import { topicTitle } from '../../cards/case-parts.ts'
import { type HelpCase, helpEarlierCard } from '../../cards/help.ts'
import { forgetChannelCard, markTold, markUndelivered, untoldEvents } from '../../services/case-showing.ts'
import { type Case, type CaseEvent, findCase } from '../../services/cases.ts'
import { findPerson } from '../../services/people.ts'
import type { App } from '../app.ts'
import { helpdeskAddress, type Living, missingInChat, type News, notYet, showInChannel } from '../living-cards.ts'
import { sayToChannel } from '../say.ts'
import { loadView, personCard } from './view.ts'

const fromPerson = (row: Case, event: CaseEvent) => event.actor_id === row.person_id

const newsKinds: Partial<Record<CaseEvent['kind'], HelpCase['news']>> = {
  opened: 'opened',
  answer: 'answer',
  resolved: 'resolved',
  reopened: 'reopened',
  note: 'late',
}

/** One message with the newest state for all that happened. */
function newsOf(app: App, row: Case, events: CaseEvent[]): News | null {
  const newest = events.at(-1)
  if (!newest) return null
  const now = app.clock.now()
  return {
    card: say => personCard(app, row, say, { news: newsKinds[newest.kind], now }),
    told: tx => markTold(tx, events, now),
    failed: why => markUndelivered(app.db, events, why),
  }
}

const threadKind = (event: CaseEvent): ThreadNews['kind'] =>
  event.kind === 'reopened' || event.kind === 'resolved' || event.kind === 'raised' ? event.kind : 'reply'

/** A short message in the case's thread. Without a thread yet, the card that is about to be posted says it all. */
async function tellThread(app: App, row: Case, event: CaseEvent): Promise<void> {
  const now = app.clock.now()
  if (!row.channel_activity_id || !row.channel_conversation_id) return markTold(app.db, [event], now)
  const say = sayToChannel(app)
  const name = (await findPerson(app.db, event.actor_id))?.name ?? ''
  const message = threadCard(say, {
    kind: threadKind(event),
    id: row.id,
    name,
    text: event.kind === 'raised' ? topicTitle(say, event.body ?? '') : event.body,
  })
  const { serviceUrl } = await helpdeskAddress(app)
  const conversationId = `${row.channel_conversation_id};messageid=${row.channel_activity_id}`
  const outcome = await app.messenger.send({ conversationId, serviceUrl }, message)
  if (outcome.kind === 'delivered') return markTold(app.db, [event], now)
  const gone = outcome.kind === 'message_gone' || outcome.kind === 'conversation_gone'
  if (!gone) return notYet(app, { table: 'cases', id: row.id, where: 'in the thread' }, outcome)
  // The card was deleted and its thread with it: a new card, with everything on it, takes their place.
  await forgetChannelCard(app.db, row.id)
  await markTold(app.db, [event], now)
}

async function showToDesk(app: App, row: Case, events: CaseEvent[]): Promise<void> {
  for (const event of events) await tellThread(app, row, event)
  if (row.channel_shown !== row.revision) await showInChannel(app, livingCase, row)
}

export const livingCase: Living<Case> = {
  table: 'cases',
  find: findCase,
  channelCard: async ({ db, clock }, row, say) => caseCard(say, { view: await loadView(db, row, say), now: clock.now() }),
  personCard: (app, row, say) => personCard(app, row, say, { now: app.clock.now() }),
  earlierCard: async ({ db, clock }, row, say) => helpEarlierCard(say, await loadView(db, row, say), clock.now()),
  async missing(app, row) {
    const untold = await untoldEvents(app.db, row.id)
    const forDesk = untold.filter(event => fromPerson(row, event))
    const forPerson = untold.filter(event => !fromPerson(row, event))
    const isInChannel = forDesk.length === 0 && row.channel_shown === row.revision
    return [
      ...missingInChat(app, livingCase, row, newsOf(app, row, forPerson)),
      ...(isInChannel ? [] : [() => showToDesk(app, row, forDesk)]),
    ]
  },
}
