import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { sendMails } from '../../../bot/outside/send.ts'
import type { Announcement } from '../../../services/announcements.ts'
import { transaction } from '../../../services/db/database.ts'
import type { DeliveryState } from '../../../services/db/schema.ts'
import { askForMails, claimMails, countMails, countUnreached, mailTrouble, mostAtOnce, reapMails } from '../../../services/mails.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { addDelivery, addSent, contentWith } from '../../support/broadcasts.ts'
import { describeOnBoth } from '../../support/database.ts'
import { addPerson, later, now, personIds } from '../../support/rollout.ts'

describeOnBoth('e-mails to people whom Teams does not reach', database => {
  let app: TestApp
  let announcement: Announcement
  beforeEach(async () => {
    app = testApp(database().db, now)
    announcement = await addSent(app.db, now, {
      code: 'blue heron',
      content: contentWith({}),
      deadline_at: new Date('2026-11-24T09:00:00Z'),
    })
  })

  async function unreachable(ids: string[], state: DeliveryState = 'blocked') {
    for (const id of ids) {
      await addPerson(app.db, id, { mail: `${id}@example.test` })
      await addDelivery(app.db, announcement.id, id, { state })
    }
  }
  const ask = (at = now) => transaction(app.db, tx => askForMails(tx, announcement.id, 'admin', at))
  const counts = () => countMails(app.db, announcement.id)
  const receivers = () => app.mailer.sent.map(({ to }) => to.address.split('@')[0]).sort()
  const freeTheLane = () => app.db.deleteFrom('pace').where('lane', '=', 'mail').execute()
  const endLeases = () =>
    app.db
      .updateTable('mails')
      .set({ lease_until: sql<Date>`clock_timestamp() - interval '1 second'` })
      .where('state', '=', 'sending')
      .execute()
  const stateOf = async (id: string) =>
    app.db.selectFrom('mails').select(['state', 'error_code']).where('person_id', '=', id).executeTakeFirstOrThrow()

  it('go to exactly those people, once, however often they are asked for', async () => {
    await addPerson(app.db, 'p01', { mail: 'p01@example.test' })
    const causes: DeliveryState[] = ['blocked', 'policy_blocked', 'not_installed', 'gone', 'failed']
    for (const [index, cause] of causes.entries()) await unreachable([`q${index}`], cause)
    await unreachable(['guest', 'left', 'without'])
    await unreachable(['waits'], 'retrying')
    await unreachable(['skipped'], 'skipped')
    await app.db.updateTable('people').set({ excluded: 'guest' }).where('id', '=', 'guest').execute()
    await app.db.updateTable('people').set({ left_at: now }).where('id', '=', 'left').execute()
    await app.db.updateTable('people').set({ mail: null }).where('id', '=', 'without').execute()
    assert.deepEqual(await countUnreached(app.db, announcement.id), { toMail: 5, noAddress: 1 })
    assert.deepEqual(await Promise.all([ask(), ask()]).then(added => added.sort()), [0, 5])
    assert.deepEqual(await countUnreached(app.db, announcement.id), { toMail: 0, noAddress: 1 })
    await Promise.all([sendMails(app, now), sendMails(app, now), sendMails(app, now)])
    assert.equal(await ask(later(60)), 0)
    await sendMails(app, later(60))
    assert.deepEqual(receivers(), ['q0', 'q1', 'q2', 'q3', 'q4'])
    assert.deepEqual(await counts(), { queued: 0, sending: 0, sent: 5, failed: 0, uncertain: 0, skipped: 0, doubtful: 0 })
  })

  it('speak to each in their own language, with their own deadline on their own clock', async () => {
    await unreachable(['kees', 'amy'])
    await app.db.updateTable('people').set({ chosen_language: 'nl', given_name: 'Kees <b>' }).where('id', '=', 'kees').execute()
    await app.db.updateTable('people').set({ time_zone: 'America/New_York' }).where('id', '=', 'amy').execute()
    const until = { reason: 'leave' as const, group_id: 'g', state: 'granted' as const, until_at: new Date('2026-12-01T09:00:00Z') }
    const extension = { id: announcement.id, person_id: 'kees', announcement_id: announcement.id, asked_at: now, ...until }
    await app.db.insertInto('extensions').values(extension).execute()
    await ask()
    await sendMails(app, now)
    const mailOf = (id: string) => app.mailer.sent.find(({ to }) => to.address.startsWith(id))
    assert.match(mailOf('kees')?.subject ?? '', /^Vanaf dinsdag 1 december, 10\.00 uur/)
    assert.match(mailOf('kees')?.html ?? '', /<html lang="nl">[\s\S]*Dag Kees &lt;b&gt;,[\s\S]*codewoorden blue heron/)
    assert.match(mailOf('amy')?.subject ?? '', /^From Tuesday 24 November, 04:00 \(New York time\)/)
    for (const { html } of app.mailer.sent) {
      assert.match(html, /intranet\.example\.test\/mfa/)
      assert.doesNotMatch(html, /<a |<img|src=|https?:\/\//, 'nothing to press and nothing to fetch')
    }
  })

  it('say "since" where the day has come meanwhile', async () => {
    await unreachable(['kees'])
    await ask()
    await sendMails(app, new Date('2026-11-25T09:00:00Z'))
    assert.match(app.mailer.sent[0]?.subject ?? '', /^Since Tuesday 24 November, 10:00/)
  })

  it('wait for everybody as long as Graph asks, and lose nobody', async () => {
    await unreachable(personIds(9).slice(1))
    app.mailer.answers = [{ kind: 'wait', forMs: 600_000 }]
    await ask()
    await sendMails(app, now)
    const before = app.mailer.sent.length
    assert.ok(before < mostAtOnce, `${before} went out beside the one that was refused`)
    assert.equal(await sendMails(app, later(60)), 0)
    await freeTheLane()
    await sendMails(app, later(601))
    assert.deepEqual(receivers(), personIds(9).slice(1))
    assert.equal((await counts()).doubtful, 0)
  })

  it('are repeated once when nobody knows what became of them, and counted', async () => {
    await unreachable(['once', 'twice'])
    await ask()
    app.mailer.answers = ['lost', 'lost']
    await sendMails(app, now)
    await sendMails(app, later(30))
    assert.equal(app.mailer.sent.length, 2)
    app.mailer.before = async ({ to }) => {
      if (to.address.startsWith('twice')) throw new Error('a surprise')
    }
    await sendMails(app, later(61))
    for (let minutes = 2; minutes < 20; minutes++) await sendMails(app, later(minutes * 60))
    assert.deepEqual(receivers(), ['once', 'once', 'twice'])
    assert.deepEqual([(await stateOf('once')).state, (await stateOf('twice')).state], ['sent', 'uncertain'])
    assert.equal((await counts()).doubtful, 3)
  })

  it('go on after the process that held them has died, at most one copy more', async () => {
    await unreachable(['a', 'b'])
    await ask()
    assert.equal((await claimMails(app.db, now)).length, 2)
    assert.equal(await sendMails(app, later(5)), 0)
    await endLeases()
    await sendMails(app, later(100))
    assert.deepEqual(receivers(), ['a', 'b'])
    assert.equal((await counts()).doubtful, 2)
    await unreachable(['c'])
    await ask(later(200))
    for (const seconds of [200, 300]) {
      await claimMails(app.db, later(seconds))
      await endLeases()
      assert.equal(await reapMails(app.db, later(seconds)), 1)
    }
    assert.equal(await sendMails(app, later(3600)), 0)
    assert.equal((await stateOf('c')).state, 'uncertain')
  })

  it('an e-mail that did go counts, though its process was thought dead', async () => {
    await unreachable(['slow'])
    await ask()
    app.mailer.before = async () => {
      app.mailer.before = async () => undefined
      await endLeases()
      await sendMails(app, later(-1))
    }
    await sendMails(app, now)
    assert.equal((await stateOf('slow')).state, 'sent')
    assert.equal(await sendMails(app, later(3600)), 0)
    assert.equal((await counts()).doubtful, 1)
  })

  it('are never more than four at once, whatever the number of processes', async () => {
    const people = personIds(17).slice(1)
    await unreachable(people)
    await ask()
    let [atOnce, most] = [0, 0]
    app.mailer.before = async () => {
      most = Math.max(most, ++atOnce)
      await sleep(400)
      atOnce--
    }
    while ((await counts()).sent < people.length) await Promise.all([sendMails(app, now), sendMails(app, now), sendMails(app, now)])
    assert.deepEqual(receivers(), people)
    assert.equal(most, mostAtOnce)
  })

  it('are not sent to who was reached, left or got ready meanwhile, nor after a stop', async () => {
    await unreachable(['reached', 'left', 'away'])
    await ask()
    await app.db.updateTable('deliveries').set({ state: 'delivered' }).where('person_id', '=', 'reached').execute()
    await app.db.updateTable('people').set({ left_at: now }).where('id', '=', 'left').execute()
    await app.db.updateTable('people').set({ mail: null }).where('id', '=', 'away').execute()
    await sendMails(app, now)
    assert.deepEqual(await Promise.all(['reached', 'left', 'away'].map(stateOf)), [
      { state: 'skipped', error_code: 'reached' },
      { state: 'skipped', error_code: 'excluded' },
      { state: 'failed', error_code: 'no_address' },
    ])
    await unreachable(['stopped'])
    await ask()
    await app.db.updateTable('announcements').set({ withdrawn_at: now, withdrawn_how: 'note' }).execute()
    await sendMails(app, now)
    assert.deepEqual(await stateOf('stopped'), { state: 'skipped', error_code: 'stopped' })
    assert.deepEqual(app.mailer.sent, [])
  })

  it('of a reminder spare who is ready; of an announcement they do not', async () => {
    await unreachable(['ready', 'open'])
    await app.db.insertInto('registrations').values({ person_id: 'ready', source: 'report', checked_at: now, done: true }).execute()
    assert.equal((await countUnreached(app.db, announcement.id)).toMail, 2)
    await app.db.updateTable('announcements').set({ kind: 'reminder' }).execute()
    assert.equal((await countUnreached(app.db, announcement.id)).toMail, 1)
    await ask()
    await app.db.insertInto('registrations').values({ person_id: 'open', source: 'live', checked_at: now, done: true }).execute()
    await sendMails(app, now)
    assert.deepEqual(await stateOf('open'), { state: 'skipped', error_code: 'ready' })
  })

  it('stop as a whole while the set-up is wrong, say why, and go on by themselves', async () => {
    await unreachable(personIds(12).slice(1))
    await ask()
    app.mailer.answers = Array.from({ length: 4 }, () => ({ kind: 'set_up', code: 'ErrorAccessDenied' }))
    await sendMails(app, now)
    assert.equal(await sendMails(app, later(60)), 0)
    assert.equal(await mailTrouble(app.db, announcement.id), 'ErrorAccessDenied')
    // Mended, also for those who were not asked for any more.
    app.mailer.answers = []
    await freeTheLane()
    for (let round = 0; round < 3; round++) await sendMails(app, later(400))
    assert.equal((await counts()).sent, 11)
    assert.equal(await mailTrouble(app.db, announcement.id), null)
  })

  it('keep to one campaign message for each person and day', async () => {
    await unreachable(['kees', 'amy'])
    const other = await addSent(app.db, now, { code: 'red kite', content: contentWith({ what: 'something else' }) })
    for (const id of ['kees', 'amy']) await addDelivery(app.db, other.id, id, { state: 'blocked' })
    await ask()
    await sendMails(app, now)
    assert.deepEqual(receivers(), ['amy', 'kees'])
    await transaction(app.db, tx => askForMails(tx, other.id, 'admin', now))
    await sendMails(app, later(60))
    assert.deepEqual(receivers(), ['amy', 'kees'])
    await sendMails(app, new Date('2026-11-11T08:01:00Z'))
    assert.deepEqual(receivers(), ['amy', 'amy', 'kees', 'kees'])
  })

  it('that Graph refuses for one person hold nobody else up', async () => {
    await unreachable(['wrong', 'zoe'])
    await ask()
    app.mailer.answers = [{ kind: 'refused', code: 'ErrorInvalidRecipients' }]
    await sendMails(app, now)
    assert.deepEqual([(await counts()).failed, (await counts()).sent], [1, 1])
  })

  it('are not tried at all where no mailbox is set', async () => {
    await unreachable(['a'])
    await ask()
    assert.equal(await sendMails({ ...app, mailer: null }, now), 0)
  })
})
