/** Puts together what one person sees of one announcement. */
import { announcementCard, type Notice, type Variant } from '../../cards/announcement.ts'
import type { CardMessage } from '../../cards/card.ts'
import type { Say } from '../../cards/texts/translate.ts'
import type { Announcement } from '../../services/announcements.ts'
import type { Person } from '../../services/people.ts'

export interface Reader {
  person: Pick<Person, 'given_name' | 'name'>
  teamsUserId: string | null
  variant: Variant
  reminder?: boolean
  sample?: boolean
}

/** Which card suits somebody with this registration. `before`: they were ready when the announcement reached them. */
export function variantFor(known: { done: boolean; ends_soon: boolean } | undefined, before: boolean): Variant {
  if (known?.done) return before ? 'ready' : 'finished'
  return known?.ends_soon ? 'ends_soon' : 'todo'
}

export function noticeFor(say: Say, announcement: Announcement, reader: Reader): CardMessage {
  const { content } = announcement
  const texts = content.texts[say.language] ?? Object.values(content.texts)[0]
  if (!texts) throw new Error(`Announcement ${announcement.id} has no texts.`)
  const notice: Notice = {
    ...texts,
    announcementId: announcement.id,
    variant: reader.variant,
    givenName: reader.person.given_name ?? reader.person.name,
    at: announcement.deadline_at,
    sender: content.sender,
    phone: content.phone,
    teamsUserId: reader.teamsUserId,
    reminder: reader.reminder ?? false,
    sample: reader.sample ?? false,
  }
  return announcementCard(say, notice)
}
