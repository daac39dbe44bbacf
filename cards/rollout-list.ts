/** The rollout at a glance: a campaign with its waves in order, the pilot first. */
import { execute } from './actions.ts'
import {
  type Action,
  type CardMessage,
  card,
  type Element,
  emphasis,
  heading,
  paragraph,
  quiet,
  strong,
  subheading,
  warning,
} from './card.ts'
import {
  type CadenceStep,
  clockOf,
  isTrue,
  momentIn,
  readyLine,
  stepTitle,
  type Verdict,
  verdictLine,
  type WaveHead,
  waveState,
  whoLine,
} from './rollout-parts.ts'
import type { Say, TextKey } from './texts/translate.ts'

export const campaignKinds = ['mfa_deadline', 'phone_ends'] as const
export type CampaignKind = (typeof campaignKinds)[number]

export interface ListedWave extends WaveHead {
  people: number
  ready: number
  /** The next message of the wave and its day; null when none is left or the wave has not begun. */
  next: { kind: CadenceStep['kind']; at: Date } | null
  verdict: Verdict
  /** The day-0 notice waits until the date is true. */
  held: boolean
  /** The date is more than a week away: there is time to make it true. */
  isFar: boolean
}

export interface ListedCampaign {
  campaignId: string
  name: string
  kind: CampaignKind
  state: 'draft' | 'active' | 'ended'
  /** The reader made it. */
  mine: boolean
  /** One page of them. */
  waves: ListedWave[]
  /** How many there are on all pages. */
  count: number
}

export interface RolloutList {
  /** The one that is shown with its waves; null when there is none at all. */
  shown: ListedCampaign | null
  page: number
  others: { campaignId: string; name: string }[]
  /** Kinds of campaign that can still be started from a ready-made one. */
  kinds: CampaignKind[]
}

export const wavesOnPage = 8

const campaignStates: Record<ListedCampaign['state'], TextKey> = {
  draft: 'rollout.campaign_draft',
  active: 'rollout.campaign_active',
  ended: 'rollout.campaign_ended',
}

const readyMade: Record<CampaignKind, TextKey> = { mfa_deadline: 'rollout.ready_mfa_deadline', phone_ends: 'rollout.ready_phone_ends' }

const begin = (say: Say, kind: CampaignKind): Action => execute('rollout.ready', say(readyMade[kind]), { kind }, 'positive')

function trouble(say: Say, wave: ListedWave): Element[] {
  if (wave.held) return [warning(say('rollout.held_line', { why: verdictLine(say, wave.verdict) }))]
  const begins = wave.state === 'active' || wave.state === 'paused' || wave.state === 'awaiting_approval'
  if (!begins || isTrue(wave.verdict)) return []
  return [(wave.isFar ? quiet : warning)(verdictLine(say, wave.verdict))]
}

function waveRow(say: Say, wave: ListedWave): Element {
  const { waveId, next } = wave
  const lines = [
    strong(say('rollout.wave_line', { position: wave.position, name: wave.name, state: waveState(say, wave.state) })),
    paragraph(whoLine(say, wave)),
    quiet(say('rollout.asked_from', { moment: momentIn(say, wave.deadline, wave.timeZone) })),
    quiet(readyLine(say, wave)),
    ...(next ? [quiet(say('rollout.next', { step: stepTitle(say, next.kind), day: clockOf(say, wave.timeZone).day(next.at) }))] : []),
    ...trouble(say, wave),
  ]
  const open = execute('rollout.wave', say('rollout.open'), { waveId })
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      { type: 'Column', width: 'stretch', items: lines },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [{ type: 'ActionSet', actions: [open] }] },
    ],
  }
}

function pages(say: Say, campaign: ListedCampaign, page: number): Action[] {
  const { campaignId } = campaign
  const turn = (to: number, title: TextKey) => execute('rollout.list', say(title), { campaignId, page: to })
  return [
    ...(page > 0 ? [turn(page - 1, 'rollout.page_before')] : []),
    ...(campaign.count > (page + 1) * wavesOnPage ? [turn(page + 1, 'rollout.page_after')] : []),
  ]
}

function campaignPart(say: Say, campaign: ListedCampaign, page: number): Element[] {
  const turns = pages(say, campaign, page)
  return [
    subheading(campaign.name),
    quiet(say(campaignStates[campaign.state])),
    ...(campaign.waves.length ? campaign.waves.map(wave => waveRow(say, wave)) : [paragraph(say('rollout.no_waves'))]),
    ...(turns.length ? [{ type: 'ActionSet', actions: turns }] : []),
  ]
}

function nothingYet(say: Say): Element[] {
  return [
    paragraph(say('rollout.empty')),
    emphasis([strong(say('rollout.ready_mfa_deadline')), paragraph(say('rollout.about_mfa_deadline'))]),
    emphasis([strong(say('rollout.ready_phone_ends')), paragraph(say('rollout.about_phone_ends'))]),
    quiet(say('rollout.nothing_goes_out')),
  ]
}

function otherCampaigns(say: Say, list: RolloutList): Element[] {
  const actions = [
    ...list.others.slice(0, 4).map(({ campaignId, name }) => execute('rollout.list', name, { campaignId })),
    ...list.kinds.map(kind => ({ ...begin(say, kind), style: 'default' })),
  ]
  return actions.length ? [subheading(say('rollout.other_campaigns')), { type: 'ActionSet', actions: actions.slice(0, 6) }] : []
}

export function rolloutListCard(say: Say, list: RolloutList): CardMessage {
  const { shown } = list
  const back = execute('menu.show', say('common.back'), {})
  if (!shown) {
    const actions = [...list.kinds.map(kind => begin(say, kind)), back]
    return { summary: say('rollout.title'), card: card({ say, body: [heading(say('rollout.title')), ...nothingYet(say)], actions }) }
  }
  const { campaignId } = shown
  const ended = shown.state === 'ended'
  return {
    summary: say('rollout.summary', { name: shown.name, count: shown.count }),
    card: card({
      say,
      body: [heading(say('rollout.title')), ...campaignPart(say, shown, list.page), ...otherCampaigns(say, list)],
      actions: [
        ...(ended ? [] : [execute('rollout.add', say('rollout.add_wave'), { campaignId }, 'positive')]),
        ...(shown.mine && shown.state === 'draft' ? [execute('rollout.texts', say('rollout.texts'), { campaignId })] : []),
        execute('extensions.list', say('rollout.extensions'), {}),
        execute('announce.list', say('menu.announcements'), {}),
        back,
      ],
    }),
  }
}
