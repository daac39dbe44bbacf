/** What an admin does with announcements that go out: list, watch, pause, go on, stop. */
import { announceBoardCard, announceStopCard } from '../../cards/announce-board.ts'
import { announceListCard, listedEach } from '../../cards/announce-list.ts'
import { announceNoteCard } from '../../cards/announce-preview.ts'
import type { CardMessage } from '../../cards/card.ts'
import { findAnnouncement, listAnnouncements } from '../../services/announcements.ts'
import { countLedger } from '../../services/deliveries.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { boardOf, deadlineOf, whatOf } from './board.ts'
import { pauseStep, resumeStep, stopStep } from './steps.ts'

async function listOf(turn: Turn, page: number): Promise<CardMessage> {
  const { app, person, say } = turn
  const found = await listAnnouncements(app.db, person.id, { most: listedEach + 1, skip: page * listedEach })
  const announcements = await Promise.all(
    found.slice(0, listedEach).map(async one => {
      const counts = await countLedger(app.db, one.id)
      const sum = (some: typeof counts) => some.reduce((total, row) => total + row.count, 0)
      const delivered = sum(counts.filter(row => row.state === 'delivered'))
      const toReach = sum(counts.filter(row => row.state !== 'skipped'))
      return { announcementId: one.id, state: one.state, what: whatOf(one, say.language), deadline: deadlineOf(one), delivered, toReach }
    }),
  )
  return announceListCard(say, { announcements, page, more: found.length > listedEach })
}

export async function openAnnouncements(turn: Turn): Promise<Answer> {
  return { send: [{ message: await listOf(turn, 0) }] }
}

export async function boardCardOf(turn: Turn, id: string): Promise<CardMessage> {
  const { app, say, now } = turn
  const announcement = await findAnnouncement(app.db, id)
  if (!announcement) return announceNoteCard(say, { title: say('announce.moved_on'), body: say('announce.moved_on_body') })
  return announceBoardCard(say, await boardOf(app.db, announcement, { language: say.language, at: now }))
}

const byOf = ({ person, now }: Turn) => ({ personId: person.id, now })

async function goOn(turn: Turn, id: string): Promise<Answer> {
  const done = await resumeStep(turn.app, id, byOf(turn))
  return done ? { replace: await boardCardOf(turn, id) } : { tell: turn.say('announce.cannot_go_on') }
}

/** Asks once. In a message of its own: the card with the progress is edited all the time. */
async function askToStop(turn: Turn, id: string): Promise<Answer> {
  const { app, say } = turn
  const announcement = await findAnnouncement(app.db, id)
  if (!announcement) return { tell: say('announce.too_late_to_stop') }
  const { waiting } = await boardOf(app.db, announcement, { language: say.language, at: turn.now })
  const message = announceStopCard(say, { announcementId: id, waiting, paused: announcement.state === 'paused' })
  return { tell: say('announce.asked_below'), send: [{ message }] }
}

async function stopIt(turn: Turn, id: string): Promise<Answer> {
  const stopped = await stopStep(turn.app, id, byOf(turn))
  return stopped ? { replace: await boardCardOf(turn, id) } : { tell: turn.say('announce.too_late_to_stop') }
}

export const controlActions: ActionHandlers = {
  'announce.list': async (turn, { page }) => ({ replace: await listOf(turn, page) }),
  'announce.board': async (turn, { announcementId }) => ({ replace: await boardCardOf(turn, announcementId) }),
  'announce.pause': async (turn, { announcementId: id }) => {
    const paused = await pauseStep(turn.app, id, byOf(turn))
    return paused ? { replace: await boardCardOf(turn, id) } : { tell: turn.say('announce.too_late_to_stop') }
  },
  'announce.resume': (turn, { announcementId }) => goOn(turn, announcementId),
  'announce.stop': (turn, { announcementId }) => askToStop(turn, announcementId),
  'announce.stop_sure': (turn, { announcementId }) => stopIt(turn, announcementId),
}
