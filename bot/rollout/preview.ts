/** The dry run of a wave, and its messages exactly as somebody in it would see them. */
import type { CardMessage } from '../../cards/card.ts'
import { type StepKind, stepKinds, whoLine } from '../../cards/rollout-parts.ts'
import { type WavePlan, type WavePreview, wavePreviewCard } from '../../cards/rollout-preview.ts'
import { languageOf, type Say, speak } from '../../cards/texts/translate.ts'
import { outsideLimit } from '../../services/author-limits.ts'
import { type Campaign, findCampaign } from '../../services/campaigns.ts'
import { checkEnforcement } from '../../services/enforcement.ts'
import { readNoticeFacts } from '../../services/notice-facts.ts'
import { findPerson } from '../../services/people.ts'
import { countEndingSoon, overlapsOf } from '../../services/wave-overlaps.ts'
import { findWave, type Wave, wavesOf } from '../../services/waves.ts'
import { dryRunOf } from '../announce/dry-run.ts'
import { approvalFor } from '../announce/preview.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import type { App } from '../app.ts'
import { noticeFor } from '../notices/notice.ts'
import { movedOn } from './answers.ts'
import { calendarOf, momentOf } from './calendar.ts'
import { headOf, verdictOf } from './head.ts'

/** An answer of Entra that is younger than this is good enough for a plan. */
const freshMs = 5 * 60_000
/** Teams shows an error when a button takes much longer. */
const timeoutMs = 6_000

/** Asks Entra about the wave where that was long ago; what it said before stays when it does not answer. */
export async function withVerdict(app: App, wave: Wave, now: Date): Promise<Wave> {
  if (wave.enforced_checked_at && now.getTime() - wave.enforced_checked_at.getTime() < freshMs) return wave
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), timeoutMs)
  try {
    await Promise.race([checkEnforcement(app.db, app.directory, wave.id, now), late.promise])
  } catch (error) {
    app.log.info({ err: error, waveId: wave.id }, 'Entra did not say what enforces the wave')
  } finally {
    clearTimeout(timer)
  }
  return (await findWave(app.db, wave.id)) ?? wave
}

const nameOf = async (app: App, id: string | null): Promise<string> => (id ? ((await findPerson(app.db, id))?.name ?? '') : '')

async function extensionsOf({ db, config }: App, wave: Wave): Promise<WavePreview['extensions']> {
  const id = wave.extension_group_id
  if (!id) return config.EXTENSION_GROUP_ID ? 'all' : null
  const group = await db.selectFrom('groups').select('name').where('id', '=', id).executeTakeFirst()
  return { group: group?.name ?? id }
}

function viewerOf(turn: Turn, wave: Wave): WavePreview['viewer'] {
  if (wave.author_id === turn.person.id) return 'author'
  return wave.state === 'awaiting_approval' ? 'approver' : 'other'
}

/** Who gets what and when, if the wave starts now. */
export async function planFor(app: App, wave: Wave, { say, now }: { say: Say; now: Date }): Promise<WavePlan> {
  const audience = { kind: 'wave' as const, waveId: wave.id }
  const sending = { audience, startsAt: momentOf(wave, 'announcement', now), hours: wave.hours }
  const run = await dryRunOf(app, say, sending, whoLine(say, headOf(wave)))
  return {
    run,
    deadline: wave.deadline_at,
    timeZone: wave.time_zone,
    calendar: calendarOf(wave, now, { everybody: run.toReach, notReady: run.toReach - run.ready }),
    hours: wave.hours,
    verdict: verdictOf(wave),
    registerAt: wave.register_at,
    extensions: await extensionsOf(app, wave),
  }
}

export async function previewOf(turn: Turn, planned: Wave): Promise<CardMessage> {
  const { app, say, now } = turn
  const wave = await withVerdict(app, planned, now)
  const audience = { kind: 'wave' as const, waveId: wave.id }
  const plan = await planFor(app, wave, turn)
  return wavePreviewCard(say, {
    ...headOf(wave),
    ...plan,
    onlyPhone: await countEndingSoon(app.db, wave.id),
    overlaps: await overlapsOf(app.db, wave),
    waves: (await wavesOf(app.db, wave.campaign_id)).length,
    approval: await approvalFor(app, { authorId: wave.author_id, audience, people: plan.run.toReach }),
    outside: await outsideLimit(app.db, wave.author_id, audience),
    asked: wave.state === 'awaiting_approval' && wave.asked_at ? { by: await nameOf(app, wave.author_id), at: wave.asked_at } : null,
    declined:
      wave.state === 'draft' && wave.declined_by && wave.declined_by !== 'bot'
        ? { by: await nameOf(app, wave.declined_by), note: wave.declined_note ?? '' }
        : null,
    viewer: viewerOf(turn, wave),
  })
}

/** What somebody in the wave gets at its step of this kind, with buttons that only say so. */
export async function messageOf(turn: Turn, { wave, campaign }: { wave: Wave; campaign: Campaign }, as: { kind: StepKind; say: Say }) {
  const { app, person } = turn
  const untouched = { code: null, corrected_at: null, correction: null, withdrawn_at: null, withdrawn_why: null }
  const { id, deadline_at } = wave
  const announcement = { id, wave_id: id, deadline_at, kind: as.kind, content: campaign.content, ...untouched }
  const now = momentOf(wave, as.kind, turn.now)
  const facts = (await readNoticeFacts(app.db, [announcement], [person.id], now))(announcement, person.id)
  return noticeFor(as.say, announcement, { person, teamsUserId: null, variant: 'todo', facts, config: app.config, now, sample: true })
}

async function test(turn: Turn, asked: { waveId: string; message: string; language: string }): Promise<Answer> {
  const { app, say } = turn
  const wave = await findWave(app.db, asked.waveId)
  const campaign = wave ? await findCampaign(app.db, wave.campaign_id) : null
  if (!wave || !campaign) return movedOn(say)
  const kind = stepKinds.find(one => one === asked.message) ?? 'announcement'
  const message = await messageOf(turn, { wave, campaign }, { kind, say: speak(languageOf(asked.language) ?? say.language, say.timeZone) })
  return { tell: say('announce.test_sent'), send: [{ message: { ...message, alert: true } }] }
}

export const previewActions: ActionHandlers = { 'rollout.test': test }
