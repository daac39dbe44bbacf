import assert from 'node:assert/strict'
import { verifyChain } from '../../../services/audit.ts'
import { setLimit } from '../../../services/author-limits.ts'
import { transaction } from '../../../services/db/database.ts'
import { returnLate } from '../../../services/late-questions.ts'
import { type AnnounceStage, announceStage } from '../../support/announce-stage.ts'
import { describeOnBoth } from '../../support/database.ts'

describeOnBoth('an announcement that a colleague has to approve', database => {
  let stage: AnnounceStage
  beforeEach(async () => {
    stage = await announceStage(database().db)
  })

  const actions = async () =>
    (await database().db.selectFrom('audit').select(['actor_id', 'action']).orderBy('id').execute()).map(
      row => `${row.actor_id} ${row.action}`,
    )
  async function ask(more: object = {}): Promise<{ id: string; question: { kind: string; id: string; askedAt: number } }> {
    const id = await stage.draft(more)
    const { card } = await stage.teams.presses('emma', 'announce.confirm', { announcementId: id })
    assert.match(card, /Waits for a colleague to approve/)
    await stage.work()
    const { asked_at } = await stage.find(id)
    return { id, question: { kind: 'announcement', id, askedAt: asked_at?.getTime() ?? 0 } }
  }

  it('goes out when one of the others approves: nobody was written to before, and everybody’s card follows', async () => {
    const { id, question } = await ask()
    const [card] = stage.chat('sanne')
    for (const part of [
      'Emma Vos asks you to approve',
      'People who get it',
      '"63"',
      'Guests: 1',
      '25 people, then a pause of 30 minutes',
    ]) {
      assert.ok(card?.includes(part), `“${part}” is missing: ${card}`)
    }
    assert.equal(stage.chat('p01').length, 0)
    const shown = await stage.teams.presses('sanne', 'approval.sample', { ...question, language: 'nl' })
    assert.match(shown.line, /below/)
    assert.match(stage.chat('sanne').at(-1) ?? '', /Vanaf dinsdag 24 november/)

    await stage.teams.presses('sanne', 'approval.approve', question, 'm-sanne')
    await stage.work()
    const after = await stage.find(id)
    assert.deepEqual([after.state, after.approved_by, after.stage, after.canary_size], ['running', 'sanne', 0, 25])
    assert.match(after.code ?? '', /^[a-z]+ [a-z]+$/)
    assert.match(stage.chat('oliver').at(-1) ?? '', /Approved by Sanne Kramer/)
    assert.ok(stage.chat('emma').some(one => one.includes('Sanne Kramer approved it')))
    assert.match(stage.chat('emma').join(), /Approved by Sanne Kramer\./, 'her board says who approved')
    assert.deepEqual(await actions(), ['emma announcement.approval_asked', 'sanne announcement.approved'])
    assert.equal((await verifyChain(database().db)).kind, 'whole')
  })

  it('names no date where it is a security warning, for it tells nobody one', async () => {
    const { id, question } = await ask({ kind: 'security', what_en: 'False messages go round.', what_nl: 'Er gaan valse berichten rond.' })
    const dates = /24 November|Starts/
    assert.match(stage.chat('sanne')[0] ?? '', /A security warning: it does not wait/)
    await stage.teams.presses('sanne', 'approval.approve', question)
    const { card: board } = await stage.teams.presses('emma', 'announce.board', { announcementId: id })
    const { card: list } = await stage.teams.presses('emma', 'announce.list', {})
    for (const card of [stage.chat('sanne')[0], board, list]) assert.doesNotMatch(card ?? '', dates)
  })

  it('takes one answer of two that come at once', async () => {
    const { id, question } = await ask()
    const answers = await Promise.all([
      stage.teams.presses('sanne', 'approval.approve', question),
      stage.teams.presses('oliver', 'approval.decline', { ...question, reason: 'Not on a Friday.' }),
    ])
    const { state, approved_by, declined_by } = await stage.find(id)
    assert.deepEqual([[state, approved_by, declined_by]].map(String), [state === 'draft' ? 'draft,,oliver' : 'expanding,sanne,'])
    for (const { card } of answers) assert.match(card, state === 'draft' ? /Not approved by Oliver/ : /Approved by Sanne/)
    assert.equal((await actions()).length, 2)
    assert.equal(stage.app.jobs.queued.filter(job => job.kind === 'expand-audience').length, state === 'draft' ? 0 : 1)
  })

  it('refuses the author, however the payload is made, and whoever is no admin', async () => {
    const { id, question } = await ask()
    assert.match((await stage.teams.presses('emma', 'approval.approve', question)).line, /your own/)
    assert.match((await stage.teams.presses('p01', 'approval.approve', question)).line, /for the people who run the rollout/)
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: id })
    for (const forged of [
      { ...question, askedAt: question.askedAt + 1 },
      { ...question, askedAt: 'x' },
      { ...question, kind: 'wave' },
    ]) {
      await stage.teams.presses('sanne', 'approval.approve', forged)
    }
    await stage.work()
    assert.equal((await stage.find(id)).state, 'awaiting_approval')
    assert.deepEqual((await actions()).slice(1), ['emma refused', 'p01 refused'])
  })

  it('is a draft again when it is declined, with the reason, and can be asked anew', async () => {
    const { id, question } = await ask()
    assert.match((await stage.teams.presses('oliver', 'approval.decline', question)).line, /Write why/)
    await stage.teams.presses('oliver', 'approval.decline', { ...question, reason: 'The date is a holiday.' })
    await stage.work()
    assert.match(stage.chat('emma').join(), /Oliver Hart did not approve it.*The date is a holiday\./)
    assert.match(stage.chat('sanne').at(-1) ?? '', /Not approved by Oliver Hart/)
    stage.minutes(1)
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: id })
    await stage.work()
    assert.equal(stage.chat('sanne').filter(one => one.includes('asks you to approve')).length, 2)
    assert.equal((await stage.find(id)).declined_by, null)
  })

  it('is taken back by a change: the old card answers nothing, and only what was approved goes out', async () => {
    const { id, question } = await ask()
    const { card } = await stage.teams.presses('emma', 'announce.edit', { announcementId: id })
    assert.match(card, /New announcement/)
    await stage.work()
    assert.match(stage.chat('sanne').at(-1) ?? '', /taken back or changed/)
    stage.minutes(1)
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: id })
    await stage.teams.presses('sanne', 'approval.approve', question)
    assert.equal((await stage.find(id)).state, 'awaiting_approval')
  })

  it('is refused when its moment has passed', async () => {
    const { id, question } = await ask({ send: 'at', sendDate: '2026-11-10', sendTime: '11:00' })
    stage.minutes(120)
    assert.match((await stage.teams.presses('sanne', 'approval.approve', question)).line, /moment has passed/)
    assert.deepEqual([(await stage.find(id)).state, (await stage.find(id)).approved_by], ['awaiting_approval', null])
  })

  it('stands in the list while it waits, and can be cancelled', async () => {
    const { id, question } = await ask()
    assert.match((await stage.teams.types('emma', 'announcements')).join(), /waits for approval/)
    await stage.teams.presses('emma', 'announce.stop_sure', { announcementId: id })
    await stage.work()
    await stage.teams.presses('sanne', 'approval.approve', question)
    assert.equal((await stage.find(id)).state, 'cancelled')
    assert.match(stage.chat('oliver').at(-1) ?? '', /taken back/)
  })

  it('needs nobody for few people, and says so when there is nobody', async () => {
    const one = await stage.draft({ audience: 'person', who: 'p01@example.test' })
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: one })
    assert.equal((await stage.find(one)).state, 'expanding')
    await database().db.updateTable('conversations').set({ state: 'blocked' }).where('person_id', 'in', ['sanne', 'oliver']).execute()
    stage.minutes(1)
    const many = await stage.draft()
    const { card } = await stage.teams.presses('emma', 'announce.confirm', { announcementId: many })
    assert.match(card, /I can reach no other admin/)
    assert.doesNotMatch(card, /announce\.confirm/)
    assert.equal((await stage.find(many)).state, 'draft')
  })

  it('is asked for several small ones that are many together, and the preview says why', async () => {
    const { db } = database()
    await db.updateTable('people').set({ department: 'Finance' }).where('id', '<=', 'p30').where('id', 'like', 'p%').execute()
    await db.updateTable('people').set({ department: 'Care' }).where('id', '>', 'p30').where('id', 'like', 'p%').execute()
    const finance = await stage.draft({ audience: 'department', who: 'Finance' })
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: finance })
    await stage.work()
    assert.equal((await stage.find(finance)).state, 'running')
    stage.minutes(1)
    const care = await stage.draft({ audience: 'department', who: 'Care' })
    const { card } = await stage.teams.presses('emma', 'announce.show', { announcementId: care, language: 'en' })
    assert.match(card, /other announcements of the last 24 hours that nobody approved, this is for 60 people/)
    assert.match(card, /Ask for approval/)
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: care })
    assert.equal((await stage.find(care)).state, 'awaiting_approval')
  })

  it('waits for a yes after all when the group has grown, goes out with it, and says so to its author', async () => {
    const { app } = stage
    await database().db.insertInto('groups').values({ id: 'g1', name: 'Ward', synced_at: app.clock.now() }).execute()
    const everybody = Array.from({ length: 60 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`)
    app.directory.members.g1 = everybody.slice(0, 10)
    const id = await stage.draft({ audience: 'group', who: 'Ward' })
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: id }, 'm-board')
    app.directory.members.g1 = everybody
    await stage.work()
    const grown = await stage.find(id)
    assert.deepEqual([grown.state, grown.targeted], ['awaiting_approval', null])
    assert.match(stage.chat('emma').join(), /grown to 60 people since you sent it/)
    assert.match(stage.chat('sanne').join(), /asks you to approve/)
    await stage.teams.presses('sanne', 'approval.approve', { kind: 'announcement', id, askedAt: grown.asked_at?.getTime() })
    await stage.work()
    const out = await stage.find(id)
    assert.deepEqual([out.state, out.approved_by, out.canary_size, out.targeted], ['running', 'sanne', 25, 60])
  })

  it('is a draft again when nobody answered in time: every card says so, and the author can go on', async () => {
    const { id } = await ask({ send: 'at', sendDate: '2026-11-10', sendTime: '11:00' })
    stage.minutes(120)
    await returnLate(database().db, stage.app.jobs, stage.app.clock.now())
    await stage.work()
    assert.equal((await stage.find(id)).state, 'draft')
    assert.match(stage.chat('sanne').at(-1) ?? '', /passed before anybody answered/)
    const told = stage.chat('emma').find(one => one.includes('Nobody answered your question in time')) ?? assert.fail('Emma was not told')
    assert.match(told, /announce\.edit/)
    assert.match((await stage.teams.presses('emma', 'announce.edit', { announcementId: id })).card, /New announcement/)
  })

  it('that reached no colleague says so to its author, once', async () => {
    for (const chat of ['chat-sanne', 'chat-oliver']) stage.app.messenger.refusals.set(chat, { kind: 'blocked', code: 'x' })
    const { id } = await ask()
    await transaction(database().db, tx => stage.app.jobs.enqueue(tx, 'approval-cards', { kind: 'announcement', id }))
    await stage.work()
    assert.equal(stage.chat('emma').filter(one => one.includes('Your question reached no colleague')).length, 1)
  })

  it('an author with a limit writes only to people inside it, and approves nothing beyond it', async () => {
    const { db } = database()
    await db.updateTable('people').set({ department: 'Finance' }).where('id', 'in', ['p01', 'p02']).execute()
    const limited = (personId: string) =>
      transaction(db, tx =>
        setLimit(tx, { personId, audience: { kind: 'department', name: 'Finance' }, by: 'oliver', now: stage.app.clock.now() }),
      )
    assert.equal(await limited('oliver'), false)
    assert.equal(await limited('emma'), true)
    const all = await stage.draft()
    const refused = await stage.teams.presses('emma', 'announce.confirm', { announcementId: all })
    assert.match(refused.card, /may not write to 61 people/)
    assert.equal((await stage.find(all)).state, 'draft')
    stage.minutes(1)
    const inside = await stage.draft({ audience: 'department', who: 'finance' })
    await stage.teams.presses('emma', 'announce.confirm', { announcementId: inside })
    assert.equal((await stage.find(inside)).state, 'expanding')
    await transaction(db, tx => setLimit(tx, { personId: 'emma', audience: null, by: 'oliver', now: stage.app.clock.now() }))
    await limited('sanne')
    stage.minutes(1)
    const { question } = await ask()
    assert.equal(stage.chat('sanne').length, 0, 'who may not write to these people is not asked')
    assert.match((await stage.teams.presses('sanne', 'approval.approve', question)).line, /outside of what you may write to/)
  })
})
