/** What happens after the button: the first few, pauses, stops, corrections, taking back, repairs. Through the chat, with the real loop. */
import assert from 'node:assert/strict'
import { type AnnounceStage, announceStage } from '../../support/announce-stage.ts'
import { until } from '../../support/bot-process.ts'
import { describeOnBoth } from '../../support/database.ts'
import { useLoops } from '../../support/loops.ts'

describeOnBoth('an announcement on its way', database => {
  const start = useLoops()
  let stage: AnnounceStage
  beforeEach(async () => {
    stage = await announceStage(database().db)
  })

  const press = (who: string, verb: string, data: object) => stage.teams.presses(who, verb, data)
  const states = async (id: string) => {
    const rows = await database().db.selectFrom('deliveries').select(['stage', 'state']).where('announcement_id', '=', id).execute()
    return Object.fromEntries([...Map.groupBy(rows, row => `${row.stage} ${row.state}`)].map(([key, group]) => [key, group.length]))
  }
  const actions = async () => (await database().db.selectFrom('audit').select('action').orderBy('id').execute()).map(row => row.action)
  const inState = (id: string, state: string) => until(state, async () => (await stage.find(id)).state === state)

  /** Approved by Sanne and expanded. */
  async function approved(more: object = {}): Promise<string> {
    const id = await stage.draft(more)
    await press('emma', 'announce.confirm', { announcementId: id })
    await press('sanne', 'approval.approve', { kind: 'announcement', id, askedAt: (await stage.find(id)).asked_at?.getTime() })
    await stage.work()
    return id
  }
  /** The first 25 have it. */
  async function firstFew(): Promise<string> {
    const id = await approved()
    start(stage.app, stage.app.messenger)
    await until('the first few', async () => {
      const now = await states(id)
      return (now['0 delivered'] ?? 0) > 0 && !['0 queued', '0 sending', '0 retrying'].some(waiting => now[waiting])
    })
    return id
  }
  async function delivered(): Promise<string> {
    const id = await firstFew()
    await press('emma', 'announce.resume', { announcementId: id })
    await inState(id, 'finished')
    return id
  }
  const report = (id: string, personId: string) =>
    database().db.insertInto('phishing_reports').values({ announcement_id: id, person_id: personId, at: stage.app.clock.now() }).execute()

  it('goes to 25 first, waits half an hour, goes on by itself and tells its author', async () => {
    const id = await firstFew()
    await stage.work()
    assert.deepEqual(await states(id), { '0 delivered': 25, '1 queued': 38, '1 skipped': 1 })
    assert.equal((await stage.find(id)).canary_until?.getTime(), stage.app.clock.now().getTime() + 30 * 60_000)
    stage.minutes(29)
    await report(id, 'p01')
    await stage.work()
    assert.equal((await stage.find(id)).stage, 0)
    stage.minutes(2)
    await stage.work()
    assert.ok(stage.chat('emma').some(one => one.includes('everybody else gets it now')))
    await inState(id, 'finished')
    assert.deepEqual(await states(id), { '0 delivered': 25, '1 delivered': 38, '1 skipped': 1 })
    assert.equal((await actions()).at(-1), 'announcement.went_on')
  })

  it('stops by itself when two people report it, and goes on only when an admin says so', async () => {
    const id = await firstFew()
    await stage.work()
    await report(id, 'p01')
    await report(id, 'p02')
    await stage.work()
    assert.deepEqual([(await stage.find(id)).state, (await stage.find(id)).stopped_because], ['paused', 'reports'])
    const told =
      stage.chat('emma').find(one => one.includes('Your announcement stopped by itself')) ?? assert.fail('the author was not told')
    assert.doesNotMatch(stage.chat('emma').join(), /Everybody else follows/)
    assert.match(told, /"title":"Reported as phishing","value":"2"/)
    for (const verb of ['announce.resume', 'announce.stop', 'announce.board']) assert.ok(told.includes(verb))
    stage.minutes(60)
    await stage.work()
    assert.equal((await states(id))['1 queued'], 38)
    await press('emma', 'announce.resume', { announcementId: id })
    await stage.work()
    await inState(id, 'finished')
    assert.deepEqual((await actions()).slice(-2), ['announcement.stopped_itself', 'announcement.resumed'])
  })

  it('stops by itself when Teams refuses it to many, also after the first few, and when many need the helpdesk', async () => {
    const { db } = database()
    const id = await firstFew()
    await stage.work()
    const set = { state: 'failed' as const, error_code: 'Whatever', changed_at: stage.app.clock.now() }
    const few = await db
      .selectFrom('deliveries')
      .select('person_id')
      .where('announcement_id', '=', id)
      .where('stage', '=', 0)
      .limit(4)
      .execute()
    const ids = few.map(row => row.person_id)
    await db.updateTable('deliveries').set(set).where('person_id', 'in', ids.slice(0, 3)).execute()
    await stage.work()
    assert.equal((await stage.find(id)).state, 'running', 'three are bad luck')
    await db.updateTable('deliveries').set(set).where('person_id', 'in', ids).execute()
    await stage.work()
    assert.equal((await stage.find(id)).stopped_because, 'failures')

    stage.minutes(1)
    await press('emma', 'announce.pause', { announcementId: id })
    await db
      .updateTable('announcements')
      .set({ state: 'running', stopped_because: null, stage: 1, watched_from: stage.app.clock.now() })
      .where('id', '=', id)
      .execute()
    await db
      .updateTable('deliveries')
      .set({ not_before: new Date('2030-01-01') })
      .where('state', '=', 'queued')
      .execute()
    await stage.work()
    assert.equal((await stage.find(id)).state, 'running', 'what was wrong before it went on does not count again')
    await db.updateTable('deliveries').set({ changed_at: stage.app.clock.now() }).where('state', '=', 'delivered').execute()
    const got = await db.selectFrom('deliveries').select('person_id').where('state', '=', 'delivered').limit(3).execute()
    for (const { person_id } of got) {
      const opened = { topic: 'other', context: '{}', opened_at: stage.app.clock.now(), changed_at: stage.app.clock.now() }
      await db
        .insertInto('cases')
        .values({ person_id, state: 'open', ...opened })
        .execute()
    }
    await stage.work()
    assert.equal((await stage.find(id)).stopped_because, 'cases')
  })

  it('can be paused, gone on with and stopped at any time; a stop asks once', async () => {
    const id = await firstFew()
    assert.match((await press('oliver', 'announce.pause', { announcementId: id })).card, /Paused: 25 of 63/)
    assert.match((await press('oliver', 'announce.pause', { announcementId: id })).line, /nothing left to stop/)
    assert.match((await press('oliver', 'announce.resume', { announcementId: id })).card, /Sending: 25 of 63/)
    assert.match((await press('oliver', 'announce.stop', { announcementId: id })).line, /below/)
    assert.match(stage.chat('oliver').at(-1) ?? '', /38 people have.* There is no way back/)
    assert.equal((await stage.find(id)).state, 'running')
    await press('oliver', 'announce.stop_sure', { announcementId: id })
    assert.deepEqual(await states(id), { '0 delivered': 25, '1 cancelled': 38, '1 skipped': 1 })
    assert.match((await press('oliver', 'announce.resume', { announcementId: id })).line, /cannot go on/)
    assert.deepEqual((await actions()).slice(-3), ['announcement.paused', 'announcement.resumed', 'announcement.stopped'])
  })

  it('waits as it was: a paused plan goes out at its moment, and while the list of people is made', async () => {
    const id = await stage.draft({ audience: 'person', who: 'p01@example.test', send: 'at', sendDate: '2026-11-12', sendTime: '08:00' })
    await press('emma', 'announce.confirm', { announcementId: id })
    await press('emma', 'announce.pause', { announcementId: id })
    await press('emma', 'announce.resume', { announcementId: id })
    assert.equal((await stage.find(id)).state, 'scheduled')
    await press('emma', 'announce.pause', { announcementId: id })
    stage.minutes(3 * 24 * 60)
    await press('emma', 'announce.resume', { announcementId: id })
    assert.equal((await stage.find(id)).state, 'expanding')
    await press('emma', 'announce.pause', { announcementId: id })
    await stage.work()
    assert.equal((await stage.find(id)).targeted, null)
    await press('emma', 'announce.resume', { announcementId: id })
    await stage.work()
    assert.deepEqual([(await stage.find(id)).state, (await stage.find(id)).targeted], ['running', 1])
  })

  const words = { reason_en: 'The time was wrong', reason_nl: 'De tijd klopte niet' }
  const newWords = async (id: string) => {
    const { texts } = (await stage.find(id)).content
    const flat = Object.entries(texts).flatMap(([language, slots]) =>
      Object.entries(slots).map(([slot, text]) => [`${slot}_${language}`, text]),
    )
    return { announcementId: id, ...Object.fromEntries(flat), ...words, why_en: 'Because of **passkeys**.' }
  }

  it('is corrected in every card when a colleague approves the new words, and the board counts along', async () => {
    const id = await delivered()
    await press('emma', 'announce.correct', { announcementId: id })
    assert.match(stage.chat('emma').at(-1) ?? '', /announce\.corrected.*Ask for approval|Ask for approval.*announce\.corrected/)
    const same = { ...(await newWords(id)), why_en: (await stage.find(id)).content.texts.en?.why }
    assert.match((await press('emma', 'announce.corrected', same)).card, /Nothing is different/)
    const link = { ...(await newWords(id)), reason_en: 'See aka.ms/x' }
    assert.match((await press('emma', 'announce.corrected', link)).card, /short link/)
    assert.match((await press('emma', 'announce.corrected', await newWords(id))).card, /A correction waits/)
    assert.match((await press('oliver', 'announce.correct', { announcementId: id })).line, /Another correction waits/)
    await stage.work()
    assert.match(stage.chat('sanne').at(-1) ?? '', /asks you to approve a correction.*Because of \*\*passkeys\*\*\. \(was: /)
    assert.doesNotMatch(stage.chat('p01').join(), /passkeys\*\*/)
    const correction = await database().db.selectFrom('corrections').selectAll().executeTakeFirstOrThrow()
    const question = { kind: 'correction', id: correction.id, askedAt: correction.asked_at.getTime() }
    assert.match((await press('emma', 'approval.approve', question)).line, /your own/)
    await press('sanne', 'approval.approve', question)
    await until('the new words', async () => stage.chat('p01').at(-1)?.includes('Because of **passkeys**.'))
    assert.match(stage.chat('p01').at(-1) ?? '', /The time was wrong/)
    await until('all cards', async () =>
      (await press('emma', 'announce.board', { announcementId: id })).card.includes('63 of 63 cards show it'),
    )
    assert.deepEqual((await actions()).slice(-3), ['correction.approval_asked', 'refused', 'correction.approved'])
  })

  it('is corrected at once where few people have it, and whoever has not had it gets the new words', async () => {
    const id = await stage.draft({ audience: 'person', who: 'p01@example.test' })
    await press('emma', 'announce.confirm', { announcementId: id })
    await stage.work()
    await press('emma', 'announce.corrected', await newWords(id))
    start(stage.app, stage.app.messenger)
    await inState(id, 'finished')
    assert.match(stage.chat('p01').join(), /Because of \*\*passkeys\*\*\./)
  })

  for (const how of ['note', 'delete'] as const) {
    it(`is taken back (${how}): what was not sent stays unsent, and every card follows`, async () => {
      const id = await firstFew()
      const reached = await database().db.selectFrom('deliveries').select('person_id').where('state', '=', 'delivered').execute()
      assert.match((await press('emma', 'announce.withdrawn', { announcementId: id, how })).card, /is empty/)
      assert.match((await press('emma', 'announce.withdrawn', { announcementId: id, how, ...words })).card, /Stopped: 25 of 63/)
      const done = async () => (await press('emma', 'announce.board', { announcementId: id })).card.includes('25 of 25')
      await until('every card', done)
      for (const { person_id } of reached) {
        const chat = stage.chat(person_id).filter(one => !one.includes('asks you to approve') && !one.includes('approved'))
        const isOwn = ['emma', 'sanne', 'oliver'].includes(person_id)
        if (how === 'note') assert.match(chat.join(), /We took this message back.*The time was wrong/)
        else if (!isOwn) assert.deepEqual(chat, [])
      }
      assert.equal((await press('emma', 'announce.withdrawn', { announcementId: id, how, ...words })).line.includes('nothing left'), true)
      assert.equal((await states(id))['1 cancelled'], 38)
    })
  }

  it('tells what to do about people who were not reached, lists their addresses, and sends again to nobody who has it', async () => {
    const { db } = database()
    await db.updateTable('people').set({ mail: 'jan@example.test' }).where('id', '=', 'p01').execute()
    stage.app.messenger.refusals.set('chat-p01', { kind: 'policy_blocked', code: 'PolicyBlock' })
    stage.app.messenger.refusals.set('chat-p02', { kind: 'failed', code: 'Odd' })
    const id = await delivered()
    const { card } = await press('emma', 'announce.board', { announcementId: id })
    assert.match(card, /To do: for 1 person an app policy blocks the app.*permission policy/)
    await press('emma', 'announce.emails', { announcementId: id })
    assert.match(stage.chat('emma').at(-1) ?? '', /2 people not reached.*Name of p01 · jan@example\.test/)
    stage.app.messenger.refusals.clear()
    const before = stage.chat('p03').length
    await press('emma', 'announce.resend', { announcementId: id })
    await inState(id, 'finished')
    assert.deepEqual([stage.chat('p01').length, stage.chat('p02').length, stage.chat('p03').length], [1, 1, before])
    assert.match((await press('emma', 'announce.resend', { announcementId: id })).line, /nobody to send it to again/)
  })

  it('whose author is limited on a card by another admin, never by themselves', async () => {
    assert.match((await stage.teams.types('oliver', 'author limits')).join(), /Nobody has a limit/)
    const limit = { audience: 'group', who: 'admins' }
    assert.match((await press('oliver', 'announce.limit_set', { ...limit, admin: 'oliver' })).card, /not allowed/)
    assert.match((await press('oliver', 'announce.limit_set', { ...limit, admin: 'p01' })).card, /not allowed/)
    assert.match((await press('oliver', 'announce.limit_set', { ...limit, admin: 'emma', who: 'nobody' })).card, /no group called/)
    assert.match((await press('oliver', 'announce.limit_set', { ...limit, admin: 'emma' })).card, /Admins, set by Oliver Hart/)
    assert.match((await press('emma', 'announce.limit_set', { ...limit, admin: 'oliver' })).card, /not allowed/)
    const refused = await press('emma', 'announce.confirm', { announcementId: await stage.draft() })
    assert.match(refused.card, /may not write to 60 people/)
    assert.match((await press('oliver', 'announce.limit_set', { audience: 'everyone', admin: 'emma' })).card, /Nobody has a limit/)
  })
})
