/** A wave on its way: the card that shows it, and what keeps that card true in the chats where it stands. */
import type { CardMessage } from '../../cards/card.ts'
import { type BoardStep, type StepState, type WaveBoard, waveBoardCard } from '../../cards/rollout-board.ts'
import { addressOf, findConversation } from '../../services/conversations.ts'
import { headCount } from '../../services/dry-run.ts'
import { findPerson } from '../../services/people.ts'
import { neverStarted, type StepRow, stepRows } from '../../services/wave-board.ts'
import { boardShown, type DueBoard, forgetBoard, takeDueBoards } from '../../services/wave-boards.ts'
import { type Planned, planOf, type Standing, standingOf } from '../../services/wave-plan.ts'
import { findWave, stepName, type Wave } from '../../services/waves.ts'
import type { Turn } from '../answer.ts'
import type { App } from '../app.ts'
import { sayTo } from '../say.ts'
import { daysOf, deliveredFrom } from './calendar.ts'
import { headOf, isFar, isUnderWay, verdictOf } from './head.ts'

/** As many names as are still a pleasure to read. */
const mostNames = 15

const unreached = new Set(['blocked', 'policy_blocked', 'not_installed', 'gone', 'failed'])
const waits = new Set(['queued', 'sending', 'retrying'])
type Counts = Pick<BoardStep, 'delivered' | 'waiting' | 'ready' | 'snoozed' | 'away' | 'unreachable'>

function partOf({ state, reason }: StepRow['counts'][number]): keyof Counts | null {
  if (state === 'delivered') return 'delivered'
  if (waits.has(state)) return 'waiting'
  if (unreached.has(state)) return 'unreachable'
  if (state !== 'skipped') return null
  if (reason === 'stopped') return 'snoozed'
  return reason === 'ready' || reason === 'snoozed' || reason === 'away' ? reason : null
}

function countsOf(row: StepRow | undefined): Counts {
  const counts: Counts = { delivered: 0, waiting: 0, ready: 0, snoozed: 0, away: 0, unreachable: 0 }
  if (row?.isTakenBack) return counts
  for (const one of row?.counts ?? []) {
    const part = partOf(one)
    if (part) counts[part] += one.count
  }
  return counts
}

const states: Partial<Record<StepRow['state'], StepState>> = { paused: 'paused', finished: 'sent', cancelled: 'stopped' }
const stateOf = (row: StepRow): StepState => (row.isTakenBack ? 'taken_back' : (states[row.state] ?? 'going'))

const goneOf = (rows: StepRow[]) => rows.filter(({ step }) => !step.includes('joined:'))

/** How a step stands that has not begun. */
function waitingState(wave: Wave, planned: Planned | undefined, { standing, now }: { standing: Standing; now: Date }): StepState {
  if (wave.state === 'cancelled') return 'stopped'
  if (standing.kind === 'held' && standing.step.name === planned?.name) return 'held'
  return planned && planned.at > now && standing.kind !== 'over' ? 'planned' : 'skipped'
}

/** The steps of the wave as they were planned, with what became of those that began. */
function stepsOf(wave: Wave, rows: StepRow[], now: Date): { steps: BoardStep[]; held: boolean } {
  const plan = planOf(wave)
  const standing = standingOf(wave, goneOf(rows), now)
  const steps = wave.cadence.map((step): BoardStep => {
    const row = rows.find(one => one.step === stepName(step))
    const planned = plan.find(one => one.name === stepName(step))
    const state = row ? stateOf(row) : waitingState(wave, planned, { standing, now })
    const at = row?.at ?? deliveredFrom(wave, planned?.at ?? wave.deadline_at)
    const days = planned ? daysOf(wave, planned) : step.days
    return { kind: step.kind, days, announcementId: row?.announcementId ?? null, state, at, ...countsOf(row) }
  })
  return { steps, held: standing.kind === 'held' && isUnderWay(wave) }
}

/** Messages to people who joined later, added up. */
function joinedOf(rows: StepRow[]): WaveBoard['joined'] {
  const counts = rows.filter(row => row.step.includes('joined:')).map(countsOf)
  if (counts.length === 0) return null
  const sum = (part: 'delivered' | 'waiting') => counts.reduce((total, one) => total + one[part], 0)
  return { delivered: sum('delivered'), waiting: sum('waiting') }
}

export async function boardOf(app: App, wave: Wave, now: Date): Promise<WaveBoard> {
  const { toReach: people, ready } = await headCount(app.db, { kind: 'wave', waveId: wave.id })
  const rows = await stepRows(app.db, wave.id)
  return {
    ...headOf(wave),
    people,
    ready,
    ...stepsOf(wave, rows, now),
    joined: joinedOf(rows),
    verdict: verdictOf(wave),
    isFar: isFar(wave, now),
    unstarted: rows.length ? await neverStarted(app.db, wave.id, mostNames) : { count: 0, names: [] },
    at: now,
  }
}

export const boardCardOf = async (turn: Turn, wave: Wave): Promise<CardMessage> =>
  waveBoardCard(turn.say, await boardOf(turn.app, wave, turn.now))

/** What a board shows, without the times of asking and counting: an edit is worth a request only when this changes. */
const fingerprint = ({ at: _, verdict: { at: __, ...verdict }, ...board }: WaveBoard): string => JSON.stringify({ ...board, verdict })

async function show(app: App, kept: DueBoard, { wave, now }: { wave: Wave; now: Date }): Promise<void> {
  const message = { personId: kept.person_id, activityId: kept.activity_id }
  const person = await findPerson(app.db, kept.person_id)
  const to = addressOf(await findConversation(app.db, kept.person_id))
  if (!person || !to) return forgetBoard(app.db, message)
  const board = await boardOf(app, wave, now)
  const print = fingerprint(board)
  if (print !== kept.shown) {
    const outcome = await app.messenger.update(to, kept.activity_id, waveBoardCard(sayTo(app, person), board))
    if (outcome.kind === 'message_gone') return forgetBoard(app.db, message)
    if (outcome.kind !== 'delivered' && outcome.kind !== 'failed') return
    await boardShown(app.db, kept, print)
  }
  if (kept.over) await forgetBoard(app.db, message)
}

/** Brings the cards of waves up to date; of a wave that is over once more. */
export async function sweepWaveBoards(app: App, now: Date): Promise<void> {
  for (const kept of await takeDueBoards(app.db, now)) {
    const wave = await findWave(app.db, kept.wave_id)
    if (wave) await show(app, kept, { wave, now })
  }
}
