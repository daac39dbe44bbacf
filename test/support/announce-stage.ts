/** An organisation with three admins on fakes: Emma writes, Sanne and Oliver may approve; what they press and what each then sees. */
import assert from 'node:assert/strict'
import { sweepBoards } from '../../bot/announce/board.ts'
import { sweepCanaries } from '../../bot/announce/canary.ts'
import { emptyForm } from '../../bot/announce/form.ts'
import { tasksFor } from '../../bot/tasks/index.ts'
import type { Announcement } from '../../services/announcements.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import type { Db } from '../../services/db/database.ts'
import { type TestApp, testApp } from './app.ts'
import { addPerson, addReachable, now, personIds } from './rollout.ts'
import { Teams } from './teams.ts'

export const admins = ['emma', 'sanne', 'oliver']

export interface AnnounceStage {
  app: TestApp
  teams: Teams
  /** Emma's filled-in form becomes a draft; gives its id. */
  draft(more?: object): Promise<string>
  find(id: string): Promise<Announcement>
  /** Does all jobs that wait, and looks after every card. */
  work(): Promise<void>
  /** What stands in somebody's chat now, each message as JSON text. */
  chat(personId: string): string[]
  minutes(count: number): void
}

/** `people`: employees besides the admins, all within reach. */
export async function announceStage(db: Db, people = 60): Promise<AnnounceStage> {
  const app = testApp(db, now)
  const teams = new Teams(app)
  await addReachable(db, [...admins, ...personIds(people)])
  for (const [id, name] of [
    ['emma', 'Emma Vos'],
    ['sanne', 'Sanne Kramer'],
    ['oliver', 'Oliver Hart'],
  ] as const) {
    await db.updateTable('people').set({ name, teams_locale: 'en-GB' }).where('id', '=', id).execute()
  }
  await addPerson(db, 'guest', { excluded: 'guest' })
  app.directory.members = { [app.config.ADMIN_GROUP_ID]: admins }
  await db.insertInto('groups').values({ id: app.config.ADMIN_GROUP_ID, name: 'Admins', synced_at: now, members_at: now }).execute()
  const members = admins.map(person_id => ({ group_id: app.config.ADMIN_GROUP_ID, person_id }))
  await db.insertInto('group_members').values(members).execute()

  async function find(id: string): Promise<Announcement> {
    return (await findAnnouncement(db, id)) ?? assert.fail('there is no such announcement')
  }
  return {
    app,
    teams,
    find,
    async draft(more = {}) {
      const values = { ...emptyForm(app, app.clock.now()), sender: 'Emma Vos, IT' }
      await teams.presses('emma', 'announce.preview', { ...values, ...values.texts, ...more })
      const { id } = await db.selectFrom('announcements').select('id').orderBy('created_at', 'desc').orderBy('id').executeTakeFirstOrThrow()
      return id
    },
    async work() {
      await app.jobs.run(tasksFor(app))
      await sweepCanaries(app, app.clock.now())
      await app.jobs.run(tasksFor(app))
      await sweepBoards(app, app.clock.now())
    },
    chat: personId => app.messenger.shown(`chat-${personId}`).map(one => JSON.stringify(one)),
    minutes: count => app.setTime(new Date(app.clock.now().getTime() + count * 60_000)),
  }
}
