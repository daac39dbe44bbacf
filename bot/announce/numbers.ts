/** The board in parts: by department, language or reason. */

import { execute } from '../../cards/actions.ts'
import { announceNumbersCard, type By } from '../../cards/announce-numbers.ts'
import { announceNoteCard } from '../../cards/announce-preview.ts'
import { fileLinkCard } from '../../cards/file-link.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { type Alike, countAlike, reasonOf, tally, tallyBy } from '../../services/board-numbers.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { linkTo } from '../api/downloads.ts'

const keys: Record<By, (row: Alike) => string | null> = {
  department: row => row.department,
  language: row => row.language,
  reason: reasonOf,
}

async function numbers({ app, say, now }: Turn, { announcementId, by }: { announcementId: string; by: By }): Promise<Answer> {
  const found = await findAnnouncement(app.db, announcementId)
  if (!found || found.state === 'draft')
    return { replace: announceNoteCard(say, { title: say('announce.moved_on'), body: say('announce.moved_on_body') }) }
  const rows = await countAlike(app.db, [announcementId])
  return { replace: announceNumbersCard(say, { announcementId, by, total: tally(rows), parts: tallyBy(rows, keys[by]), at: now }) }
}

/** In a message of its own: the link ends, the card with the numbers stays. */
async function exported(
  { app, say, now, person }: Turn,
  { announcementId, file }: { announcementId: string; file: 'deliveries' | 'unreachable' },
): Promise<Answer> {
  const link = await linkTo(app, { personId: person.id, kind: `announcement_${file}`, subjectId: announcementId }, now)
  if (!link) return { tell: say('export.no_address') }
  const back = execute('announce.board', say('common.back'), { announcementId })
  return { tell: say('export.below'), send: [{ message: fileLinkCard(say, { file, back, ...link }) }] }
}

export const numbersActions: ActionHandlers = { 'announce.numbers': numbers, 'announce.export': exported }
