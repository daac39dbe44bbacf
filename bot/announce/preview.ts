/** What an admin sees of a draft before anything goes out, and exactly what an employee would see of it. */
import { announceNoteCard, announcePreviewCard, type Preview } from '../../cards/announce-preview.ts'
import type { CardMessage } from '../../cards/card.ts'
import { type Language, languages, type Say, speak } from '../../cards/texts/translate.ts'
import type { Announcement } from '../../services/announcements.ts'
import { approversOf } from '../../services/approvals.ts'
import type { Audience } from '../../services/audiences.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { peopleOf } from '../../services/four-eyes.ts'
import { readNoticeFacts } from '../../services/notice-facts.ts'
import type { Answer, Turn } from '../answer.ts'
import type { App } from '../app.ts'
import { noticeFor } from '../notices/notice.ts'
import { dryRunOf } from './dry-run.ts'

/** Whether more people get it than one admin may decide on alone, and how many colleagues could be asked. */
export async function approvalFor(
  app: App,
  { authorId, audience, people }: { authorId: string; audience: Audience; people: number },
): Promise<Preview['approval']> {
  const above = app.config.APPROVAL_ABOVE
  if (people <= above) return null
  return { above, approvers: (await approversOf(app.db, app.config.ADMIN_GROUP_ID, { authorId, audience })).length }
}

/** The same of an announcement: with it, the author's others of the last 24 hours count, so that splitting an audience changes nothing. */
export async function approvalForDraft(
  app: App,
  { id, author_id: authorId, audience }: Announcement,
  now: Date,
): Promise<Preview['approval']> {
  const { own, together } = await peopleOf(app.db, { authorId, audience, announcementId: id, now })
  const approval = own > 0 ? await approvalFor(app, { authorId, audience, people: together }) : null
  return approval && { ...approval, together: own > approval.above ? null : together }
}

const otherLanguage = (language: Language): Language => languages.find(other => other !== language) ?? language

export async function previewOf(turn: Turn, announcement: Announcement): Promise<CardMessage> {
  const { app, say, now, person } = turn
  const { audience, send_at: sendAt } = announcement
  const run = await dryRunOf(app, say, { audience, startsAt: sendAt ?? now, hours: null })
  return announcePreviewCard(say, {
    announcementId: announcement.id,
    otherLanguage: otherLanguage(say.language),
    run,
    code: announcement.code,
    security: announcement.kind === 'security',
    sendAt,
    approval: await approvalForDraft(app, announcement, now),
    outside: await outsideLimit(app.db, person.id, audience),
  })
}

/** Exactly what an employee will see, in `language`, with buttons that only say so. */
export async function sampleOf(turn: Turn, announcement: Announcement, language: Language): Promise<CardMessage> {
  const { app, person, now } = turn
  const say = speak(language, turn.say.timeZone)
  const facts = (await readNoticeFacts(app.db, [announcement], [person.id], now))(announcement, person.id)
  return noticeFor(say, announcement, { person, teamsUserId: null, variant: 'todo', facts, config: app.config, now, sample: true })
}

export const movedOn = (say: Say): Answer => ({
  replace: announceNoteCard(say, { title: say('announce.moved_on'), body: say('announce.moved_on_body') }),
})
