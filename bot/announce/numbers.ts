/** The board in parts: by department, language or reason. */

import { announceNumbersCard, type By } from '../../cards/announce-numbers.ts'
import { announceNoteCard } from '../../cards/announce-preview.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { type Alike, countAlike, reasonOf, tally, tallyBy } from '../../services/board-numbers.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'

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

export const numbersActions: ActionHandlers = { 'announce.numbers': numbers }
