/** The rollout at a glance: one campaign with a page of its waves, and the way to the others. */
import type { CardMessage } from '../../cards/card.ts'
import { type CampaignKind, campaignKinds, type ListedWave, rolloutListCard, wavesOnPage } from '../../cards/rollout-list.ts'
import { type Campaign, findCampaign, listCampaigns } from '../../services/campaigns.ts'
import { headCount } from '../../services/dry-run.ts'
import { standingNow } from '../../services/planner.ts'
import { type Wave, wavesOf } from '../../services/waves.ts'
import type { Answer, Turn } from '../answer.ts'
import { deliveredFrom } from './calendar.ts'
import { headOf, isFar, isUnderWay, verdictOf } from './head.ts'

const mostCampaigns = 10

async function listed(turn: Turn, wave: Wave): Promise<ListedWave> {
  const { app, now } = turn
  const { toReach: people, ready } = await headCount(app.db, { kind: 'wave', waveId: wave.id })
  const standing = isUnderWay(wave) ? await standingNow(app.db, wave, now) : { kind: 'over' as const }
  const next =
    standing.kind === 'waits' || standing.kind === 'due' ? { kind: standing.step.kind, at: deliveredFrom(wave, standing.step.at) } : null
  return { ...headOf(wave), people, ready, next, verdict: verdictOf(wave), held: standing.kind === 'held', isFar: isFar(wave, now) }
}

/** The one that was asked for, else one that is under way, else the newest. */
async function choose(turn: Turn, campaigns: Campaign[], id?: string): Promise<Campaign | null> {
  const asked = id ? await findCampaign(turn.app.db, id) : null
  return asked ?? campaigns.find(one => one.state === 'active') ?? campaigns[0] ?? null
}

/** Kinds of which there is no campaign that is planned or under way. */
const freeKinds = (campaigns: Campaign[]): CampaignKind[] =>
  campaignKinds.filter(kind => !campaigns.some(one => one.kind === kind && one.state !== 'ended'))

export async function rolloutList(turn: Turn, asked: { campaignId?: string | undefined; page?: number }): Promise<CardMessage> {
  const { app, say, person } = turn
  const campaigns = await listCampaigns(app.db, person.id, mostCampaigns)
  const chosen = await choose(turn, campaigns, asked.campaignId)
  const kinds = freeKinds(campaigns)
  if (!chosen) return rolloutListCard(say, { shown: null, page: 0, others: [], kinds })
  const all = await wavesOf(app.db, chosen.id)
  const page = Math.min(asked.page ?? 0, Math.max(0, Math.ceil(all.length / wavesOnPage) - 1))
  const waves: ListedWave[] = []
  for (const wave of all.slice(page * wavesOnPage, (page + 1) * wavesOnPage)) waves.push(await listed(turn, wave))
  const { id: campaignId, name, kind, state, author_id } = chosen
  return rolloutListCard(say, {
    shown: { campaignId, name, kind, state, mine: author_id === person.id, waves, count: all.length },
    page,
    others: campaigns.filter(one => one.id !== chosen.id).map(one => ({ campaignId: one.id, name: one.name })),
    kinds,
  })
}

/** The rollout as a new message: for the typed command and the menu. */
export const openRollout = async (turn: Turn): Promise<Answer> => ({ send: [{ message: await rolloutList(turn, {}) }] })
