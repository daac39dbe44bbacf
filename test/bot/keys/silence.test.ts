import assert from 'node:assert/strict'
import { sweepKeySilence } from '../../../bot/keys/silence.ts'
import { resolveCase } from '../../../services/case-steps.ts'
import { describeOnBoth, useDatabase } from '../../support/database.ts'
import { channel, type KeyStage, keyStage, start } from '../../support/key-stage.ts'

const day = 24

const steps = ['is er vanaf', 'is there from', 'ligt klaar', 'Nu stellen we hem in', 'Now we set it up']
/** What the person heard, beside what the helpdesk did with the order. */
function told(stage: KeyStage): string[] {
  const mine = stage.app.messenger.sent.filter(one => one.to.conversationId.startsWith('chat-'))
  const news = mine.filter(one => one.kind === 'send' && one.message.alert).map(one => String(one.message.summary))
  return news.filter(summary => !steps.some(step => summary.includes(step)))
}
const last = (stage: KeyStage, conversation: string) => stage.shown(conversation).at(-1) ?? ''
const cases = (stage: KeyStage) => stage.app.db.selectFrom('cases').selectAll().execute()

/** Order, promise, hand over: at the start, a Thursday at ten. */
async function inHand(stage: KeyStage, personId = 'kees'): Promise<void> {
  await stage.order(personId)
  await stage.agent('fatima', 'keys.accept')
  await stage.agent('fatima', 'keys.hand_over')
}

describeOnBoth('a key that was handed over and does not show up', database => {
  let stage: KeyStage
  beforeEach(async () => {
    stage = await keyStage(database().db)
  })

  it('is asked about once, then comes to the desk once, and becomes one case a day before the date', async () => {
    await stage.deadline('kees', 6)
    await inHand(stage)
    await stage.hours(3)
    assert.deepEqual(told(stage), [])
    await stage.hours(4)
    assert.deepEqual(told(stage), ['Lukt het met je beveiligingssleutel?'])
    assert.match(
      last(stage, 'chat-kees'),
      /Je hebt hem sinds 10\.00 uur.*Werkt de tijdelijke toegangspas niet meer\?.*De controle gaat in op woensdag 18 november/,
    )
    assert.match(last(stage, 'chat-kees'), /"title":"Nu instellen".*"title":"Ik heb een nieuwe pas nodig".*"title":"Helpdesk".*nodig/)
    assert.equal(stage.shown(channel).length, 1)

    await stage.hours(day + 4)
    assert.equal(stage.shown(channel).length, 2, 'the desk is not told by an edit')
    assert.match(stage.shown(channel)[0] ?? '', /goes on in a newer message/)
    assert.match(last(stage, channel), /Not in use yet: Kees de Wit, security key handed over/)
    assert.match(last(stage, channel), /Not in use yet\. Kees de Wit has had the key since Thursday 12 November, 10:00/)

    for (const hour of [2 * day, 4 * day]) await stage.hours(hour)
    assert.deepEqual(await cases(stage), [])
    await stage.hours(5 * day + 1)
    const [one] = await cases(stage)
    assert.deepEqual([one?.person_id, one?.topic, one?.state], ['kees', 'security_key', 'open'])
    assert.match(last(stage, channel), /nothing happened since Thursday 12 November, 10:00, at “set up the security key”/)
    assert.match(last(stage, 'chat-kees'), /ik heb de helpdesk gevraagd je te helpen.*Je kwam tot “de beveiligingssleutel instellen”/)
    for (const hour of [6 * day, 7 * day, 20 * day]) await stage.hours(hour)
    assert.equal((await cases(stage)).length, 1)
    assert.equal(told(stage).length, 2, 'the question and the case')
  })

  it('is closed by the look before anybody is asked, when it works by then', async () => {
    await stage.deadline('kees', 1)
    await inHand(stage)
    stage.app.directory.methodsOf.kees = ['passkey']
    await stage.hours(4)
    assert.deepEqual(told(stage), ['Je beveiligingssleutel werkt'])
    assert.equal((await stage.newest()).state, 'working')
    await stage.hours(2 * day)
    assert.deepEqual(await cases(stage), [])
  })

  it('is asked about once, whoever sweeps', async () => {
    await inHand(stage)
    const now = new Date(start.getTime() + 4 * 3600_000)
    stage.app.setTime(now)
    await Promise.all([1, 2, 3].map(() => sweepKeySilence(stage.app, now)))
    await stage.work()
    assert.equal(told(stage).length, 1)
  })
})

