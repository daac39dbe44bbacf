import { languageOf } from '../../cards/texts/translate.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { readMembers } from '../../services/audiences.ts'
import { expand } from '../../services/expansion.ts'
import type { Task } from '../../services/jobs.ts'
import { languageTags } from '../../services/people.ts'
import type { App } from '../app.ts'

/** Writes the ledger of a confirmed announcement; the delivery loop takes it from there. */
export function expandAudience(app: App): Task {
  return {
    kind: 'expand-audience',
    async run({ announcementId }) {
      const announcement = await findAnnouncement(app.db, announcementId)
      if (announcement?.state !== 'expanding') return
      await readMembers(app.db, app.directory, announcement.audience)
      const languageOfPerson = (person: Parameters<typeof languageTags>[0]) =>
        languageTags(person)
          .map(languageOf)
          .find(found => found !== null) ?? app.config.DEFAULT_LANGUAGE
      await expand(app.db, { announcement, languageOf: languageOfPerson, now: app.clock.now() })
    },
  }
}
