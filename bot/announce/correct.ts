/** Correct, take back and repair what was delivered. */
import { announceCorrectCard, announceEmailsCard, announceWithdrawCard, type WithdrawForm } from '../../cards/announce-correct.ts'
import type { CardMessage } from '../../cards/card.ts'
import { reasonName } from '../../cards/reasons.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { approversOf } from '../../services/approvals.ts'
import { record } from '../../services/audit.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { applyCorrection, type Correction, propose, takeCorrectionBack, waitingCorrection, withdraw } from '../../services/corrections.ts'
import { transaction } from '../../services/db/database.ts'
import { unreachedPeople } from '../../services/repairs.ts'
import { resendFailed } from '../../services/resend.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { boardOf } from './board.ts'
import { boardCardOf } from './control.ts'
import { contentOf, flatSlots, readReason, readSlots, reasonProblems, slotProblems } from './slots.ts'

const outNow = ['expanding', 'running', 'paused', 'finished', 'cancelled']

interface Delivered {
  announcement: Announcement
  delivered: number
  waiting: number
  /** More people see the new words than one admin may decide on alone. */
  needsApproval: boolean
}

async function find(turn: Turn, id: string): Promise<Delivered | null> {
  const { app, say, now } = turn
  const announcement = await findAnnouncement(app.db, id)
  if (!announcement || announcement.withdrawn_at || !outNow.includes(announcement.state)) return null
  const { delivered, waiting } = await boardOf(app.db, announcement, { language: say.language, at: now })
  return { announcement, delivered, waiting, needsApproval: delivered + waiting > app.config.APPROVAL_ABOVE }
}

/** A correction of one's own that waits is taken back by opening the form: what was asked must be what is approved. */
async function ownAgain(turn: Turn, waiting: Correction): Promise<boolean> {
  const { app, now, person } = turn
  return transaction(app.db, async tx => {
    if (!(await takeCorrectionBack(tx, waiting.id, person.id))) return false
    await app.jobs.enqueue(tx, 'approval-cards', { kind: 'correction', id: waiting.id })
    await record(tx, { at: now, actorId: person.id, action: 'correction.taken_back', subject: `correction:${waiting.id}` })
    return true
  })
}

interface Given {
  texts: Record<string, string>
  reason: Record<string, string>
  problems?: string[]
}

function formFor(turn: Turn, found: Delivered, given: Given): CardMessage {
  const { announcement, delivered, needsApproval } = found
  const form = { announcementId: announcement.id, delivered, needsApproval, problems: [], ...given }
  return announceCorrectCard(turn.say, form)
}

function withdrawForm(turn: Turn, found: Delivered, given: Pick<WithdrawForm, 'how' | 'reason' | 'problems'>): CardMessage {
  const { announcement, delivered, waiting } = found
  return announceWithdrawCard(turn.say, { announcementId: announcement.id, delivered, waiting, ...given })
}

async function openForm(turn: Turn, id: string): Promise<Answer> {
  const { app, say } = turn
  const found = await find(turn, id)
  if (!found) return { tell: say('correct.too_late') }
  const waiting = await waitingCorrection(app.db, id)
  if (waiting && !(await ownAgain(turn, waiting))) return { tell: say('correct.other_waits') }
  const content = waiting?.content ?? found.announcement.content
  const form = formFor(turn, found, { texts: flatSlots(content), reason: waiting?.reason ?? {} })
  return { tell: say('announce.asked_below'), send: [{ message: form }] }
}

async function problemsWith(turn: Turn, found: Delivered, { content, reason }: Pick<Correction, 'content' | 'reason'>): Promise<string[]> {
  const { app, person, say } = turn
  const { audience } = found.announcement
  const before = flatSlots(found.announcement.content)
  const after = flatSlots(content)
  const same = Object.keys(after).every(key => after[key] === before[key])
  const outside = await outsideLimit(app.db, person.id, audience)
  const askable =
    found.needsApproval && !outside ? await approversOf(app.db, app.config.ADMIN_GROUP_ID, { authorId: person.id, audience }) : []
  return [
    ...slotProblems(app, say, after, found.announcement.kind === 'security' ? 'security' : 'announcement'),
    ...reasonProblems(app, say, reason),
    ...(same ? [say('correct.nothing_changed')] : []),
    ...(outside ? [say('preview.outside', { count: outside })] : []),
    ...(found.needsApproval && !outside && askable.length === 0 ? [say('preview.no_approver', { above: app.config.APPROVAL_ABOVE })] : []),
  ]
}

