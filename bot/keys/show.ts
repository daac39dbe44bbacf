/**
 * Brings an order to where people see it: the news to the person, the card in the helpdesk channel and the one in the person's chat.
 * It starts from what the row says is missing, so that running it twice, or again after a crash, does no harm.
 */

import { keyEarlierCard } from '../../cards/key-order.ts'
import { deskEarlierCard } from '../../cards/keys-desk.ts'
import { addressOf, findConversation, unreachable } from '../../services/conversations.ts'
import { transaction } from '../../services/db/database.ts'
import { endNews, isShown, keepChannelCard, keepPersonCard, markOrderCard } from '../../services/key-order-showing.ts'
import { findKeyOrder, type KeyOrder } from '../../services/key-orders.ts'
import { findPerson } from '../../services/people.ts'
import type { SendOutcome } from '../../services/ports.ts'
import { whileShowing } from '../../services/showing.ts'
import type { App } from '../app.ts'
import { helpdeskAddress } from '../cases/show.ts'
import { sayTo, sayToChannel } from '../say.ts'
import { deskCard, personOrderCard } from './view.ts'

type Unsent = Exclude<SendOutcome, { kind: 'delivered' }>

const forNow = new Set<SendOutcome['kind']>(['throttled', 'retry', 'uncertain'])

/** Throws, so that the job is tried again. */
function notYet(app: App, order: KeyOrder, where: string, outcome: Unsent): never {
  app.log.warn({ orderId: order.id, where, outcome: outcome.kind, code: outcome.code }, 'an order of a key could not be brought to Teams')
  throw new Error(`Order ${order.id} is not ${where} yet: ${outcome.kind} ${outcome.code}`)
}

/** A new message in the channel; where it comes again, the older one says so. */
async function postInChannel(app: App, order: KeyOrder): Promise<void> {
  const to = await helpdeskAddress(app)
  const say = sayToChannel(app)
  const outcome = await app.messenger.send(to, await deskCard(app, order, say, { now: app.clock.now(), inList: false }))
  if (outcome.kind !== 'delivered') return notYet(app, order, 'in the channel', outcome)
  await keepChannelCard(app.db, order, { conversationId: to.conversationId, activityId: outcome.activityId })
  const { channel_activity_id: earlier, channel_conversation_id: conversationId } = order
  if (!earlier || !conversationId) return
  const name = (await findPerson(app.db, order.person_id))?.name ?? ''
  await app.messenger.update({ conversationId, serviceUrl: to.serviceUrl }, earlier, deskEarlierCard(say, { id: order.id, name }))
}

async function showInChannel(app: App, order: KeyOrder): Promise<void> {
  const { channel_activity_id: activityId, channel_conversation_id: conversationId } = order
  if (!activityId || !conversationId || order.channel_again) return postInChannel(app, order)
  const { serviceUrl } = await helpdeskAddress(app)
  const message = await deskCard(app, order, sayToChannel(app), { now: app.clock.now(), inList: false })
  const outcome = await app.messenger.update({ conversationId, serviceUrl }, activityId, message)
  if (outcome.kind === 'message_gone') return postInChannel(app, { ...order, channel_activity_id: null })
  if (outcome.kind !== 'delivered') return notYet(app, order, 'in the channel', outcome)
  await keepChannelCard(app.db, order, { conversationId, activityId })
}

async function showToPerson(app: App, order: KeyOrder): Promise<void> {
  const person = await findPerson(app.db, order.person_id)
  const to = addressOf(await findConversation(app.db, order.person_id))
  if (person && to && order.person_activity_id) {
    const message = await personOrderCard(app, order, sayTo(app, person), { now: app.clock.now() })
    const outcome = await app.messenger.update(to, order.person_activity_id, message)
    if (outcome.kind !== 'delivered' && forNow.has(outcome.kind)) return notYet(app, order, 'in the chat', outcome)
  }
  await markOrderCard(app.db, order)
}

async function giveUp(app: App, order: KeyOrder, outcome: Unsent | null): Promise<void> {
  const kind = outcome?.kind ?? 'not_installed'
  app.log.warn({ orderId: order.id, outcome: kind, code: outcome?.code }, 'a person cannot be told about their security key')
  if (outcome && (kind === 'blocked' || kind === 'policy_blocked' || kind === 'not_installed')) {
    await unreachable(app.db, order.person_id, kind, app.clock.now())
  }
  await endNews(app.db, order, kind)
  await markOrderCard(app.db, order)
}

/** One new message with the newest state; the message before it gives up its buttons. */
async function tellPerson(app: App, order: KeyOrder): Promise<void> {
  const person = await findPerson(app.db, order.person_id)
  const to = addressOf(await findConversation(app.db, order.person_id))
  if (!person || !to) return giveUp(app, order, null)
  const say = sayTo(app, person)
  const news = order.news === 'reminder' ? order.news : undefined
  const message = await personOrderCard(app, order, say, { now: app.clock.now(), news })
  const outcome = await app.messenger.send(to, { ...message, alert: true })
  if (outcome.kind !== 'delivered') {
    return forNow.has(outcome.kind) ? notYet(app, order, 'told to the person', outcome) : giveUp(app, order, outcome)
  }
  await transaction(app.db, async tx => {
    await endNews(tx, order, null)
    await keepPersonCard(tx, order, outcome.activityId)
  })
  if (order.person_activity_id) await app.messenger.update(to, order.person_activity_id, keyEarlierCard(say, order.id))
}

/** The two are independent: trouble with one of them does not hold up the other. */
async function round(app: App, order: KeyOrder): Promise<void> {
  const results = await Promise.allSettled([
    order.news ? tellPerson(app, order) : order.person_shown === order.revision ? null : showToPerson(app, order),
    order.channel_shown === order.revision && !order.channel_again ? null : showInChannel(app, order),
  ])
  const failed = results.find(result => result.status === 'rejected')
  if (failed) throw failed.reason
}

async function upToDate(app: App, orderId: number): Promise<void> {
  for (;;) {
    const order = await findKeyOrder(app.db, orderId)
    if (!order || isShown(order)) return
    await round(app, order)
  }
}

/** Shows and tells everything of this order that is not in Teams yet. Throws when that must be tried again. */
export async function bringOrderUpToDate(app: App, orderId: number): Promise<void> {
  const free = await whileShowing(app.db, { table: 'key_orders', id: orderId }, () => upToDate(app, orderId))
  if (!free) throw new Error(`Order ${orderId} is being shown by another worker`)
}
