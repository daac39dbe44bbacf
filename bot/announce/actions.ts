/** What an admin does with announcements: write, preview, test, send, watch, stop. */

import { announceBoardCard } from '../../cards/announce-board.ts'
import { announceFormCard, type FormValues } from '../../cards/announce-form.ts'
import { announceListCard } from '../../cards/announce-list.ts'
import { announceNoteCard, announcePreviewCard } from '../../cards/announce-preview.ts'
import type { CardMessage } from '../../cards/card.ts'
import { type Language, languageOf, languages, type Say, speak } from '../../cards/texts/translate.ts'
import {
  type Announcement,
  confirm,
  discardDraft,
  findAnnouncement,
  listAnnouncements,
  saveDraft,
  stop,
} from '../../services/announcements.ts'
import { readMembers } from '../../services/audiences.ts'
import { record } from '../../services/audit.ts'
import { transaction } from '../../services/db/database.ts'
import { countLedger } from '../../services/deliveries.ts'
import { excludedNames, headCount } from '../../services/dry-run.ts'
import { readNoticeFacts } from '../../services/notice-facts.ts'
import { spacingMs } from '../../services/pace.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { noticeFor } from '../notices/notice.ts'
import { boardOf } from './board.ts'
import { emptyForm, formOf, readForm, toDraft } from './form.ts'

async function zones(turn: Turn, values: FormValues): Promise<string[]> {
  const rows = await turn.app.db.selectFrom('people').select('time_zone').distinct().where('time_zone', 'is not', null).limit(40).execute()
  return [...new Set([values.zone, turn.app.config.DEFAULT_TIME_ZONE, ...rows.map(row => row.time_zone as string)])].filter(Boolean).sort()
}

async function formAnswer(
  turn: Turn,
  values: FormValues,
  more: { problems?: string[]; announcementId?: string } = {},
): Promise<CardMessage> {
  const form = { values, zones: await zones(turn, values), problems: more.problems ?? [] }
  return announceFormCard(turn.say, more.announcementId ? { ...form, announcementId: more.announcementId } : form)
}

/** The form as a new message: for the typed command and the menu. */
export async function openAnnounceForm(turn: Turn): Promise<Answer> {
  return { send: [{ message: await formAnswer(turn, { ...emptyForm(turn.app, turn.now), sender: turn.person.name }) }] }
}

export async function openAnnouncements(turn: Turn): Promise<Answer> {
  return { send: [{ message: await listOf(turn) }] }
}

function audienceName(say: Say, announcement: Announcement): string {
  const { audience } = announcement
  return 'name' in audience ? audience.name : say(audience.kind === 'everyone' ? 'announce.everyone' : 'announce.not_ready')
}

const otherLanguage = (language: Language): Language => languages.find(other => other !== language) ?? language

/** As many names per reason as are still a pleasure to read. */
const namesEach = 15

async function previewOf(turn: Turn, announcement: Announcement): Promise<CardMessage> {
  const { app, say } = turn
  await readMembers(app.db, app.directory, announcement.audience)
  const heads = await headCount(app.db, announcement.audience)
  const names = await excludedNames(app.db, announcement.audience, namesEach)
  return announcePreviewCard(say, {
    announcementId: announcement.id,
    otherLanguage: otherLanguage(say.language),
    audience: audienceName(say, announcement),
    ...heads,
    excluded: heads.excluded.map(one => ({ ...one, names: names.find(({ reason }) => reason === one.reason)?.names ?? [] })),
    sendAt: announcement.send_at,
    minutes: Math.max(1, Math.ceil((heads.toReach * spacingMs) / 60_000)),
  })
}

/** Exactly what an employee will see, in `language`, with buttons that only say so. */
async function sampleOf(turn: Turn, announcement: Announcement, language: Language): Promise<CardMessage> {
  const { app, person, now } = turn
  const say = speak(language, turn.say.timeZone)
  const facts = (await readNoticeFacts(app.db, [announcement], [person.id]))(announcement, person.id)
  return noticeFor(say, announcement, { person, teamsUserId: null, variant: 'todo', facts, config: app.config, now, sample: true })
}

const movedOn = (say: Say): Answer => ({
  replace: announceNoteCard(say, { title: say('announce.moved_on'), body: say('announce.moved_on_body') }),
})

async function listOf(turn: Turn): Promise<CardMessage> {
  const announcements = await listAnnouncements(turn.app.db, turn.person.id, 5)
  const listed = await Promise.all(
    announcements.map(async one => {
      const counts = await countLedger(turn.app.db, one.id)
      const sum = (some: typeof counts) => some.reduce((total, row) => total + row.count, 0)
      const delivered = sum(counts.filter(row => row.state === 'delivered'))
      const toReach = sum(counts.filter(row => row.state !== 'skipped'))
      const what = (one.content.texts[turn.say.language] ?? Object.values(one.content.texts)[0])?.what ?? ''
      return { announcementId: one.id, state: one.state, what, deadline: one.deadline_at, delivered, toReach }
    }),
  )
  return announceListCard(turn.say, listed)
}

