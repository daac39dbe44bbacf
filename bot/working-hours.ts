/** When a person may be written to about something that is no announcement: in the hours of theirs, or in office hours. */
import type { Announcement } from '../services/announcements.ts'
import type { SendingRules } from '../services/calendar.ts'
import type { Person } from '../services/people.ts'
import { hoursSchema, officeHours } from '../services/waves.ts'

export function workingRules(
  person: Pick<Person, 'country'>,
  zone: string,
  announcement: Pick<Announcement, 'hours'> | null,
): SendingRules {
  return { hours: announcement?.hours ? hoursSchema.parse(announcement.hours) : officeHours, zone, country: person.country }
}
