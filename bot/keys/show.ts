/** Where people see an order of a key: the two living cards, and the messages to the person. */
import { keyEarlierCard } from '../../cards/key-order.ts'
import { deskEarlierCard } from '../../cards/keys-desk.ts'
import { endAgain, endNews } from '../../services/key-order-showing.ts'
import { findKeyOrder, type KeyOrder } from '../../services/key-orders.ts'
import { findPerson } from '../../services/people.ts'
import { markPersonCard } from '../../services/showing.ts'
import type { App } from '../app.ts'
import { helpdeskAddress, type Living, missingInChat, type News, postInChannel, showInChannel } from '../living-cards.ts'
import { sayToChannel } from '../say.ts'
import { deskCard, personOrderCard } from './view.ts'

/** It comes as a new message, and the older one says so. */
async function showAgain(app: App, order: KeyOrder): Promise<void> {
  await postInChannel(app, livingOrder, order)
  await endAgain(app.db, order)
  const { channel_activity_id: earlier, channel_conversation_id: conversationId } = order
  if (!earlier || !conversationId) return
  const { serviceUrl } = await helpdeskAddress(app)
  const name = (await findPerson(app.db, order.person_id))?.name ?? ''
  await app.messenger.update({ conversationId, serviceUrl }, earlier, deskEarlierCard(sayToChannel(app), { id: order.id, name }))
}

function newsOf(app: App, order: KeyOrder): News | null {
  if (!order.news) return null
  return {
    card: say => personOrderCard(app, order, say, { now: app.clock.now() }),
    told: tx => endNews(tx, order, null),
    async failed(why) {
      await endNews(app.db, order, why)
      await markPersonCard(app.db, 'key_orders', order)
    },
  }
}

export const livingOrder: Living<KeyOrder> = {
  table: 'key_orders',
  find: findKeyOrder,
  channelCard: (app, order, say) => deskCard(app, order, say, { now: app.clock.now(), inList: false }),
  personCard: (app, order, say) => personOrderCard(app, order, say, { now: app.clock.now() }),
  earlierCard: async (_, order, say) => keyEarlierCard(say, order.id),
  async missing(app, order) {
    const inChat = missingInChat(app, livingOrder, order, newsOf(app, order))
    if (order.channel_again) return [...inChat, () => showAgain(app, order)]
    return order.channel_shown === order.revision ? inChat : [...inChat, () => showInChannel(app, livingOrder, order)]
  },
}
