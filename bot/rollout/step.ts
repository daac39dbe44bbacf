/** One message of a wave: its own board, as a message of its own, so that the card of the wave stays. */
import { announceBoardCard } from '../../cards/announce-board.ts'
import { findAnnouncement } from '../../services/announcements.ts'
import { boardOf } from '../announce/board.ts'
import type { Answer, Turn } from '../answer.ts'
import { movedOn } from './answers.ts'

export async function openStep(turn: Turn, announcementId: string): Promise<Answer> {
  const { app, say, now } = turn
  const announcement = await findAnnouncement(app.db, announcementId)
  if (!announcement) return movedOn(say)
  const board = await boardOf(app.db, announcement, { language: say.language, at: now })
  return { tell: say('rollout.step_below'), send: [{ message: announceBoardCard(say, board) }] }
}
