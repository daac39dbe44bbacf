/**
 * The broadcasts as the pages show them. What was read serves everybody for a few seconds, so that many readers (or somebody who tries
 * addresses) cost the database one question. Hidden state: what was read last, and when.
 */
import { noticeTitle, warningTitle } from '../../cards/announcement-body.ts'
import { languages, type Say, speak } from '../../cards/texts/translate.ts'
import type { Broadcast, BroadcastTexts, Organisation, Passage } from '../../pages/data.ts'
import { trusted } from '../../pages/html.ts'
import type { Announcement } from '../../services/announcements.ts'
import type { Audience } from '../../services/audiences.ts'
import { sentBroadcasts, slugOf } from '../../services/broadcasts.ts'
import { toHtml, toPlain } from '../../services/markdown.ts'
import { type NoticeFacts, readNoticeFacts } from '../../services/notice-facts.ts'
import type { App } from '../app.ts'
import type { Config } from '../config.ts'
import { typedAddress, wordsIn } from '../notices/notice.ts'

const year = 365 * 24 * 3600_000
const freshMs = 5_000
const most = 300

/** Nothing where nothing was written. */
const passage = (label: string | null, text: string): Passage[] =>
  text ? [{ label, html: trusted(toHtml(text)), plain: toPlain(text) }] : []

/** Beside a card, "press Another way" makes sense; on paper and in an e-mail the way leads to the helpdesk. */
function alternativeOutside(say: Say, text: string): string {
  if (text === say('announce.suggest_alternative_key')) return say('outside.alternative_key')
  return text === say('announce.suggest_alternative') ? say('outside.alternative') : text
}

function textsOf(say: Say, { content, id }: Announcement) {
  const texts = content.texts[say.language] ?? Object.values(content.texts)[0]
  if (!texts) throw new Error(`Announcement ${id} has no texts.`)
  return texts
}

/** The title in somebody's language and zone, as plain text; `at` is the moment that counts for them. */
export function plainTitle(say: Say, announcement: Announcement, { at, passed }: { at: Date; passed: boolean }): string {
  const { what } = textsOf(say, announcement)
  if (announcement.kind === 'security') return toPlain(warningTitle(what))
  return toPlain(noticeTitle(say, { at, what }, passed ? 'announcement.title_since' : 'announcement.title'))
}

/** Where the wave's people may register, when not everywhere. */
const where = (say: Say, registerAt: NoticeFacts['registerAt']): string =>
  registerAt === null || registerAt === 'anywhere' ? '' : say(`announcement.register_${registerAt}`)

function textsFor(say: Say, announcement: Announcement, registerAt: NoticeFacts['registerAt']): BroadcastTexts {
  const { why, otherwise, alternative, extra, hours } = textsOf(say, announcement)
  /** A warning is read as it was written. */
  const label = (text: string) => (announcement.kind === 'security' ? null : text)
  return {
    title: plainTitle(say, announcement, { at: announcement.deadline_at, passed: announcement.kind === 'rescue' }),
    passages: [
      ...passage(label(say('page.why')), why),
      ...passage(label(say('page.otherwise')), otherwise),
      ...passage(null, where(say, registerAt)),
      ...passage(label(say('page.alternative')), alternativeOutside(say, alternative)),
      ...passage(null, extra),
    ],
    hours: toPlain(hours),
    correction: toPlain(wordsIn(announcement.correction, say.language)),
    withdrawnWhy: toPlain(wordsIn(announcement.withdrawn_why, say.language)),
  }
}

/** In general words: a name of a person or a group tells strangers more than they need. */
function audienceOf({ kind }: Audience): Broadcast['audience'] {
  if (kind === 'everyone' || kind === 'not_ready') return kind
  return kind === 'person' ? 'one' : 'part'
}

export function broadcastOf(announcement: Announcement, registerAt: NoticeFacts['registerAt'] = null): Broadcast {
  const { code, kind, audience, content, deadline_at, time_zone } = announcement
  const texts = Object.fromEntries(languages.map(language => [language, textsFor(speak(language, time_zone), announcement, registerAt)]))
  return {
    slug: slugOf(announcement),
    code,
    kind,
    audience: audienceOf(audience),
    sender: toPlain(content.sender),
    phone: toPlain(content.phone),
    deadline: deadline_at,
    timeZone: time_zone,
    sentAt: announcement.first_sent_at ?? announcement.created_at,
    correctedAt: announcement.corrected_at,
    withdrawnAt: announcement.withdrawn_at,
    texts: texts as Broadcast['texts'],
  }
}

export const organisationOf = (config: Config): Organisation => ({
  name: config.ORGANISATION_NAME,
  intranet: typedAddress(config.INTRANET_URL),
  phone: config.HELPDESK_PHONE,
  place: config.HELPDESK_PLACE,
  opens: config.HELPDESK_OPENS,
  closes: config.HELPDESK_CLOSES,
  root: config.PUBLIC_URL ?? '',
})

async function readBroadcasts(app: App, now: Date): Promise<Broadcast[]> {
  const sent = await sentBroadcasts(app.db, new Date(now.getTime() - year), most)
  const factsOf = await readNoticeFacts(app.db, sent, [], now)
  return sent.map(one => broadcastOf(one, factsOf(one, '').registerAt))
}

export type Library = () => Promise<Broadcast[]>

/** All broadcasts of the last year, newest first. */
export function openLibrary(app: App): Library {
  let read: { at: number; broadcasts: Promise<Broadcast[]> } | null = null
  return () => {
    const now = app.clock.now()
    if (read && now.getTime() - read.at < freshMs) return read.broadcasts
    const broadcasts = readBroadcasts(app, now)
    read = { at: now.getTime(), broadcasts }
    broadcasts.catch(() => {
      read = null
    })
    return broadcasts
  }
}