async function draftOf(turn: Turn, id: string): Promise<Announcement | null> {
  const found = await findAnnouncement(turn.app.db, id)
  return found?.state === 'draft' && found.author_id === turn.person.id ? found : null
}

async function preview(turn: Turn, payload: Record<string, unknown>): Promise<Answer> {
  const { app, say, now, person } = turn
  const values = readForm(payload)
  const id = typeof payload.announcementId === 'string' ? payload.announcementId : undefined
  const draft = await toDraft(app, say, values, now)
  if (Array.isArray(draft)) return { replace: await formAnswer(turn, values, { problems: draft, ...(id ? { announcementId: id } : {}) }) }
  const saved = await saveDraft(app.db, draft, { authorId: person.id, now, ...(id ? { id } : {}) })
  const announcement = saved ? await findAnnouncement(app.db, saved) : null
  if (!announcement) return movedOn(say)
  return { replace: await previewOf(turn, announcement), send: [{ message: await sampleOf(turn, announcement, say.language) }] }
}

async function send(turn: Turn, id: string, activityId: string | null): Promise<Answer> {
  const { app, say, now, person } = turn
  const draft = await draftOf(turn, id)
  if (!draft) return movedOn(say)
  // A preview may lie in the chat for days.
  const late = draft.deadline_at <= now || (draft.send_at !== null && draft.send_at <= now)
  if (late) {
    const problem = say(draft.deadline_at <= now ? 'announce.problem_date' : 'announce.problem_send')
    return { replace: await formAnswer(turn, formOf(draft), { problems: [problem], announcementId: id }) }
  }
  const state = await transaction(app.db, async tx => {
    const confirmed = await confirm(tx, app.jobs, id, now)
    if (!confirmed) return null
    const board = { board_conversation_id: turn.sender.conversationId, board_activity_id: activityId }
    await tx.updateTable('announcements').set(board).where('id', '=', id).execute()
    const subject = `announcement:${id}`
    await record(tx, { at: now, actorId: person.id, action: 'announcement.confirmed', subject, details: { state: confirmed } })
    return confirmed
  })
  if (!state) return movedOn(say)
  return { replace: await boardCardOf(turn, id) }
}

async function boardCardOf(turn: Turn, id: string): Promise<CardMessage> {
  const announcement = await findAnnouncement(turn.app.db, id)
  if (!announcement) return announceNoteCard(turn.say, { title: turn.say('announce.moved_on'), body: turn.say('announce.moved_on_body') })
  return announceBoardCard(turn.say, await boardOf(turn.app.db, announcement, turn.say.language, turn.now))
}

export const announceActions: ActionHandlers = {
  'announce.form': openAnnounceForm,
  'announce.list': async turn => ({ replace: await listOf(turn) }),
  'announce.preview': (turn, data) => preview(turn, data),
  'announce.edit': async (turn, { announcementId }) => {
    const draft = await draftOf(turn, announcementId)
    return draft ? { replace: await formAnswer(turn, formOf(draft), { announcementId }) } : movedOn(turn.say)
  },
  'announce.show': async (turn, { announcementId, language }) => {
    const draft = await draftOf(turn, announcementId)
    if (!draft) return movedOn(turn.say)
    return {
      replace: await previewOf(turn, draft),
      send: [{ message: await sampleOf(turn, draft, languageOf(language) ?? turn.say.language) }],
    }
  },
  'announce.sample': async turn => ({ tell: turn.say('announce.only_sample') }),
  'announce.test': async (turn, { announcementId }) => {
    const draft = await draftOf(turn, announcementId)
    return draft
      ? { tell: turn.say('announce.test_sent'), send: [{ message: { ...(await sampleOf(turn, draft, turn.say.language)), alert: true } }] }
      : movedOn(turn.say)
  },
  'announce.confirm': (turn, { announcementId }, activityId) => send(turn, announcementId, activityId),
  'announce.discard': async (turn, { announcementId }) => {
    const { say } = turn
    if (!(await discardDraft(turn.app.db, announcementId, turn.person.id))) return movedOn(say)
    return { replace: announceNoteCard(say, { title: say('announce.discarded'), body: say('announce.discarded_body') }) }
  },
  'announce.board': async (turn, { announcementId }) => ({ replace: await boardCardOf(turn, announcementId) }),
  'announce.stop': async (turn, { announcementId }) => {
    const { app, now, person, say } = turn
    const stopped = await transaction(app.db, async tx => {
      const done = await stop(tx, announcementId, now)
      if (done) await record(tx, { at: now, actorId: person.id, action: 'announcement.stopped', subject: `announcement:${announcementId}` })
      return done
    })
    return stopped ? { replace: await boardCardOf(turn, announcementId) } : { tell: say('announce.too_late_to_stop') }
  },
}
