/** The rows in hand with everything that is known about their people. */
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import type { SendingRules } from '../../services/calendar.ts'
import type { Conversation } from '../../services/conversations.ts'
import type { Db } from '../../services/db/database.ts'
import type { Delivery } from '../../services/deliveries.ts'
import { isTimeZone, zoneOfCountry } from '../../services/local-time.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import type { Person } from '../../services/people.ts'
import type { Registration } from '../../services/registrations.ts'
import { cadenceSchema, hoursSchema, stepName } from '../../services/waves.ts'
import type { App } from '../app.ts'

/** An announcement with what the guards want to know of it. */
export interface Gathered extends Announcement {
  /** No reminder comes after this one before the deadline: it is not put off. */
  lastReminder: boolean
  sendingHours: SendingRules['hours']
}

/** One row with everything that is known about its person. */
export interface Work {
  row: Delivery
  announcement: Gathered
  person: Person | undefined
  conversation: Conversation | undefined
  registration: Pick<Registration, 'done' | 'ends_soon'> | undefined
  /** The person put off reminders of this wave until then. */
  snoozedUntil: Date | null
  facts: NoticeFacts
  /** The day that the message has, on the person's own calendar; for those of which there may be one a day. */
  day?: { date: string; zone: string }
}

async function isLastReminder(db: Db, announcement: Announcement): Promise<boolean> {
  if (announcement.kind !== 'reminder' || !announcement.wave_id) return false
  const wave = await db.selectFrom('waves').select('cadence').where('id', '=', announcement.wave_id).executeTakeFirst()
  const cadence = cadenceSchema.parse(wave?.cadence ?? [])
  const last = cadence
    .filter(step => step.kind === 'reminder' && step.days < 0)
    .toSorted((one, other) => one.days - other.days)
    .at(-1)
  return last !== undefined && announcement.step === stepName(last)
}

async function readAnnouncement(db: Db, id: string): Promise<Gathered | null> {
  const announcement = await findAnnouncement(db, id)
  if (!announcement) return null
  const sendingHours = announcement.hours ? hoursSchema.parse(announcement.hours) : null
  return { ...announcement, sendingHours, lastReminder: await isLastReminder(db, announcement) }
}

/** Until when these people put off what comes of the waves of these reminders: by wave and person. */
async function readSnoozes(db: Db, announcements: Gathered[], personIds: string[]): Promise<Map<string, Date>> {
  const waveIds = announcements.filter(one => one.kind === 'reminder').flatMap(one => one.wave_id ?? [])
  if (waveIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('announcements', 'announcements.id', 'deliveries.announcement_id')
    .select(['announcements.wave_id', 'deliveries.person_id', eb => eb.fn.max('deliveries.snoozed_until').as('until')])
    .where('announcements.wave_id', 'in', waveIds)
    .where('deliveries.person_id', 'in', personIds)
    .where('deliveries.snoozed_until', 'is not', null)
    .groupBy(['announcements.wave_id', 'deliveries.person_id'])
    .execute()
  return new Map(rows.flatMap(row => (row.until ? [[`${row.wave_id} ${row.person_id}`, row.until]] : [])))
}

const byPerson = <T extends { person_id: string }>(rows: T[]) => new Map(rows.map(row => [row.person_id, row]))

export async function gather({ db }: Pick<App, 'db'>, rows: Delivery[], now: Date): Promise<Work[]> {
  if (rows.length === 0) return []
  const ids = [...new Set(rows.map(row => row.person_id))]
  const announcementIds = [...new Set(rows.map(row => row.announcement_id))]
  const [people, conversations, registrations, found] = await Promise.all([
    db.selectFrom('people').selectAll().where('id', 'in', ids).execute(),
    db.selectFrom('conversations').selectAll().where('person_id', 'in', ids).execute(),
    db.selectFrom('registrations').select(['person_id', 'done', 'ends_soon']).where('person_id', 'in', ids).execute(),
    Promise.all(announcementIds.map(id => readAnnouncement(db, id))),
  ])
  const announcements = new Map(found.flatMap(one => (one ? [[one.id, one]] : [])))
  const factsOf = await readNoticeFacts(db, [...announcements.values()], ids, now)
  const snoozes = await readSnoozes(db, [...announcements.values()], ids)
  const persons = new Map(people.map(person => [person.id, person]))
  const chats = byPerson(conversations)
  const known = byPerson(registrations)
  return rows.flatMap(row => {
    const announcement = announcements.get(row.announcement_id)
    if (!announcement) return []
    return {
      row,
      announcement,
      person: persons.get(row.person_id),
      conversation: chats.get(row.person_id),
      registration: known.get(row.person_id),
      snoozedUntil: snoozes.get(`${announcement.wave_id} ${row.person_id}`) ?? null,
      facts: factsOf(announcement, row.person_id),
    }
  })
}

const zones = new Map<string, string>()

/** The zone that a person lives in: as Teams said, or the only one of their country, or the organisation's. */
export function zoneFor({ config }: Pick<App, 'config'>, person: Pick<Person, 'time_zone' | 'country'> | undefined): string {
  const { DEFAULT_TIME_ZONE: usual } = config
  if (person?.time_zone && isTimeZone(person.time_zone)) return person.time_zone
  const key = `${person?.country} ${usual}`
  const known = zones.get(key) ?? zoneOfCountry(person?.country ?? null, usual)
  zones.set(key, known)
  return known
}