describe('a key with which nothing happens', () => {
  const database = useDatabase()
  let stage: KeyStage
  beforeEach(async () => {
    stage = await keyStage(database().db)
  })

  it('is asked about in English, and “I need a new pass” asks the helpdesk for one', async () => {
    await inHand(stage, 'emma')
    await stage.hours(4)
    assert.match(last(stage, 'chat-emma'), /How is it going with your security key\?.*You have had it since 10:00/)
    assert.doesNotMatch(last(stage, 'chat-emma'), /The check/, 'nothing is said of a date that nobody announced')
    await stage.teams.presses('emma', 'help.open', { topic: 'tap' }, 'm1')
    await stage.teams.presses('emma', 'help.send', { topic: 'tap', sentence: '', callMe: 'no' }, 'form')
    await stage.work()
    assert.match(last(stage, channel), /Needs a temporary pass/)
    for (const hour of [day + 4, 3 * day, 5 * day]) await stage.hours(hour)
    assert.equal((await stage.newest()).nudges, 1, 'a human has it')
    const [one] = await cases(stage)
    assert.ok(one)
    await resolveCase(stage.app, { caseId: one.id, actorId: 'fatima', now: stage.app.clock.now(), revision: one.revision }, '')
    await stage.hours(6 * day)
    assert.match(last(stage, channel), /Not in use yet: Emma Johnson/)
  })

  it('is asked about after the date with the way in, and without a word on whether the check is on', async () => {
    await stage.deadline('kees', -1)
    await inHand(stage)
    await stage.hours(1)
    assert.match(
      last(stage, 'chat-kees'),
      /Lukt het met je beveiligingssleutel\?.*Je datum was woensdag 11 november, 10\.00 uur\. Kom je er niet in\?/,
    )
    assert.doesNotMatch(last(stage, 'chat-kees'), /De controle/)
  })

  it('is asked about in working hours only', async () => {
    stage.app.setTime(new Date('2026-11-13T15:30:00Z'))
    await inHand(stage)
    await stage.at('2026-11-13T19:45:00Z')
    await stage.at('2026-11-15T12:00:00Z')
    assert.deepEqual(told(stage), [], 'Friday evening, and Sunday')
    await stage.at('2026-11-16T08:05:00Z')
    assert.equal(told(stage).length, 1)
  })

  it('is left to the guide by whoever began to set it up; nobody is asked twice', async () => {
    await stage.deadline('kees', 9)
    await inHand(stage)
    await stage.hours(0.1)
    await stage.teams.presses('kees', 'order.begin', {}, 'm9')
    for (const hour of [0.5, 2, 4, 5, 6]) await stage.hours(hour)
    assert.deepEqual(told(stage), ['Lukt het?', 'Zal een collega met je meekijken?'])
    await stage.hours(2 * day)
    await stage.hours(5 * day)
    assert.match(last(stage, channel), /Not in use yet: Kees/, 'the desk is told all the same')
    assert.equal(told(stage).length, 2)
  })

  it('is asked about by the order, not by what the guide was at before, and the guide goes on where they do', async () => {
    await stage.teams.types('kees', 'start')
    await inHand(stage)
    for (const hour of [1, 2, 4, 5, 6]) await stage.hours(hour)
    assert.deepEqual(told(stage), ['Lukt het met je beveiligingssleutel?'])
    await stage.teams.presses('kees', 'order.begin', {}, 'm9')
    await stage.hours(6.5)
    assert.deepEqual(told(stage).slice(1), ['Lukt het?'])
  })

  it('is no case for somebody who can sign in: only the desk hears of it', async () => {
    stage.app.directory.methodsOf.kees = ['authenticator']
    await stage.deadline('kees', 1)
    await inHand(stage)
    for (const hour of [4, day + 4, 2 * day, 5 * day]) await stage.hours(hour)
    assert.deepEqual([told(stage), await cases(stage)], [[], []])
    assert.match(last(stage, channel), /Not in use yet.*can sign in already/)
  })

  it('becomes an urgent case after the date, also for somebody who wants no reminders and cannot be reached', async () => {
    await stage.deadline('kees', -1)
    await stage.app.db.updateTable('people').set({ reminders_stopped_at: start }).where('id', '=', 'kees').execute()
    await inHand(stage)
    stage.app.messenger.refusals.set('chat-kees', { kind: 'blocked', code: 'blocked' })
    for (const hour of [1, 2, 3, 4]) await stage.hours(hour)
    const [one] = await cases(stage)
    assert.equal(one?.urgent, true)
  })

  it('is no case while the person waits for the day that they chose, or has left', async () => {
    await stage.deadline('kees', 5)
    await stage.app.db
      .updateTable('deliveries')
      .set({ snoozed_until: new Date(start.getTime() + 3 * day * 3600_000) })
      .execute()
    await inHand(stage)
    for (const hour of [4, day, 2 * day]) await stage.hours(hour)
    assert.deepEqual(told(stage), [])
    await stage.app.db.updateTable('people').set({ left_at: start }).where('id', '=', 'kees').execute()
    for (const hour of [4 * day, 5 * day]) await stage.hours(hour)
    assert.deepEqual([told(stage), await cases(stage)], [[], []])
    assert.equal((await stage.newest()).state, 'cancelled')
  })

  it('that nobody collects is mentioned before the date, then comes to the desk, then becomes a case', async () => {
    await stage.deadline('kees', 6)
    await stage.order()
    await stage.agent('fatima', 'keys.there')
    await stage.hours(3 * day)
    assert.deepEqual(told(stage), [])
    await stage.hours(4 * day)
    assert.deepEqual(told(stage), ['Je beveiligingssleutel ligt nog op je te wachten'])
    await stage.hours(5 * day + 1)
    assert.deepEqual(
      (await cases(stage)).map(one => one.topic),
      ['security_key'],
    )
    assert.match(last(stage, channel), /at “collect the security key”/)
  })

  it('that nobody collects comes to the desk two days after the reminder where there is no date', async () => {
    await stage.order()
    await stage.agent('fatima', 'keys.there')
    for (const days of [7, 8, 9, 12]) await stage.hours(days * day)
    assert.equal(stage.shown(channel).length, 2)
    assert.match(last(stage, channel), /Not collected yet\. It has been there since Thursday 12 November.*was reminded/)
    assert.deepEqual(await cases(stage), [])
  })

  it('that is promised for a day that has been comes to the desk each working day, and the person reads that it takes longer', async () => {
    await stage.order()
    await stage.agent('fatima', 'keys.accept', { day: '2026-11-13' })
    await stage.hours(day + 20)
    assert.equal(stage.shown(channel).length, 1)
    await stage.hours(4 * day)
    assert.equal(stage.shown(channel).length, 2)
    assert.match(last(stage, channel), /Promised for Friday 13 November, and not there yet/)
    await stage.hours(5 * day)
    assert.equal(stage.shown(channel).length, 3)
    assert.match(last(stage, 'chat-kees'), /Je beveiligingssleutel is besteld.*duurt langer dan we zeiden/)
    await stage.agent('fatima', 'keys.accept', { day: '2026-11-24' })
    await stage.hours(6 * day)
    assert.equal(stage.shown(channel).length, 3)
    assert.match(last(stage, 'chat-kees'), /er vanaf dinsdag 24 november/)
  })
})
