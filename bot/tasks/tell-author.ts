/** Tells the author of an announcement, in a new message, that it stopped by itself or went on. */
import { announceNewsCard } from '../../cards/announce-news.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { readHealth, troubles } from '../../services/canary.ts'
import type { Task } from '../../services/jobs.ts'
import { findPerson } from '../../services/people.ts'
import { whatOf } from '../announce/board.ts'
import type { App } from '../app.ts'
import { chatWith } from '../reach.ts'
import { sayTo } from '../say.ts'

export function tellAuthor(app: App): Task {
  return {
    kind: 'tell-author',
    async run({ announcementId, news }) {
      const announcement = await findAnnouncement(app.db, announcementId)
      const author = announcement ? await findPerson(app.db, announcement.author_id) : undefined
      const to = author ? await chatWith(app, author.id) : null
      if (!announcement || !author || !to) return
      const because = news === 'stopped_itself' ? (troubles.find(one => one === announcement.stopped_because) ?? null) : null
      // Somebody was faster than this message.
      if (news === 'stopped_itself' && !because) return
      const say = sayTo(app, author)
      const numbers = await readHealth(app.db, announcement)
      const card = announceNewsCard(say, { announcementId, what: whatOf(announcement, say.language), because, numbers })
      const outcome = await app.messenger.send(to, { ...card, alert: true })
      if (outcome.kind === 'throttled' || outcome.kind === 'retry') throw new Error(`The author must be told again: ${outcome.kind}`)
    },
  }
}