async function correct(turn: Turn, id: string, payload: Record<string, unknown>): Promise<Answer> {
  const { app, now, person, say } = turn
  const found = await find(turn, id)
  if (!found) return { tell: say('correct.too_late') }
  const texts = readSlots(payload)
  const reason = readReason(payload)
  const content = contentOf({ ...found.announcement.content, texts })
  const problems = await problemsWith(turn, found, { content, reason })
  if (problems.length) return { replace: formFor(turn, found, { texts, reason, problems }) }
  const kept = await transaction(app.db, async tx => {
    const correction = await propose(tx, { announcementId: id, content, reason, authorId: person.id, now })
    if (!correction) return false
    if (found.needsApproval) await app.jobs.enqueue(tx, 'approval-cards', { kind: 'correction', id: correction })
    else await applyCorrection(tx, correction, now)
    const action = found.needsApproval ? 'correction.approval_asked' : 'announcement.corrected'
    await record(tx, { at: now, actorId: person.id, action, subject: `announcement:${id}`, details: { correction } })
    return true
  })
  return kept ? { replace: await boardCardOf(turn, id) } : { tell: say('correct.other_waits') }
}

interface TakingBack {
  announcementId: string
  how: 'note' | 'delete'
}

async function takeBack(turn: Turn, { announcementId: id, how }: TakingBack, why: Record<string, string>): Promise<Answer> {
  const { app, now, person, say } = turn
  const found = await find(turn, id)
  if (!found) return { tell: say('correct.too_late') }
  const problems = reasonProblems(app, say, why)
  if (problems.length) return { replace: withdrawForm(turn, found, { how, reason: why, problems }) }
  const waiting = await waitingCorrection(app.db, id)
  const taken = await transaction(app.db, async tx => {
    if (!(await withdraw(tx, { id, how, why, now }))) return false
    if (waiting) await app.jobs.enqueue(tx, 'approval-cards', { kind: 'correction', id: waiting.id })
    await record(tx, { at: now, actorId: person.id, action: 'announcement.withdrawn', subject: `announcement:${id}`, details: { how } })
    return true
  })
  return taken ? { replace: await boardCardOf(turn, id) } : { tell: say('correct.too_late') }
}

async function resend(turn: Turn, id: string): Promise<Answer> {
  const { app, now, person, say } = turn
  const count = await transaction(app.db, async tx => {
    const people = await resendFailed(tx, id, now)
    if (people)
      await record(tx, { at: now, actorId: person.id, action: 'announcement.resent', subject: `announcement:${id}`, details: { people } })
    return people
  })
  return count ? { replace: await boardCardOf(turn, id) } : { tell: say('repair.nobody') }
}

/** As many as are still a pleasure to read on one card. */
const emailsEach = 50

async function emails(turn: Turn, { announcementId, page }: { announcementId: string; page: number }): Promise<Answer> {
  const { app, now, person, say } = turn
  const { people, total } = await unreachedPeople(app.db, announcementId, { most: emailsEach, skip: page * emailsEach })
  const subject = `announcement:${announcementId}`
  await transaction(app.db, tx =>
    record(tx, { at: now, actorId: person.id, action: 'announcement.emails_read', subject, details: { page, total } }),
  )
  const message = announceEmailsCard(say, {
    announcementId,
    people: people.map(({ name, mail, state }) => ({ name, mail, why: reasonName(say, state) })),
    total,
    page,
    more: total > (page + 1) * emailsEach,
  })
  return { tell: say('announce.asked_below'), send: [{ message }] }
}

export const correctActions: ActionHandlers = {
  'announce.correct': (turn, { announcementId }) => openForm(turn, announcementId),
  'announce.corrected': (turn, data) => correct(turn, data.announcementId, data),
  'announce.withdraw': async (turn, { announcementId }) => {
    const found = await find(turn, announcementId)
    if (!found) return { tell: turn.say('correct.too_late') }
    const message = withdrawForm(turn, found, { how: 'note', reason: {}, problems: [] })
    return { tell: turn.say('announce.asked_below'), send: [{ message }] }
  },
  'announce.withdrawn': (turn, data) => takeBack(turn, data, readReason(data)),
  'announce.resend': (turn, { announcementId }) => resend(turn, announcementId),
  'announce.emails': (turn, data) => emails(turn, data),
}
