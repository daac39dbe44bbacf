import { languageOf } from '../../cards/texts/translate.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { readMembers } from '../../services/audiences.ts'
import { transaction } from '../../services/db/database.ts'
import { expand } from '../../services/expansion.ts'
import { lookAgain } from '../../services/four-eyes.ts'
import type { Task } from '../../services/jobs.ts'
import { languageTags } from '../../services/people.ts'
import type { App } from '../app.ts'

/** Writes the ledger of a confirmed announcement, unless it has to be approved first; the delivery loop takes it from there. */
export function expandAudience(app: App): Task {
  return {
    kind: 'expand-audience',
    async run({ announcementId }) {
      const found = await findAnnouncement(app.db, announcementId)
      if (found?.state !== 'expanding') return
      await readMembers(app.db, app.directory, found.audience)
      const now = app.clock.now()
      const gate = { announcementId, approvalAbove: app.config.APPROVAL_ABOVE, now }
      const announcement = await transaction(app.db, tx => lookAgain(tx, app.jobs, gate))
      if (!announcement) return
      const languageOfPerson = (person: Parameters<typeof languageTags>[0]) =>
        languageTags(person)
          .map(languageOf)
          .find(found => found !== null) ?? app.config.DEFAULT_LANGUAGE
      await expand(app.db, { announcement, languageOf: languageOfPerson, now })
    },
  }
}
