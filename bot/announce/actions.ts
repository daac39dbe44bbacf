/** What an admin does with a draft: write, preview, test, and send it or ask a colleague to approve it. */
import { announceFormCard, type FormValues } from '../../cards/announce-form.ts'
import { announceNoteCard } from '../../cards/announce-preview.ts'
import type { CardMessage } from '../../cards/card.ts'
import { languageOf } from '../../cards/texts/translate.ts'
import { type Announcement, discardDraft, findAnnouncement, saveDraft } from '../../services/announcements.ts'
import { readMembers } from '../../services/audiences.ts'
import { record } from '../../services/audit.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { transaction } from '../../services/db/database.ts'
import { headCount } from '../../services/dry-run.ts'
import { askApproval, confirm, prepare, takeBack } from '../../services/sending.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { boardCardOf } from './control.ts'
import { emptyForm, forItsKind, formOf, readForm, toDraft } from './form.ts'
import { approvalForDraft, movedOn, previewOf, sampleOf } from './preview.ts'
import { zonesFor } from './zones.ts'

async function formAnswer(
  turn: Turn,
  values: FormValues,
  more: { problems?: string[]; announcementId?: string } = {},
): Promise<CardMessage> {
  const form = { values, zones: await zonesFor(turn.app, values.zone), problems: more.problems ?? [] }
  return announceFormCard(turn.say, more.announcementId ? { ...form, announcementId: more.announcementId } : form)
}

/** The form as a new message: for the typed command and the menu. */
export async function openAnnounceForm(turn: Turn): Promise<Answer> {
  return { send: [{ message: await formAnswer(turn, { ...emptyForm(turn.app, turn.now), sender: turn.person.name }) }] }
}

async function draftOf(turn: Turn, id: string): Promise<Announcement | null> {
  const found = await findAnnouncement(turn.app.db, id)
  return found?.state === 'draft' && found.author_id === turn.person.id ? found : null
}

async function preview(turn: Turn, payload: Record<string, unknown>): Promise<Answer> {
  const { app, say, now, person } = turn
  const values = forItsKind(app, readForm(payload))
  const id = typeof payload.announcementId === 'string' ? payload.announcementId : undefined
  const draft = await toDraft(app, say, values, now)
  if (Array.isArray(draft)) return { replace: await formAnswer(turn, values, { problems: draft, ...(id ? { announcementId: id } : {}) }) }
  const saved = await saveDraft(app.db, draft, { authorId: person.id, now, ...(id ? { id } : {}) })
  const announcement = saved ? await findAnnouncement(app.db, saved) : null
  if (!announcement) return movedOn(say)
  return { replace: await previewOf(turn, announcement), send: [{ message: await sampleOf(turn, announcement, say.language) }] }
}

/** Who may decide: nobody above a limit, a colleague where many people get it, else the author alone. */
async function gate(turn: Turn, draft: Announcement): Promise<{ people: number; open: boolean; approval: boolean }> {
  const { app, person, now } = turn
  await readMembers(app.db, app.directory, draft.audience)
  const { toReach: people } = await headCount(app.db, draft.audience)
  const outside = await outsideLimit(app.db, person.id, draft.audience)
  const subject = `announcement:${draft.id}`
  const details = { why: 'author_limit', people: outside }
  if (outside) await transaction(app.db, tx => record(tx, { at: now, actorId: person.id, action: 'refused', subject, details }))
  const approval = await approvalForDraft(app, draft, now)
  return { people, open: people > 0 && !outside && approval?.approvers !== 0, approval: approval !== null }
}

/** Sets the draft going, or has it approved first. Gives the new state; null when somebody was faster. */
async function setGoing(turn: Turn, id: string, { people, approval }: { people: number; approval: boolean }, activityId: string | null) {
  const { app, now, person } = turn
  return transaction(app.db, async tx => {
    const asked = approval && (await askApproval(tx, id, { authorId: person.id, now }))
    const confirmed = approval ? null : await confirm(tx, app.jobs, { id, from: 'draft', now })
    if (!asked && !confirmed) return null
    await prepare(tx, id, people)
    const board = { board_conversation_id: turn.sender.conversationId, board_activity_id: activityId, board_shown: null }
    await tx.updateTable('announcements').set(board).where('id', '=', id).execute()
    if (asked) await app.jobs.enqueue(tx, 'approval-cards', { kind: 'announcement', id })
    const action = asked ? 'announcement.approval_asked' : 'announcement.confirmed'
    await record(tx, { at: now, actorId: person.id, action, subject: `announcement:${id}`, details: { people, state: confirmed } })
    return confirmed ?? 'awaiting_approval'
  })
}

async function send(turn: Turn, id: string, activityId: string | null): Promise<Answer> {
  const { say, now } = turn
  const draft = await draftOf(turn, id)
  if (!draft) return movedOn(say)
  // A preview may lie in the chat for days.
  const late = draft.deadline_at <= now || (draft.send_at !== null && draft.send_at <= now)
  if (late) {
    const problem = say(draft.deadline_at <= now ? 'announce.problem_date' : 'announce.problem_send')
    return { replace: await formAnswer(turn, formOf(draft), { problems: [problem], announcementId: id }) }
  }
  const { open, ...decided } = await gate(turn, draft)
  if (!open) return { replace: await previewOf(turn, draft) }
  const state = await setGoing(turn, id, decided, activityId)
  return state ? { replace: await boardCardOf(turn, id) } : movedOn(say)
}

/** A draft to go on with; what waits for approval is taken back first, because what was approved must be what goes out. */
async function reopened(turn: Turn, id: string): Promise<Announcement | null> {
  const { app, now, person } = turn
  await transaction(app.db, async tx => {
    if (!(await takeBack(tx, id, person.id))) return
    await app.jobs.enqueue(tx, 'approval-cards', { kind: 'announcement', id })
    await record(tx, { at: now, actorId: person.id, action: 'announcement.taken_back', subject: `announcement:${id}` })
  })
  const draft = await draftOf(turn, id)
  if (draft) await app.db.updateTable('announcements').set({ board_activity_id: null }).where('id', '=', id).execute()
  return draft
}

export const announceActions: ActionHandlers = {
  'announce.form': openAnnounceForm,
  'announce.preview': (turn, data) => preview(turn, data),
  'announce.edit': async (turn, { announcementId }) => {
    const draft = await reopened(turn, announcementId)
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
}
