/** Extensions by the clock: compare with the directory, end what is over, and tell everybody whom it concerns. */
import { extensionCard } from '../../cards/extension.ts'
import { type TimeNews, timeNewsCard } from '../../cards/more-time.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { addressOf, findConversation } from '../../services/conversations.ts'
import {
  endExtension,
  endTelling,
  grantExtension,
  overdueExtensions,
  takeForChecking,
  takeForTelling,
  told,
} from '../../services/extension-steps.ts'
import { deadlineFor, type Extension } from '../../services/extensions.ts'
import { findPerson, type Person } from '../../services/people.ts'
import type { Address, OutgoingMessage } from '../../services/ports.ts'
import { lastMoment } from '../../services/snooze-times.ts'
import type { App } from '../app.ts'
import { sendingRules } from '../notices/mine.ts'
import { sayTo } from '../say.ts'
import { extensionView } from './view.ts'

/** When to remind the person before the new deadline. */
async function lastReminder(app: App, row: Extension, now: Date): Promise<Date | null> {
  const [person, announcement] = await Promise.all([findPerson(app.db, row.person_id), findAnnouncement(app.db, row.announcement_id)])
  if (!person || !announcement) return null
  return lastMoment(now, row.until_at, sendingRules(announcement, person, sayTo(app, person).timeZone))
}

async function check(app: App, row: Extension, now: Date): Promise<void> {
  const isLeftOut = (await app.directory.memberOf(row.person_id, [row.group_id])).includes(row.group_id)
  if (isLeftOut && row.state === 'approved') await grantExtension(app.db, row.id, await lastReminder(app, row, now), now)
  if (!isLeftOut && row.state === 'granted') await endExtension(app.db, row.id, now)
}

/** Whether the message got there, or never will; false: it is worth another try. */
async function send(app: App, to: Address, message: OutgoingMessage): Promise<boolean> {
  const outcome = await app.messenger.send(to, { ...message, alert: true })
  return outcome.kind !== 'throttled' && outcome.kind !== 'retry'
}

const endedEarly = ({ state, ended_at, until_at }: Extension) => state === 'ended' && ended_at !== null && ended_at < until_at

/** What is news for the person: a promise alone is none. */
function newsFor(row: Extension): TimeNews['news'] | null {
  if (row.state === 'granted' || row.state === 'declined') return row.state
  return endedEarly(row) && row.granted_at ? 'lost' : null
}

async function tellPerson(app: App, row: Extension): Promise<boolean> {
  const news = newsFor(row)
  const [person, announcement] = await Promise.all([findPerson(app.db, row.person_id), findAnnouncement(app.db, row.announcement_id)])
  const to = addressOf(await findConversation(app.db, row.person_id))
  if (!news || !person || !announcement || !to) return true
  const deadline = await deadlineFor(app.db, person.id, announcement)
  const shown = { announcementId: announcement.id, news, until: row.until_at, deadline, note: row.note }
  return send(app, to, timeNewsCard(sayTo(app, person), shown))
}

/** Admins have something to do: to decide, or to take somebody out of the group. */
const concernsAdmins = (row: Extension) => row.state === 'asked' || (row.state === 'ended' && row.granted_at !== null && !endedEarly(row))

async function admins(app: App): Promise<{ person: Person; to: Address; teamsUserId: string | null }[]> {
  const rows = await app.db
    .selectFrom('group_members')
    .select('person_id')
    .where('group_id', '=', app.config.ADMIN_GROUP_ID)
    .orderBy('person_id')
    .limit(50)
    .execute()
  const found = await Promise.all(
    rows.map(async ({ person_id: id }) => {
      const [person, conversation] = await Promise.all([findPerson(app.db, id), findConversation(app.db, id)])
      const to = addressOf(conversation)
      return person && !person.left_at && to ? { person, to, teamsUserId: conversation?.teams_user_id ?? null } : null
    }),
  )
  return found.filter(one => one !== null)
}

async function tellAdmins(app: App, row: Extension): Promise<boolean> {
  if (!concernsAdmins(row)) return true
  const others = (await admins(app)).filter(({ person }) => person.id !== row.person_id)
  if (others.length === 0) app.log.warn({ extensionId: row.id }, 'no admin can be told about an extension')
  const reached = await Promise.all(
    others.map(async ({ person, to, teamsUserId }) => {
      const view = await extensionView(app, row, person.id)
      return !view || send(app, to, extensionCard(sayTo(app, person), view, { teamsUserId }))
    }),
  )
  return reached.length === 0 || reached.some(Boolean)
}

async function tell(app: App, row: Extension): Promise<void> {
  const person = row.told_person === row.state || (await tellPerson(app, row))
  if (person) await told(app.db, row, 'told_person')
  const others = row.told_admins === row.state || (await tellAdmins(app, row))
  if (others) await told(app.db, row, 'told_admins')
  if (person && others) await endTelling(app.db, row.id)
}

/** One round; what fails is tried again by a later one. */
export async function sweepExtensions(app: App, now: Date): Promise<void> {
  const failed = (row: Extension) => (error: unknown) =>
    app.log.error({ err: error, extensionId: row.id }, 'an extension could not be looked after')
  for (const row of await takeForChecking(app.db, now)) await check(app, row, now).catch(failed(row))
  for (const row of await overdueExtensions(app.db, now)) await endExtension(app.db, row.id, now).catch(failed(row))
  for (const row of await takeForTelling(app.db, now)) await tell(app, row).catch(failed(row))
}
