/** What is shown beside the card of a wave, as a message of its own, so that the card stays: one message's board, a file. */
import { execute } from '../../cards/actions.ts'
import { announceBoardCard } from '../../cards/announce-board.ts'
import { fileLinkCard } from '../../cards/file-link.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { boardOf } from '../announce/board.ts'
import type { Answer, Turn } from '../answer.ts'
import { linkTo } from '../api/downloads.ts'
import { movedOn } from './answers.ts'

export async function openStep(turn: Turn, announcementId: string): Promise<Answer> {
  const { app, say, now } = turn
  const announcement = await findAnnouncement(app.db, announcementId)
  if (!announcement) return movedOn(say)
  const board = await boardOf(app.db, announcement, { language: say.language, at: now })
  return { tell: say('rollout.step_below'), send: [{ message: announceBoardCard(say, board) }] }
}

export async function exportFile(turn: Turn, { waveId, file }: { waveId: string; file: 'deliveries' | 'never_started' }): Promise<Answer> {
  const { app, say, now, person } = turn
  const link = await linkTo(app, { personId: person.id, kind: `wave_${file}`, subjectId: waveId }, now)
  if (!link) return { tell: say('export.no_address') }
  const back = execute('rollout.wave', say('rollout.open_wave'), { waveId })
  return { tell: say('export.below'), send: [{ message: fileLinkCard(say, { file, back, ...link }) }] }
}
