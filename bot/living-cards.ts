/**
 * Brings a case or an order of a key to where people see it: its living card in the helpdesk's channel, the one in the person's chat, and
 * news in messages of their own. It starts from what the row says is missing, so that running it twice, or again after a crash, does no
 * harm.
 */
import type { CardMessage } from '../cards/card.ts'
import type { Say } from '../cards/texts/translate.ts'
import { addressOf, findChannel, findConversation, newestServiceUrl, unreachable } from '../services/conversations.ts'
import { type Db, type Tx, transaction } from '../services/db/database.ts'
import type { ShownTable } from '../services/db/schema.ts'
import { findPerson } from '../services/people.ts'
import type { Address, SendOutcome } from '../services/ports.ts'
import { keepChannelCard, keepPersonCard, markPersonCard, type Shown, whileShowing } from '../services/showing.ts'
import type { App } from './app.ts'
import { sayTo, sayToChannel } from './say.ts'

type Unsent = Exclude<SendOutcome, { kind: 'delivered' }>
type Draw<Row> = (app: App, row: Row, say: Say) => Promise<CardMessage>

/** What the cards of one table are, and what of a row is not in Teams yet. */
export interface Living<Row extends Shown> {
  table: ShownTable
  find(db: Db, id: number): Promise<Row | undefined>
  channelCard: Draw<Row>
  personCard: Draw<Row>
  /** What the person's older message becomes once news carries it on. */
  earlierCard: Draw<Row>
  /** Everything that is to be done in one round. They are independent: trouble with one does not hold up the others. */
  missing(app: App, row: Row): Promise<(() => Promise<unknown>)[]>
}

/** Something that the person must hear. */
export interface News {
  card(say: Say): Promise<CardMessage>
  told(tx: Tx): Promise<void>
  /** The person cannot be reached, because of this; it is not tried again. */
  failed(why: string): Promise<void>
}

const forNow = new Set<SendOutcome['kind']>(['throttled', 'retry', 'uncertain'])

/** Throws, so that the job is tried again: nobody may lose a case because Teams was busy. */
export function notYet(app: App, { table, id, where }: { table: ShownTable; id: number; where: string }, outcome: Unsent): never {
  app.log.warn({ table, id, where, outcome: outcome.kind, code: outcome.code }, 'a card could not be brought to Teams')
  throw new Error(`${table} ${id} is not ${where} yet: ${outcome.kind} ${outcome.code}`)
}

/** Where the helpdesk is written to. Throws while that is not known. */
export async function helpdeskAddress(app: App): Promise<Address> {
  const known = await findChannel(app.db, 'helpdesk')
  if (known) return known
  const serviceUrl = await newestServiceUrl(app.db)
  if (serviceUrl) return { conversationId: app.config.HELPDESK_CHANNEL_ID, serviceUrl }
  app.log.warn('The helpdesk channel is not known yet, and something waits for it. Add the app to the team of the helpdesk.')
  throw new Error('The helpdesk channel is not known yet')
}

const inChannel = { where: 'in the channel' }

/** A new message in the helpdesk's channel is the living card from now on. */
export async function postInChannel<Row extends Shown>(app: App, living: Living<Row>, row: Row): Promise<void> {
  const to = await helpdeskAddress(app)
  const outcome = await app.messenger.send(to, await living.channelCard(app, row, sayToChannel(app)))
  if (outcome.kind !== 'delivered') return notYet(app, { ...living, ...row, ...inChannel }, outcome)
  await keepChannelCard(app.db, living.table, row, { conversationId: to.conversationId, activityId: outcome.activityId })
}

export async function showInChannel<Row extends Shown>(app: App, living: Living<Row>, row: Row): Promise<void> {
  const { channel_activity_id: activityId, channel_conversation_id: conversationId } = row
  if (!activityId || !conversationId) return postInChannel(app, living, row)
  const { serviceUrl } = await helpdeskAddress(app)
  const message = await living.channelCard(app, row, sayToChannel(app))
  const outcome = await app.messenger.update({ conversationId, serviceUrl }, activityId, message)
  if (outcome.kind === 'message_gone') return postInChannel(app, living, row)
  if (outcome.kind !== 'delivered') return notYet(app, { ...living, ...row, ...inChannel }, outcome)
  await keepChannelCard(app.db, living.table, row, { conversationId, activityId })
}

