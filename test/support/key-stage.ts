/** Security keys on fakes: Kees (Dutch) and Emma (English) order, Fatima and Joris of the helpdesk answer in their channel. */
import assert from 'node:assert/strict'
import type { Environment } from '../../bot/config.ts'
import { sweepKeySilence } from '../../bot/keys/silence.ts'
import { sweepKeys } from '../../bot/keys/sweep.ts'
import { sweepSilence } from '../../bot/silence/sweep.ts'
import { tasksFor } from '../../bot/tasks/index.ts'
import { saveChannel } from '../../services/conversations.ts'
import type { Db } from '../../services/db/database.ts'
import { findDelivery, record } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import type { KeyOrder } from '../../services/key-orders.ts'
import { testApp } from './app.ts'
import { addAnnouncement, addReachable, serviceUrl } from './rollout.ts'
import { Teams } from './teams.ts'

/** A Thursday, ten in the morning in Amsterdam. */
export const start = new Date('2026-11-12T09:00:00Z')
export const channel = '19:helpdesk@thread.tacv2'
const inChannel = { conversation: { id: channel, conversationType: 'channel' } }
const day = 24 * 60 * 60_000

const cast = {
  kees: { name: 'Kees de Wit', chosen_language: 'nl', department: 'Magazijn', office: 'Tilburg', country: 'NL' },
  emma: { name: 'Emma Johnson', chosen_language: 'en' },
  fatima: { name: 'Fatima Yilmaz', chosen_language: 'en' },
  joris: { name: 'Joris Bos', chosen_language: 'nl' },
}

async function meet(db: Db): Promise<void> {
  await addReachable(db, Object.keys(cast))
  for (const [id, set] of Object.entries(cast)) {
    await db
      .updateTable('people')
      .set({ ...set, time_zone: 'Europe/Amsterdam' })
      .where('id', '=', id)
      .execute()
    await db
      .updateTable('conversations')
      .set({ teams_user_id: `29:${id}` })
      .where('person_id', '=', id)
      .execute()
  }
}

export async function keyStage(db: Db, environment: Environment = {}) {
  const app = testApp(db, start, { GIVES_SECURITY_KEYS: 'true', ...environment })
  const teams = new Teams(app)
  await meet(db)
  app.directory.members = { [app.config.HELPDESK_GROUP_ID]: ['fatima', 'joris'] }
  const value = JSON.stringify({ allowed: ['authenticator', 'passkey', 'temporary_pass'] })
  await db.insertInto('sync_state').values({ name: 'methods_policy', value, changed_at: start }).execute()
  await saveChannel(db, 'helpdesk', { conversationId: channel, serviceUrl }, start)

  const work = () => app.jobs.run(tasksFor(app))
  /** The newest order. */
  async function newest(): Promise<KeyOrder> {
    const row = await db.selectFrom('key_orders').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
    return row ?? assert.fail('there is no order')
  }
  /** What an agent presses in the channel, on the newest card unless `more` says otherwise; and all that follows. */
  async function agent(personId: string, verb: string, more: object = {}): Promise<{ card: string; line: string }> {
    const { id: orderId, revision } = await newest()
    const fields = { day: '2026-11-17', place: 'Magazijn, kantoor', handsOver: 'Daan', note: '' }
    const data = { orderId, revision, ...fields, ...more }
    const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' }
    const { body } = await teams.activity(personId, { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: 'c1', ...inChannel })
    const { type, value: shown } = body as { type: string; value: unknown }
    await work()
    return type.endsWith('card.adaptive') ? { card: JSON.stringify(shown), line: '' } : { card: '', line: String(shown) }
  }
  async function become(now: Date): Promise<void> {
    app.setTime(now)
    await sweepKeys(app, now)
    await work()
    await sweepKeySilence(app, now)
    await sweepSilence(app, now)
    await work()
  }
  return {
    app,
    teams,
    work,
    newest,
    agent,
    /** The person has a date, this many days from now. */
    async deadline(personId: string, days: number) {
      const announcement = await addAnnouncement(db, { deadline_at: new Date(start.getTime() + days * day) })
      await expand(db, { announcement, languageOf: () => 'nl', now: start })
      const row = await findDelivery(db, announcement.id, personId)
      if (row) await record(db, row, { state: 'delivered', activityId: 'a1', shown: 1 }, start)
    },
    async order(personId = 'kees', more: object = {}) {
      const answer = await teams.presses(personId, 'order.send', { where: 'desk', ...more }, 'form')
      await work()
      return answer.card
    },
    /** What stands in a conversation, newest message last, as JSON text. */
    shown: (conversation: string) => app.messenger.shown(conversation).map(one => JSON.stringify(one)),
    at: (moment: string) => become(new Date(moment)),
    /** It becomes so much later than the start: what is due happens. */
    hours: (count: number) => become(new Date(start.getTime() + count * 3600_000)),
    after: (days: number) => become(new Date(start.getTime() + days * day)),
  }
}
export type KeyStage = Awaited<ReturnType<typeof keyStage>>
