/** Puts together what one person sees of one announcement. */
import { announcementCard } from '../../cards/announcement.ts'
import type { CardMessage } from '../../cards/card.ts'
import type { Notice, Variant } from '../../cards/notice.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { withdrawnCard } from '../../cards/withdrawn.ts'
import type { Announcement } from '../../services/announcements.ts'
import { daysBetween } from '../../services/local-time.ts'
import type { NoticeFacts } from '../../services/notice-facts.ts'
import type { Person } from '../../services/people.ts'
import { phoneMayEndLater } from '../../services/registrations.ts'
import type { App } from '../app.ts'

export interface Reader {
  person: Pick<Person, 'given_name' | 'name' | 'guest' | 'privileged'>
  teamsUserId: string | null
  variant: Variant
  facts: NoticeFacts
  config: Pick<App['config'], 'INTRANET_URL' | 'EXTENSION_GROUP_ID'>
  now: Date
  /** The person asked to be reminded; this is that reminder. */
  asked?: boolean
  sample?: boolean
}

/** Which card suits somebody with this registration. `before`: they were ready when the announcement reached them. */
export function variantFor(known: { done: boolean; ends_soon: boolean } | undefined, before: boolean): Variant {
  if (known?.done) return before ? 'ready' : 'finished'
  return known?.ends_soon ? 'ends_soon' : 'todo'
}

/** The address as people type it. */
export const typedAddress = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/$/, '')

/** The group that proves an extension: the wave's own, or the one for all; null where nobody can be given more time. */
export const extensionGroup = (facts: NoticeFacts, config: Reader['config']): string | null =>
  facts.extensionGroupId ?? config.EXTENSION_GROUP_ID ?? null

/** The person's wish for more time, as far as it is open. */
export function moreTimeOf({ extension }: NoticeFacts): Notice['moreTime'] {
  const state = extension?.state
  return extension && (state === 'asked' || state === 'approved' || state === 'granted') ? { state, until: extension.until_at } : null
}

/** What a person sees of an announcement, also of one that is only planned. */
type Said = Pick<Announcement, 'id' | 'kind' | 'content' | 'code' | 'corrected_at' | 'correction' | 'withdrawn_at' | 'withdrawn_why'>
/** Words of an admin in the reader's language, or in the one that there is. */
export const wordsIn = (words: Record<string, string> | null, language: string): string =>
  words?.[language] ?? Object.values(words ?? {})[0] ?? ''

function correctionOf({ corrected_at: at, correction }: Said, language: string): Notice['corrected'] {
  const text = wordsIn(correction, language)
  return at && text ? { at, text } : null
}

export function noticeFor(say: Say, announcement: Said, reader: Reader): CardMessage {
  const { content } = announcement
  const { facts, config, now } = reader
  const texts = content.texts[say.language] ?? Object.values(content.texts)[0]
  if (!texts) throw new Error(`Announcement ${announcement.id} has no texts.`)
  const notice: Notice = {
    ...texts,
    announcementId: announcement.id,
    kind: announcement.kind,
    about: facts.about,
    variant: reader.variant,
    endsLater: phoneMayEndLater(reader.person),
    givenName: reader.person.given_name ?? reader.person.name,
    at: facts.deadline,
    daysLeft: daysBetween(now, facts.deadline, say.timeZone),
    passed: facts.passed,
    held: facts.held,
    sender: content.sender,
    phone: content.phone,
    code: announcement.code,
    intranet: typedAddress(config.INTRANET_URL),
    registerAt: facts.registerAt,
    prompt: facts.prompt,
    moreTime: moreTimeOf(facts),
    mayAskTime: extensionGroup(facts, config) !== null,
    corrected: correctionOf(announcement, say.language),
    teamsUserId: reader.teamsUserId,
    asked: reader.asked ?? false,
    sample: reader.sample ?? false,
  }
  const { withdrawn_at: at, withdrawn_why: why } = announcement
  return at ? withdrawnCard(say, { at, why: wordsIn(why, say.language) }, notice) : announcementCard(say, notice)
}
