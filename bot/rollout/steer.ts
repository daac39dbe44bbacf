/** A wave from its start to its end: start, pause, go on, stop, the day-0 notice, another date. */
import { anywayCard, stopWaveCard, waveDateCard } from '../../cards/rollout-steer.ts'
import { readMembers } from '../../services/audiences.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { type Tx, transaction } from '../../services/db/database.ts'
import { checkEnforcement } from '../../services/enforcement.ts'
import { instantOf, localClock, localDate } from '../../services/local-time.ts'
import { standingNow } from '../../services/planner.ts'
import { countTold } from '../../services/wave-board.ts'
import {
  activateWave,
  type By,
  cancelWave,
  changeWave,
  declineWave,
  pauseWave,
  resumeWave,
  sendDayZeroAnyway,
} from '../../services/wave-steps.ts'
import { findWave, type Wave, type WaveProblem } from '../../services/waves.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { movedOn, type RolloutAnswer } from './answers.ts'
import { boardCardOf } from './board.ts'
import { headOf, isUnderWay, verdictOf } from './head.ts'
import { previewOf } from './preview.ts'

/** The wave as it is now: a plan, a question, or on its way. */
export async function showWave(turn: Turn, waveId: string): Promise<RolloutAnswer> {
  const wave = await findWave(turn.app.db, waveId)
  if (!wave) return movedOn(turn.say)
  if (wave.state === 'draft' || wave.state === 'awaiting_approval') return { replace: await previewOf(turn, wave) }
  return { replace: await boardCardOf(turn, wave), shows: waveId }
}

const problemLine = (turn: Turn, problems: WaveProblem[]): Answer => ({
  tell: problems.map(problem => turn.say(`rollout.refused_${problem}`)).join('\n\n'),
})

async function start(turn: Turn, waveId: string): Promise<Answer> {
  const { app, say, now, person } = turn
  const wave = await findWave(app.db, waveId)
  if (wave?.state !== 'draft' || wave.author_id !== person.id) return movedOn(say)
  const audience = { kind: 'wave' as const, waveId }
  await readMembers(app.db, app.directory, audience)
  const outside = await outsideLimit(app.db, person.id, audience)
  if (outside > 0) return { tell: say('rollout.outside', { count: outside }) }
  const result = await transaction(app.db, async tx => {
    const done = await activateWave(tx, waveId, { by: person.id, now, approvalAbove: app.config.APPROVAL_ABOVE })
    if (done.kind === 'awaiting_approval') await app.jobs.enqueue(tx, 'approval-cards', { kind: 'wave', id: waveId })
    return done
  })
  if (result.kind === 'refused') return problemLine(turn, result.problems)
  return showWave(turn, waveId)
}

async function takeBack(turn: Turn, waveId: string): Promise<Answer> {
  const { app, now, person } = turn
  const wave = await findWave(app.db, waveId)
  if (wave?.author_id !== person.id) return movedOn(turn.say)
  await transaction(app.db, async tx => {
    if (await declineWave(tx, waveId, { by: person.id, now })) await app.jobs.enqueue(tx, 'approval-cards', { kind: 'wave', id: waveId })
  })
  return showWave(turn, waveId)
}

/** Does it if the wave still allows it, and shows the wave as it is then, whoever was faster. */
async function steer(turn: Turn, waveId: string, act: (tx: Tx, by: By) => Promise<unknown>): Promise<Answer> {
  await transaction(turn.app.db, tx => act(tx, { by: turn.person.id, now: turn.now }))
  return showWave(turn, waveId)
}

async function ask(turn: Turn, waveId: string, question: (wave: Wave) => Promise<Answer> | Answer): Promise<Answer> {
  const wave = await findWave(turn.app.db, waveId)
  return wave && isUnderWay(wave) ? question(wave) : showWave(turn, waveId)
}

const askAnyway = (turn: Turn, waveId: string): Promise<Answer> =>
  ask(turn, waveId, async wave =>
    (await standingNow(turn.app.db, wave, turn.now)).kind === 'held'
      ? { replace: anywayCard(turn.say, { ...headOf(wave), verdict: verdictOf(wave) }) }
      : showWave(turn, waveId),
  )

/** Asks Entra now, whatever it said before. */
async function check(turn: Turn, waveId: string): Promise<Answer> {
  const { app, say, now } = turn
  try {
    await checkEnforcement(app.db, app.directory, waveId, now)
  } catch (error) {
    app.log.info({ err: error, waveId }, 'Entra did not say what enforces the wave')
    return { tell: say('rollout.entra_silent_now') }
  }
  return askAnyway(turn, waveId)
}

async function dateForm(turn: Turn, wave: Wave, typed?: { date: string; time: string; problems: string[] }): Promise<Answer> {
  const { deadline_at: at, time_zone: zone } = wave
  const values = typed ?? { date: localDate(at, zone), time: localClock(at, zone), problems: [] }
  return { replace: waveDateCard(turn.say, { ...headOf(wave), ...values, told: await countTold(turn.app.db, wave.id) }) }
}

const setDate = (turn: Turn, { waveId, date, time }: { waveId: string; date: string; time: string }): Promise<Answer> =>
  ask(turn, waveId, async wave => {
    const { app, say, now, person } = turn
    const deadlineAt = instantOf(date, time, wave.time_zone)
    if (!deadlineAt || deadlineAt <= now) return dateForm(turn, wave, { date, time, problems: [say('rollout.problem_date_passed')] })
    const result = await transaction(app.db, tx => changeWave(tx, waveId, { deadlineAt }, { by: person.id, now }))
    if (result.kind === 'refused') {
      return dateForm(turn, wave, { date, time, problems: result.problems.map(problem => say(`rollout.refused_${problem}`)) })
    }
    return showWave(turn, waveId)
  })

export const steerActions: ActionHandlers = {
  'rollout.wave': (turn, { waveId }) => showWave(turn, waveId),
  'rollout.start': (turn, { waveId }) => start(turn, waveId),
  'rollout.take_back': (turn, { waveId }) => takeBack(turn, waveId),
  'rollout.pause': (turn, { waveId }) => steer(turn, waveId, (tx, by) => pauseWave(tx, waveId, by)),
  'rollout.resume': (turn, { waveId }) => steer(turn, waveId, (tx, by) => resumeWave(tx, waveId, by)),
  'rollout.ask_stop': (turn, { waveId }) => ask(turn, waveId, wave => ({ replace: stopWaveCard(turn.say, headOf(wave)) })),
  'rollout.stop': (turn, { waveId }) => ask(turn, waveId, () => steer(turn, waveId, (tx, by) => cancelWave(tx, waveId, by))),
  'rollout.ask_anyway': (turn, { waveId }) => askAnyway(turn, waveId),
  'rollout.check': (turn, { waveId }) => check(turn, waveId),
  'rollout.anyway': (turn, { waveId }) => steer(turn, waveId, (tx, by) => sendDayZeroAnyway(tx, waveId, by)),
  'rollout.ask_date': (turn, { waveId }) => ask(turn, waveId, wave => dateForm(turn, wave)),
  'rollout.date': (turn, payload) => setDate(turn, payload),
}
