import assert from 'node:assert/strict'
import { startFlow } from '../../../bot/flows/handlers.ts'
import { sweepSilence } from '../../../bot/silence/sweep.ts'
import { tasksFor } from '../../../bot/tasks/index.ts'
import type { Card } from '../../../cards/card.ts'
import { resolveCase } from '../../../services/case-steps.ts'
import { saveChannel } from '../../../services/conversations.ts'
import { askForKey } from '../../../services/key-orders.ts'
import { findProgress } from '../../../services/progress.ts'
import { useDatabase } from '../../support/database.ts'
import { chat, meetKees, type Story, start, textOf, toLastStep } from '../../support/guide-story.ts'
import { addAnnouncement } from '../../support/rollout.ts'

const channel = '19:helpdesk@thread.tacv2'
const hours = (count: number) => count * 60
const days = (count: number) => hours(count * 24)

describe('somebody who does not get further', () => {
  const database = useDatabase()
  let story: Story

  beforeEach(async () => {
    story = await meetKees(database().db)
    await saveChannel(story.app.db, 'helpdesk', { conversationId: channel, serviceUrl: chat.serviceUrl }, start)
  })

  /** What was announced to Kees, due so many minutes after the start. */
  async function announce(deadlineAfter: number, more: object = {}) {
    const deadline_at = new Date(start.getTime() + deadlineAfter * 60_000)
    const announcement = await addAnnouncement(story.app.db, { state: 'running', deadline_at, confirmed_at: start })
    const row = { announcement_id: announcement.id, person_id: 'kees', state: 'delivered' as const, language: 'en' }
    await story.app.db
      .insertInto('deliveries')
      .values({ ...row, not_before: start, changed_at: start, delivered_at: start, activity_id: 'notice', ...more })
      .execute()
    return announcement
  }
  async function silentAt(minutes: number) {
    const now = new Date(start.getTime() + minutes * 60_000)
    story.app.setTime(now)
    await sweepSilence(story.app, now)
    await story.app.jobs.run(tasksFor(story.app))
  }
  const cases = () => story.app.db.selectFrom('cases').selectAll().execute()
  const alerts = () => {
    const own = story.app.messenger.sent.filter(one => one.to.conversationId === chat.conversationId)
    return own.filter(one => one.kind === 'send' && one.message.alert).length
  }
  const inChannel = () => story.app.messenger.shown(channel).at(-1)?.card as Card | undefined

  it('is asked once how it goes, on a card that shows the guide from then on', async () => {
    await toLastStep(story)
    await silentAt(19)
    assert.equal(alerts(), 0)
    await silentAt(20)
    assert.deepEqual(story.titles(), ['This goes on in a newer message below', 'How is it going?'])
    assert.match(textOf(story.last()?.card), /You are at “try it out”/)
    await story.press('This doesn’t work')
    assert.equal(story.last()?.summary, 'Let’s see what stops you')
    assert.equal(story.messages().length, 2)
  })

  it('is led back to the step by “Go on”, and asked again only in another stay', async () => {
    await toLastStep(story)
    await silentAt(20)
    await story.press('Go on')
    assert.match(String(story.last()?.summary), /Step 5 of 5/)
    for (const minute of [30, 39]) await silentAt(minute)
    assert.equal(alerts(), 1)
    await silentAt(41)
    assert.equal(story.last()?.summary, 'Shall a colleague look with you?')
    await silentAt(days(6))
    assert.equal(alerts(), 2, 'nothing more without a deadline')
    await story.press('Go on')
    await story.press('Back')
    await silentAt(days(6) + 21)
    assert.equal(story.last()?.summary, 'How is it going?')
  })

  it('is offered a human after an hour, and gets a case when the deadline is a day away', async () => {
    await announce(days(3))
    await toLastStep(story)
    await story.press('This doesn’t work')
    await story.press('Help me with this', { reason: 'screen_lock' })
    await silentAt(20)
    await silentAt(80)
    assert.equal(story.last()?.summary, 'Shall a colleague look with you?')
    story.button('Yes, help me')
    for (const minute of [140, days(1), days(2) - 1]) await silentAt(minute)
    assert.deepEqual(await cases(), [])
    await silentAt(days(2))
    const [one] = await cases()
    assert.deepEqual([one?.topic, one?.state, one?.urgent, one?.agent_id], ['register_authenticator', 'open', false, null])
    assert.match(String(story.last()?.summary), /I asked the helpdesk to help you/)
    const card = JSON.stringify(inChannel())
    assert.match(card, /opened by the bot: nothing happened since Tuesday 24 November, 10:00/)
    assert.match(card, /screen lock/i)
    for (const minute of [days(2) + 30, days(3), days(4)]) await silentAt(minute)
    assert.equal((await cases()).length, 1)
    assert.equal(alerts(), 3)
  })

  it('has less time close to the deadline, and an urgent case after it', async () => {
    await toLastStep(story)
    await announce(-hours(1))
    await silentAt(20)
    await silentAt(40)
    await silentAt(60)
    const [one] = await cases()
    assert.equal(one?.urgent, true)
    const event = await story.app.db.selectFrom('case_events').selectAll().where('kind', '=', 'opened').executeTakeFirstOrThrow()
    assert.deepEqual([event.actor_id, event.to_tell], ['bot', false])
  })

  it('hears of it in Dutch, with what is in the way for the helpdesk', async () => {
    story = await meetKees(database().db, 'nl')
    await announce(hours(20), { snooze_reason: 'own_phone' })
    await story.bring(await startFlow(await story.turn(), 'start'))
    await story.press('Een computer en mijn telefoon')
    await silentAt(60)
    assert.equal(story.last()?.summary, 'Lukt het?')
    await silentAt(80)
    assert.equal(story.last()?.summary, 'Zal een collega met je meekijken?')
    await silentAt(100)
    assert.match(String(story.last()?.summary), /ik heb de helpdesk gevraagd je te helpen/)
    assert.match(JSON.stringify(inChannel()), /Rather not my own phone/)
  })

  it('who never got beyond the first card is asked, but gets no case', async () => {
    await announce(hours(2))
    await story.bring(await startFlow(await story.turn(), 'start'))
    for (const minute of [60, 80, 100, 120, hours(4), days(1), days(2)]) await silentAt(minute)
    assert.deepEqual(story.titles().slice(-1), ['Shall a colleague look with you?'])
    assert.equal(alerts(), 2)
    assert.deepEqual(await cases(), [])
  })

  it('is left alone when ready, excluded, gone, with an open case, or until the moment they chose', async () => {
    const { db } = story.app
    await announce(days(9), { snoozed_until: new Date(start.getTime() + days(2) * 60_000) })
    await toLastStep(story)
    await silentAt(20)
    assert.equal((await findProgress(db, 'kees'))?.silentAt?.getTime(), start.getTime() + days(3) * 60_000)
    const again = () => db.updateTable('progress').set({ silent_at: start, nudges: 0 }).execute()
    await db.updateTable('deliveries').set({ snoozed_until: null }).execute()
    story.has('authenticator')
    await again()
    await silentAt(21)
    story.has()
    await db.updateTable('people').set({ excluded: 'on_leave' }).execute()
    await again()
    await silentAt(22)
    await db.updateTable('people').set({ excluded: null, left_at: start }).execute()
    await again()
    await silentAt(23)
    await db.updateTable('people').set({ left_at: null }).execute()
    const row = { person_id: 'kees', topic: 'other', context: '{}', opened_at: start, changed_at: start }
    await db
      .insertInto('cases')
      .values({ ...row, state: 'claimed' })
      .execute()
    await again()
    await silentAt(24)
    assert.equal(alerts(), 0)
    assert.equal((await findProgress(db, 'kees'))?.silentAt, null)
  })

  it('is left to the watch of their key while it is ordered, until they go on here with the key in their hands', async () => {
    const { db, jobs } = story.app
    await toLastStep(story)
    const hours = { opens: '08:00', closes: '17:30', timeZone: 'Europe/Amsterdam' }
    const before = { lasting: 0, passkey: false }
    const { order } = await askForKey({ db, jobs }, { personId: 'kees', place: 'Desk', before, activityId: 'order', hours }, start)
    await silentAt(20)
    await silentAt(days(1) + 20)
    assert.equal(alerts(), 0)
    const handedAt = story.app.clock.now()
    await db.updateTable('key_orders').set({ state: 'handed_over', handed_at: handedAt }).where('id', '=', order.id).execute()
    await silentAt(days(6) + 20)
    assert.equal(alerts(), 0)
    await story.press('This doesn’t work', {}, story.messages()[0])
    await silentAt(days(6) + 45)
    assert.equal(alerts(), 1)
  })

  it('is judged by what is stored where the directory does not answer', async () => {
    await toLastStep(story)
    await story.app.db.insertInto('registrations').values({ person_id: 'kees', source: 'report', checked_at: start, done: true }).execute()
    story.app.directory.methods = async () => {
      throw new Error('away')
    }
    await silentAt(20)
    assert.equal(alerts(), 0)
  })

  it('is not written to at night, at the weekend or outside the hours of their wave', async () => {
    await toLastStep(story)
    await silentAt(hours(8) + 1)
    assert.equal(alerts(), 0)
    await silentAt(hours(23) - 1)
    assert.equal(alerts(), 0)
    await silentAt(hours(23))
    assert.equal(alerts(), 1)
  })

  it('gets one check-in, whoever sweeps, and none twice from a process that died while sending', async () => {
    await toLastStep(story)
    const now = new Date(start.getTime() + 20 * 60_000)
    story.app.setTime(now)
    await Promise.all([1, 2, 3].map(() => sweepSilence(story.app, now)))
    assert.equal(alerts(), 1)
    story = await meetKees(database().db)
    await story.press('Go on').catch(() => undefined)
    await story.app.db.updateTable('progress').set({ silent_at: now, nudges: 0 }).execute()
    let asked = 0
    story.app.messenger.send = () => {
      asked++
      throw new Error('the process dies')
    }
    for (const minute of [21, 22, 30, 40]) await silentAt(minute)
    assert.equal(asked, 1)
  })

  it('is asked a minute later when Teams is busy, and not at all where they cannot be reached', async () => {
    await announce(hours(2))
    await toLastStep(story)
    story.app.messenger.refusals.set(chat.conversationId, { kind: 'throttled', retryAfterMs: 1_000, code: '429' })
    await silentAt(20)
    story.app.messenger.refusals.clear()
    await silentAt(21)
    assert.equal(alerts(), 1)
    story.app.messenger.refusals.set(chat.conversationId, { kind: 'blocked', code: 'blocked' })
    await silentAt(41)
    await silentAt(61)
    assert.equal((await cases()).length, 1, 'the helpdesk has it all the same')
  })

  it('gets no second case while nothing happens after the desk closed the first', async () => {
    await toLastStep(story)
    await announce(-hours(1))
    for (const minute of [20, 40, 60]) await silentAt(minute)
    const [one] = await cases()
    assert.ok(one)
    await resolveCase(story.app, { caseId: one.id, actorId: 'fatima', now: start, revision: one.revision }, '')
    for (const minute of [70, 120, 240]) await silentAt(minute)
    assert.equal((await cases()).length, 1)
  })
})