async function reach(app: App, { person_id }: Shown) {
  const person = await findPerson(app.db, person_id)
  const to = addressOf(await findConversation(app.db, person_id))
  return person && to ? { say: sayTo(app, person), to } : null
}

async function showToPerson<Row extends Shown>(app: App, living: Living<Row>, row: Row): Promise<void> {
  const reached = await reach(app, row)
  if (reached && row.person_activity_id) {
    const outcome = await app.messenger.update(reached.to, row.person_activity_id, await living.personCard(app, row, reached.say))
    if (outcome.kind !== 'delivered' && forNow.has(outcome.kind)) {
      return notYet(app, { ...living, ...row, where: 'in the chat' }, outcome)
    }
  }
  await markPersonCard(app.db, living.table, row)
}

async function giveUp(
  app: App,
  { table, row, news }: { table: ShownTable; row: Shown; news: News },
  outcome: Unsent | null,
): Promise<void> {
  const kind = outcome?.kind ?? 'not_installed'
  app.log.warn({ table, id: row.id, outcome: kind, code: outcome?.code }, 'a person cannot be told the news')
  if (outcome && (kind === 'blocked' || kind === 'policy_blocked' || kind === 'not_installed')) {
    await unreachable(app.db, row.person_id, kind, app.clock.now())
  }
  await news.failed(kind)
}

/** One new message with the newest state; the message before it gives up its buttons. */
async function tellPerson<Row extends Shown>(app: App, living: Living<Row>, row: Row, news: News): Promise<void> {
  const reached = await reach(app, row)
  if (!reached) return giveUp(app, { ...living, row, news }, null)
  const { say, to } = reached
  const outcome = await app.messenger.send(to, { ...(await news.card(say)), alert: true })
  if (outcome.kind !== 'delivered') {
    if (forNow.has(outcome.kind)) return notYet(app, { ...living, ...row, where: 'told to the person' }, outcome)
    return giveUp(app, { ...living, row, news }, outcome)
  }
  await transaction(app.db, async tx => {
    await news.told(tx)
    await keepPersonCard(tx, living.table, row, outcome.activityId)
  })
  if (row.person_activity_id) await app.messenger.update(to, row.person_activity_id, await living.earlierCard(app, row, say))
}

/** A message that the person asked for is the living card from now on; the one before it gives up its buttons. */
export async function moveTo<Row extends Shown>(app: App, living: Living<Row>, row: Row, activityId: string): Promise<void> {
  await keepPersonCard(app.db, living.table, row, activityId)
  const reached = row.person_activity_id ? await reach(app, row) : null
  if (reached && row.person_activity_id)
    await app.messenger.update(reached.to, row.person_activity_id, await living.earlierCard(app, row, reached.say))
}

/** What is missing in the person's chat: the news in a message of its own or, without news, the card as it is now. */
export function missingInChat<Row extends Shown>(app: App, living: Living<Row>, row: Row, news: News | null): (() => Promise<void>)[] {
  if (news) return [() => tellPerson(app, living, row, news)]
  return row.person_shown === row.revision ? [] : [() => showToPerson(app, living, row)]
}

async function upToDate<Row extends Shown>(app: App, living: Living<Row>, id: number): Promise<void> {
  for (;;) {
    const row = await living.find(app.db, id)
    const missing = row ? await living.missing(app, row) : []
    if (missing.length === 0) return
    const results = await Promise.allSettled(missing.map(bring => bring()))
    const failed = results.find(result => result.status === 'rejected')
    if (failed) throw failed.reason
  }
}

/** Shows and tells everything of this row that is not in Teams yet. Throws when that must be tried again. */
export async function bringUpToDate<Row extends Shown>(app: App, living: Living<Row>, id: number): Promise<void> {
  const free = await whileShowing(app.db, { table: living.table, id }, () => upToDate(app, living, id))
  if (!free) throw new Error(`${living.table} ${id} is being shown by another worker`)
}
