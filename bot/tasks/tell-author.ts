/** Tells the author of an announcement, in a new message, that it stopped by itself, went on, or waits for a colleague after all. */
import { announceGrownCard, announceNewsCard } from '../../cards/announce-news.ts'
import type { CardMessage } from '../../cards/card.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { readHealth, troubles } from '../../services/canary.ts'
import { peopleOf } from '../../services/four-eyes.ts'
import type { JobData, Task } from '../../services/jobs.ts'
import { findPerson } from '../../services/people.ts'
import { whatOf } from '../announce/board.ts'
import type { App } from '../app.ts'
import { chatWith } from '../reach.ts'
import { sayTo } from '../say.ts'

async function newsOf(app: App, announcement: Announcement, news: JobData['tell-author']['news'], say: Say): Promise<CardMessage | null> {
  const { id: announcementId, audience, author_id: authorId, state, stopped_because: stopped } = announcement
  const what = whatOf(announcement, say.language)
  if (news === 'grown') {
    if (state !== 'awaiting_approval') return null
    const people = await peopleOf(app.db, { authorId, audience, announcementId, now: app.clock.now() })
    return announceGrownCard(say, { announcementId, what, above: app.config.APPROVAL_ABOVE, ...people })
  }
  const because = news === 'stopped_itself' ? (troubles.find(one => one === stopped) ?? null) : null
  // Somebody was faster than this message.
  if (news === 'stopped_itself' && !because) return null
  return announceNewsCard(say, { announcementId, what, because, numbers: await readHealth(app.db, announcement) })
}

export function tellAuthor(app: App): Task {
  return {
    kind: 'tell-author',
    async run({ announcementId, news }) {
      const announcement = await findAnnouncement(app.db, announcementId)
      const author = announcement ? await findPerson(app.db, announcement.author_id) : undefined
      const to = author ? await chatWith(app, author.id) : null
      if (!announcement || !author || !to) return
      const card = await newsOf(app, announcement, news, sayTo(app, author))
      if (!card) return
      const outcome = await app.messenger.send(to, { ...card, alert: true })
      if (outcome.kind === 'throttled' || outcome.kind === 'retry') throw new Error(`The author must be told again: ${outcome.kind}`)
    },
  }
}
