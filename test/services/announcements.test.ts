import assert from 'node:assert/strict'
import {
  currentFor,
  type Draft,
  discardDraft,
  findAnnouncement,
  listAnnouncements,
  saveDraft,
  startScheduled,
  stop,
} from '../../services/announcements.ts'
import { transaction } from '../../services/db/database.ts'
import { expand } from '../../services/expansion.ts'
import { confirm } from '../../services/sending.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeJobs } from '../support/jobs.ts'
import { addAnnouncement, addPerson, later, now, texts } from '../support/rollout.ts'

const draft: Draft = {
  content: { sender: 'Emma', phone: '030', texts: { en: texts, nl: texts } },
  audience: { kind: 'group', groupId: 'g', name: 'Finance' },
  deadlineAt: later(9999),
  timeZone: 'Europe/Amsterdam',
  sendAt: null,
  kind: 'announcement',
}
const by = { authorId: 'emma', now }

describeOnBoth('announcements', database => {
  it('a draft comes back as it was saved, and can be changed by its author alone', async () => {
    const { db } = database()
    const id = await saveDraft(db, draft, by)
    assert.ok(id)
    const found = await findAnnouncement(db, id)
    assert.deepEqual(
      [found?.content, found?.audience, found?.deadline_at, found?.state, found?.targeted],
      [draft.content, draft.audience, draft.deadlineAt, 'draft', null],
    )
    assert.equal(await saveDraft(db, { ...draft, timeZone: 'UTC' }, { ...by, id }), id)
    assert.equal(await saveDraft(db, draft, { ...by, authorId: 'other', id }), null)
    assert.equal((await findAnnouncement(db, id))?.time_zone, 'UTC')
    assert.equal(await discardDraft(db, id, 'other'), false)
    assert.equal(await discardDraft(db, id, 'emma'), true)
    assert.equal(await findAnnouncement(db, id), null)
  })

  it('what goes out can be neither changed nor discarded', async () => {
    const { db } = database()
    const { id } = await addAnnouncement(db, { state: 'running', author_id: 'emma' })
    assert.equal(await saveDraft(db, draft, { ...by, id }), null)
    assert.equal(await discardDraft(db, id, 'emma'), false)
  })

  it('a scheduled one starts at its time, with one job, however many look', async () => {
    const { db } = database()
    const jobs = fakeJobs()
    const { id } = await addAnnouncement(db, { state: 'scheduled', send_at: later(60) })
    await startScheduled(db, jobs, later(59))
    assert.deepEqual(jobs.queued, [])
    await Promise.all([1, 2, 3].map(() => startScheduled(db, jobs, later(60))))
    assert.deepEqual(jobs.queued, [{ kind: 'expand-audience', data: { announcementId: id } }])
    assert.equal((await findAnnouncement(db, id))?.state, 'expanding')
  })

  it('can be stopped while it is scheduled, not when it is over', async () => {
    const { db } = database()
    const scheduled = await addAnnouncement(db, { state: 'scheduled', send_at: later(60) })
    const finished = await addAnnouncement(db, { state: 'finished' })
    assert.equal(await transaction(db, tx => stop(tx, scheduled.id, now)), true)
    assert.equal(await transaction(db, tx => stop(tx, finished.id, now)), false)
    const jobs = fakeJobs()
    await startScheduled(db, jobs, later(60))
    assert.deepEqual(jobs.queued, [])
  })

  it('lists the newest first, without the drafts of others', async () => {
    const { db } = database()
    const old = await addAnnouncement(db, { state: 'finished', created_at: later(-60) })
    const mine = await addAnnouncement(db, { state: 'draft', author_id: 'emma', created_at: later(-30) })
    await addAnnouncement(db, { state: 'draft', author_id: 'other', created_at: now })
    const ids = (await listAnnouncements(db, 'emma', { most: 5 })).map(one => one.id)
    assert.deepEqual(ids, [mine.id, old.id])
    assert.equal((await listAnnouncements(db, 'emma', { most: 1, skip: 1 })).map(one => one.id).join(), old.id)
  })

  it('the one that a person must act on is the newest that went out to them', async () => {
    const { db } = database()
    await addPerson(db, 'kees')
    assert.equal(await currentFor(db, 'kees'), null)
    for (const [state, confirmed_at] of [
      ['finished', later(-60)],
      ['cancelled', now],
      ['finished', later(-90)],
    ] as const) {
      const announcement = await addAnnouncement(db, { confirmed_at })
      await expand(db, { announcement, languageOf: () => 'en', now })
      await db.updateTable('announcements').set({ state }).where('id', '=', announcement.id).execute()
    }
    assert.deepEqual((await currentFor(db, 'kees'))?.confirmed_at, later(-60))
    await db.updateTable('announcements').set({ state: 'paused' }).where('confirmed_at', '=', later(-60)).execute()
    assert.deepEqual((await currentFor(db, 'kees'))?.confirmed_at, later(-60), 'a pause changes nothing for who has it')
    await db.updateTable('announcements').set({ withdrawn_at: now }).where('confirmed_at', '=', later(-60)).execute()
    assert.deepEqual((await currentFor(db, 'kees'))?.confirmed_at, later(-90), 'what was taken back is nobody’s task')
    assert.equal(await currentFor(db, 'somebody'), null)
  })

  it('a draft is confirmed by one press of two, together with its job', async () => {
    const { db } = database()
    const draft = await addAnnouncement(db, { state: 'draft', confirmed_at: null })
    const jobs = fakeJobs()
    const answers = await Promise.all([1, 2].map(() => transaction(db, tx => confirm(tx, jobs, { id: draft.id, from: 'draft', now }))))
    assert.deepEqual(answers.sort(), ['expanding', null])
    assert.deepEqual(jobs.queued, [{ kind: 'expand-audience', data: { announcementId: draft.id } }])
  })
})
