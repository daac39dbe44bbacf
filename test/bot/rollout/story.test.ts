import assert from 'node:assert/strict'
import { verifyChain } from '../../../services/audit.ts'
import { describeOnBoth } from '../../support/database.ts'
import { useLoops } from '../../support/loops.ts'
import { filledIn, mfaPolicy, type RolloutStage, rolloutStage } from '../../support/rollout-stage.ts'

describeOnBoth('a rollout, planned and steered in the chat', database => {
  const start = useLoops()
  let stage: RolloutStage
  beforeEach(async () => {
    stage = await rolloutStage(database().db)
  })
  const press = (who: string, verb: string, data: object = {}, message = `board-${who}`) => stage.teams.presses(who, verb, data, message)
  const cardsOf = (personId: string) => stage.chat(personId).filter(one => one.includes('AdaptiveCard'))
  const firstMessage = async () =>
    (await database().db.selectFrom('announcements').select('id').where('step', 'like', 'announcement%').executeTakeFirstOrThrow()).id
  const takeBack = (id: string) =>
    database().db.updateTable('announcements').set({ withdrawn_at: new Date() }).where('id', '=', id).execute()
  const askedAt = async (waveId: string) => (await stage.wave(waveId)).asked_at?.getTime() ?? 0

  it('starts from nothing: ready-made texts in both languages, a form that loses nothing, a dry run', async () => {
    const [empty] = await stage.teams.types('emma', 'rollout')
    assert.match(empty ?? '', /There is no plan yet/)
    assert.match(empty ?? '', /SMS and voice codes end on 1 February 2027/)
    const { card: list } = await press('emma', 'rollout.ready', { kind: 'phone_ends' })
    assert.match(list, /It has no waves yet/)
    const { id: campaignId, content } = await database().db.selectFrom('campaigns').selectAll().executeTakeFirstOrThrow()
    assert.match(JSON.stringify(content), /codes by text message.*codes per sms/s)
    const { card: texts } = await press('emma', 'rollout.texts', { campaignId })
    const fields = Object.fromEntries(
      [...texts.matchAll(/"id":"(\w+)","label":"[^"]*","maxLength":\d+,"value":"([^"]*)"/g)].map(one => one.slice(1)),
    )
    const { card: again } = await press('emma', 'rollout.save_texts', {
      ...fields,
      campaignId,
      sender: '',
      why_nl: 'Lees https://bit.ly/x',
    })
    for (const part of ['“Who sends it” is empty', 'bit.ly', fields.what_en ?? '?']) assert.ok(again.includes(part), part)
    assert.match((await press('emma', 'rollout.save_texts', { ...fields, campaignId })).card, /It has no waves yet/)

    const { card: form } = await press('emma', 'rollout.add', { campaignId })
    for (const part of ['"value":"2027-02-01"', '"value":"phone_only"', 'MFA for everybody (report-only', 'Security defaults (off)']) {
      assert.ok(form.includes(part), part)
    }
    const { card: problems } = await press('emma', 'rollout.save_wave', { ...filledIn, campaignId, named: 'Pilot', reminderDays: 'weekly' })
    for (const part of ['Did you mean: Pilot group?', '“Reminders to who is not ready”', '"value":"weekly"'])
      assert.ok(problems.includes(part), part)
    assert.equal((await database().db.selectFrom('waves').select('id').execute()).length, 0)
  })

  it('shares people out between waves, and asks a colleague above the threshold', async () => {
    const campaignId = await stage.begin()
    const pilot = await stage.plan(campaignId)
    const rest = await stage.plan(campaignId, { name: 'The others', who: 'everyone', date: '2027-01-12', leftOut: 'Pilot group' })
    const { card: preview } = await press('emma', 'rollout.wave', { waveId: rest })
    for (const part of [
      'The others: 58 people to write to',
      '5 people are already in wave 1, Pilot',
      'is in report-only: it watches and asks nobody for anything',
      'Reminder, 14 days before',
      'Tuesday 15 December, 09:00 · about 58 people',
      'Ask a colleague to approve',
    ]) {
      assert.ok(preview.includes(part), `“${part}” is missing: ${preview}`)
    }
    assert.match((await press('emma', 'rollout.start', { waveId: rest })).line, /An earlier wave has not started yet/)
    assert.match((await press('sanne', 'rollout.start', { waveId: pilot })).card, /This has changed in the meantime/)
    assert.match((await press('emma', 'rollout.start', { waveId: pilot })).card, /Pilot: under way/)

    assert.match((await press('emma', 'rollout.start', { waveId: rest })).card, /It waits for a colleague to approve/)
    await stage.work()
    const question = { kind: 'wave', id: rest, askedAt: await askedAt(rest) }
    const card = cardsOf('sanne').at(-1) ?? ''
    for (const part of ['asks you to approve a wave', 'Reminder, 14 days before', 'MFA for everybody', 'Anywhere'])
      assert.ok(card.includes(part), `“${part}” is missing: ${card}`)
    assert.match((await press('emma', 'approval.approve', question)).line, /your own/)
    assert.match((await press('p01', 'rollout.list')).line, /for the people who run the rollout/)
    await press('sanne', 'approval.sample', { ...question, language: 'nl' })
    assert.equal(cardsOf('sanne').filter(one => one.includes('dinsdag 12 januari')).length, 4)

    await press('sanne', 'approval.decline', { ...question, reason: 'Not that soon after the holidays.' })
    assert.match((await press('emma', 'rollout.wave', { waveId: rest })).card, /Not that soon after the holidays/)
    stage.minutes(10)
    await stage.teams.presses('emma', 'rollout.save_wave', {
      ...filledIn,
      campaignId,
      waveId: rest,
      name: 'The others',
      who: 'everyone',
      date: '2027-01-26',
    })
    await press('emma', 'rollout.start', { waveId: rest })
    assert.match(
      (await press('sanne', 'approval.approve', question)).card,
      /taken back or changed/,
      'the old question is no question any more',
    )
    await press('sanne', 'approval.approve', { ...question, askedAt: await askedAt(rest) })
    const { state, approved_by } = await stage.wave(rest)
    assert.deepEqual([state, approved_by], ['active', 'sanne'])
    await stage.work()
    const told = stage.chat('emma').find(one => one.includes('Sanne Kramer approved it')) ?? ''
    assert.match(told, /Wave 2: The others\."/, 'the author reads what it was, not what an approval will do')
    assert.equal((await verifyChain(database().db)).kind, 'whole')
  })

  it('goes through its days: to everybody, to who is not ready, held on the day, and on when Entra says so', async () => {
    const { app } = stage
    const waveId = await stage.plan(await stage.begin())
    await press('emma', 'rollout.start', { waveId })
    start(app, app.messenger as never)
    const board = () => stage.chat('emma').at(-1) ?? ''
    await stage.at('2026-11-17T09:00:00Z')
    assert.equal(cardsOf('p01').length, 1)
    assert.equal(cardsOf('p06').length, 0, 'people outside of the wave hear nothing')
    assert.match(board(), /Announcement · sent/)
    assert.match(board(), /5 people have not started/)
    await press('emma', 'rollout.wave', { waveId }, 'another')

    const { line } = await press('emma', 'rollout.export', { waveId, file: 'never_started' })
    assert.match(line, /PUBLIC_URL/, 'a link needs an address')
    app.directory.methodsOf.p01 = ['authenticator']
    await stage.at('2026-12-01T09:00:00Z')
    assert.deepEqual([cardsOf('p01').length, cardsOf('p02').length], [1, 2])
    assert.match(board(), /4 delivered · 1 not needed, ready/)
    assert.match(board(), /1 of 5 ready/)
    const edited = app.messenger.sent.filter(one => one.kind === 'update' && JSON.stringify(one.message).includes('1 of 5 ready'))
    assert.deepEqual([...new Set(edited.map(one => one.activityId))].sort(), ['another', 'board-emma'], 'every card that shows it follows')

    await press('emma', 'rollout.pause', { waveId })
    assert.match((await press('emma', 'rollout.list')).card, /Wave 1: Pilot · paused/)
    await stage.at('2026-12-08T09:00:00Z')
    assert.equal(cardsOf('p02').length, 2, 'nothing goes out while it is paused')
    assert.match((await press('emma', 'rollout.resume', { waveId })).card, /Pilot: under way/)

    await stage.at('2026-12-14T09:00:00Z')
    assert.equal(cardsOf('p02').length, 4 - 1)
    for (const admin of ['emma', 'sanne', 'oliver']) assert.match(cardsOf(admin).join(), /the date is near and not true yet/)
    await stage.at('2026-12-15T09:01:00Z')
    assert.equal(cardsOf('p02').length, 3, 'nobody is told what is not true')
    assert.match(cardsOf('sanne').join(), /the message of the day itself is held back/)
    const { card: held } = await press('emma', 'rollout.wave', { waveId })
    assert.match(held, /Message of the day itself · held back/)
    const announcementId = await firstMessage()
    assert.match((await press('p02', 'notice.refresh', { announcementId })).card, /The date has come: from/)
    assert.match((await press('p02', 'notice.later', { announcementId })).card, /The date was Tuesday 15 December/)
    assert.match((await press('emma', 'rollout.ask_anyway', { waveId })).card, /Send it anyway.*Change the date/s)

    app.directory.enforcement = { securityDefaults: false, policies: [{ ...mfaPolicy, state: 'on' }] }
    assert.match((await press('emma', 'rollout.check', { waveId })).card, /Pilot: under way/)
    await stage.at('2026-12-15T09:10:00Z')
    assert.deepEqual([cardsOf('p01').length, cardsOf('p02').length], [2, 4], 'on the day everybody hears it')
    assert.match((await press('p02', 'notice.later', { announcementId })).card, /It has started/)
    await takeBack(announcementId)
    assert.match((await press('emma', 'rollout.wave', { waveId })).card, /Announcement · taken back/)
    const log = (await database().db.selectFrom('audit').select('action').orderBy('id').execute()).map(row => row.action)
    assert.deepEqual(
      log.filter(action => action.startsWith('wave.')),
      ['wave.made', 'wave.activated', 'wave.paused', 'wave.resumed'],
    )
  })

  it('moves the date, sends the day’s message on an admin’s word, and stops only after a question', async () => {
    const { app } = stage
    const waveId = await stage.plan(await stage.begin())
    await press('emma', 'rollout.start', { waveId })
    start(app, app.messenger as never)
    await stage.at('2026-11-17T09:00:00Z')
    const { card: question } = await press('emma', 'rollout.ask_date', { waveId })
    assert.match(question, /5 people have a card with the old date/)
    assert.match((await press('emma', 'rollout.date', { waveId, date: '2026-12-10', time: '10:00' })).card, /can only move to later/)
    assert.match((await press('emma', 'rollout.date', { waveId, date: '2026-12-17', time: '08:30' })).card, /Thursday 17 December, 08:30/)
    await stage.at('2026-11-17T09:01:00Z')
    assert.match(cardsOf('p01').at(-1) ?? '', /Thursday 17 December, 08:30/, 'the card that was there is put right')

    await stage.at('2026-12-16T09:00:00Z')
    await stage.at('2026-12-17T09:00:00Z')
    const before = cardsOf('p02').length
    await press('sanne', 'rollout.anyway', { waveId })
    await stage.at('2026-12-17T09:05:00Z')
    assert.equal(cardsOf('p02').length, before + 1)

    assert.match((await press('emma', 'rollout.ask_stop', { waveId })).card, /Stop “Pilot” for good\?/)
    assert.equal((await stage.wave(waveId)).state, 'active')
    assert.match((await press('emma', 'rollout.stop', { waveId })).card, /Pilot: stopped/)
    await stage.at('2026-12-18T09:00:00Z')
    assert.equal(cardsOf('p02').length, before + 1)
  })
})
