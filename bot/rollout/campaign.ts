/** Campaigns: begun from a ready-made one, and their texts. */
import { type CampaignValues, campaignFormCard } from '../../cards/rollout-campaign.ts'
import type { CampaignKind } from '../../cards/rollout-list.ts'
import { suggestedTexts } from '../../cards/slots.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { record } from '../../services/audit.ts'
import { type Campaign, discardCampaign, findCampaign, saveCampaign } from '../../services/campaigns.ts'
import { transaction } from '../../services/db/database.ts'
import { contentOf, flatSlots, line, plainProblems, readSlots, slotProblems } from '../announce/slots.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import type { App } from '../app.ts'
import { movedOn, note } from './answers.ts'
import { rolloutList } from './list.ts'

async function begin(turn: Turn, kind: CampaignKind): Promise<Answer> {
  const { app, say, now, person } = turn
  const { config } = app
  const desk = { opens: config.HELPDESK_OPENS, closes: config.HELPDESK_CLOSES }
  const texts = suggestedTexts(config.GIVES_SECURITY_KEYS, desk, kind)
  const content = contentOf({ sender: person.name, phone: config.HELPDESK_PHONE, texts })
  const campaignId = await transaction(app.db, async tx => {
    const id = await saveCampaign(tx, { kind, name: say(`rollout.ready_${kind}`), content }, { authorId: person.id, now })
    await record(tx, { at: now, actorId: person.id, action: 'campaign.made', subject: `campaign:${id}`, details: { kind } })
    return id
  })
  return { replace: await rolloutList(turn, campaignId ? { campaignId } : {}) }
}

const valuesOf = ({ name, content }: Campaign): CampaignValues => ({
  name,
  sender: content.sender,
  phone: content.phone,
  texts: flatSlots(content),
})

const readCampaign = (payload: Record<string, unknown>): CampaignValues => ({
  name: line(80).parse(payload.name),
  sender: line(80).parse(payload.sender),
  phone: line(40).parse(payload.phone),
  texts: readSlots(payload),
})

/** Texts of a campaign under way stay as they were approved; cards that are there are put right one by one. */
async function mine(turn: Turn, campaignId: string): Promise<Campaign | null> {
  const campaign = await findCampaign(turn.app.db, campaignId)
  return campaign?.state === 'draft' && campaign.author_id === turn.person.id ? campaign : null
}

function problemsOf(app: App, say: Say, values: CampaignValues): string[] {
  const name = values.name ? [] : [say('announce.problem_missing', { field: say('rollout.campaign_name') })]
  return [...name, ...plainProblems(app, say, values), ...slotProblems(app, say, values.texts)]
}

async function save(turn: Turn, campaignId: string, payload: Record<string, unknown>): Promise<Answer> {
  const { app, say, now, person } = turn
  const campaign = await mine(turn, campaignId)
  if (!campaign) return movedOn(say)
  const values = readCampaign(payload)
  const problems = problemsOf(app, say, values)
  if (problems.length) return { replace: campaignFormCard(say, { campaignId, values, problems }) }
  const saved = await transaction(app.db, async tx => {
    const draft = { kind: campaign.kind, name: values.name, content: contentOf(values) }
    const id = await saveCampaign(tx, draft, { authorId: person.id, now, id: campaignId })
    if (id) await record(tx, { at: now, actorId: person.id, action: 'campaign.changed', subject: `campaign:${id}` })
    return id
  })
  return saved ? { replace: await rolloutList(turn, { campaignId }) } : movedOn(say)
}

async function discard(turn: Turn, campaignId: string): Promise<Answer> {
  const { app, say, now, person } = turn
  const gone = await transaction(app.db, async tx => {
    const done = await discardCampaign(tx, campaignId, person.id)
    if (done) await record(tx, { at: now, actorId: person.id, action: 'campaign.discarded', subject: `campaign:${campaignId}` })
    return done
  })
  return gone ? note(say, 'rollout.discarded', 'announce.discarded_body') : movedOn(say)
}

export const campaignActions: ActionHandlers = {
  'rollout.ready': (turn, { kind }) => begin(turn, kind),
  'rollout.texts': async (turn, { campaignId }) => {
    const campaign = await mine(turn, campaignId)
    if (!campaign) return movedOn(turn.say)
    return { replace: campaignFormCard(turn.say, { campaignId, values: valuesOf(campaign), problems: [] }) }
  },
  'rollout.save_texts': (turn, { campaignId, ...payload }) => save(turn, campaignId, payload),
  'rollout.discard': (turn, { campaignId }) => discard(turn, campaignId),
}
