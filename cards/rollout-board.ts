/** A wave on its way: what went out, what is to come, and the buttons to steer it. The card keeps itself true. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, facts, heading, paragraph, quiet, strong, subheading } from './card.ts'
import { cityOf } from './city.ts'
import {
  type CadenceStep,
  clockOf,
  isTrue,
  momentIn,
  readyLine,
  stepOffset,
  stepTitle,
  type Verdict,
  verdictPart,
  type WaveHead,
  waveState,
  whoLine,
} from './rollout-parts.ts'
import type { Say, TextKey } from './texts/translate.ts'

/**
 * `planned`: its day comes. `held`: its day is there, but the date is not true. `going`, `paused`, `sent`, `stopped`: as its announcement.
 * `skipped`: its day was over before the wave began.
 */
export type StepState = 'planned' | 'held' | 'going' | 'paused' | 'sent' | 'taken_back' | 'stopped' | 'skipped'

/** One message of the wave. `announcementId` is null until its day. */
export interface BoardStep extends CadenceStep {
  announcementId: string | null
  state: StepState
  at: Date
  delivered: number
  waiting: number
  /** Not needed: they were ready by then. */
  ready: number
  snoozed: number
  away: number
  unreachable: number
}

export interface WaveBoard extends WaveHead {
  people: number
  ready: number
  steps: BoardStep[]
  /** Messages to people who joined the wave later, added up; null while there are none. */
  joined: { delivered: number; waiting: number } | null
  verdict: Verdict
  /** The day-0 notice waits until the date is true. */
  held: boolean
  /** The date is more than a week away: there is time to make it true. */
  isFar: boolean
  /** People who are not ready and never pressed anything. `names`: the first few. */
  unstarted: { count: number; names: string[] }
  at: Date
}

const stateNames: Record<StepState, TextKey> = {
  planned: 'rollout.step_planned',
  held: 'rollout.step_held',
  going: 'rollout.step_going',
  paused: 'rollout.step_paused',
  sent: 'rollout.step_sent',
  taken_back: 'rollout.step_taken_back',
  stopped: 'rollout.step_stopped',
  skipped: 'rollout.step_skipped',
}

const parts: [keyof BoardStep & ('delivered' | 'waiting' | 'ready' | 'snoozed' | 'away' | 'unreachable'), TextKey][] = [
  ['delivered', 'rollout.count_delivered'],
  ['waiting', 'rollout.count_waiting'],
  ['ready', 'rollout.count_ready'],
  ['snoozed', 'rollout.count_snoozed'],
  ['away', 'rollout.count_away'],
  ['unreachable', 'rollout.count_unreachable'],
]

function stepRow(say: Say, { waveId, timeZone }: WaveBoard, step: BoardStep): Element {
  const counts = parts.filter(([part]) => step[part] > 0).map(([part, key]) => say(key, { count: step[part] }))
  const planned = step.kind === 'day_zero' ? null : stepOffset(say, step.days)
  const when = step.state === 'planned' ? planned : say(stateNames[step.state])
  const items = [
    strong([stepTitle(say, step.kind), ...(when ? [when] : [])].join(' · ')),
    quiet([clockOf(say, timeZone).moment(step.at), ...counts].join(' · ')),
  ]
  const { announcementId } = step
  const open = announcementId ? [execute('rollout.step', say('rollout.open'), { waveId, announcementId })] : []
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      { type: 'Column', width: 'stretch', items },
      ...(open.length
        ? [{ type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [{ type: 'ActionSet', actions: open }] }]
        : []),
    ],
  }
}

function unstartedPart(say: Say, board: WaveBoard): Element[] {
  const { count, names } = board.unstarted
  if (count === 0) return []
  const more = count - names.length
  const list = [names.join(', '), more > 0 ? say('preview.and_more', { more }) : ''].filter(Boolean).join(' ')
  const { waveId } = board
  return [
    subheading(say('rollout.unstarted', { count })),
    {
      type: 'ActionSet',
      actions: [
        { type: 'Action.ToggleVisibility', title: say('preview.who'), targetElements: ['unstarted'] },
        execute('rollout.export', say('rollout.as_file'), { waveId, file: 'never_started' }),
      ],
    },
    { ...paragraph(list), id: 'unstarted', isVisible: false },
  ]
}

/** Everybody with what became of each message, once there is something to tell. */
function filePart(say: Say, { waveId, steps }: WaveBoard): Element[] {
  if (steps.every(step => step.announcementId === null)) return []
  return [{ type: 'ActionSet', actions: [execute('rollout.export', say('rollout.everybody_as_file'), { waveId, file: 'deliveries' })] }]
}

function buttons(say: Say, board: WaveBoard): Action[] {
  const { waveId, campaignId } = board
  const moves = board.state === 'active' || board.state === 'paused'
  const steer = [
    ...(board.state === 'active' ? [execute('rollout.pause', say('rollout.pause'), { waveId })] : []),
    ...(board.state === 'paused' ? [execute('rollout.resume', say('rollout.resume'), { waveId }, 'positive')] : []),
    execute('rollout.ask_date', say('rollout.change_date'), { waveId }),
    execute('rollout.ask_stop', say('rollout.stop'), { waveId }, 'destructive'),
  ]
  return [
    ...(board.held ? [execute('rollout.ask_anyway', say('rollout.anyway'), { waveId })] : []),
    execute('rollout.wave', say('board.look'), { waveId }),
    ...(moves ? steer : []),
    execute('rollout.list', say('rollout.all'), { campaignId }),
  ]
}

/** The bar and the numbers of who is ready. */
const bar = (done: number, all: number) => {
  const filled = all === 0 ? 0 : Math.floor((done / all) * 20)
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
}

export function waveBoardCard(say: Say, board: WaveBoard): CardMessage {
  const title = say('rollout.board_title', { name: board.name, state: waveState(say, board.state) })
  const over = board.state === 'ended' || board.state === 'cancelled'
  const { joined } = board
  return {
    summary: `${title}. ${readyLine(say, board)}`,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(bar(board.ready, board.people)),
        paragraph(readyLine(say, board)),
        facts([
          [say('rollout.preview_for'), whoLine(say, board)],
          [say('rollout.starts'), momentIn(say, board.deadline, board.timeZone)],
        ]),
        ...(over
          ? []
          : board.held || !isTrue(board.verdict)
            ? verdictPart(say, board.verdict, board.isFar)
            : [quiet(say('rollout.date_is_true'))]),
        subheading(say('rollout.messages', { city: cityOf(say, board.timeZone) })),
        ...board.steps.map(step => stepRow(say, board, step)),
        ...(joined ? [quiet(say('rollout.joined', joined))] : []),
        ...filePart(say, board),
        ...unstartedPart(say, board),
        quiet(say('board.counted', { time: say.time(board.at) })),
      ],
      actions: buttons(say, board),
    }),
  }
}
