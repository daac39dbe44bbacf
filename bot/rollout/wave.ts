/** A wave while it is a plan: its form, its place in the order, and out again. */
import { type WaveValues, waveFormCard } from '../../cards/rollout-wave-form.ts'
import { record } from '../../services/audit.ts'
import { isHoliday } from '../../services/calendar.ts'
import { type Campaign, findCampaign, readyMade } from '../../services/campaigns.ts'
import { transaction } from '../../services/db/database.ts'
import { addDays, countryOfZone, isoWeekday, localClock, localDate } from '../../services/local-time.ts'
import { moveWave } from '../../services/wave-steps.ts'
import { discardWave, findWave, officeHours, saveWave, type Wave, wavesOf } from '../../services/waves.ts'
import { zonesFor } from '../announce/zones.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { movedOn } from './answers.ts'
import { choiceOf, departmentsOf, listsOf } from './circles.ts'
import { type Enforcers, enforcersFor } from './enforcers.ts'
import { rolloutList } from './list.ts'
import { previewOf } from './preview.ts'
import { cadenceValues, readWaveForm, toWaveDraft, waveValues } from './wave-form.ts'

const noticeDays = 30
const tuesday = 2

/** Nobody should meet something new on a Monday, or around a holiday, when the helpdesk is thin and people come back to a surprise. */
const isCalm = (date: string, zone: string): boolean =>
  isoWeekday(date) === tuesday &&
  Array.from({ length: 8 }, (_, index) => addDays(date, index - 4)).every(near => !isHoliday(countryOfZone(zone), near))

/** The first Tuesday, `days` or more away, with no public holiday just before or after it. */
function calmTuesday(from: Date, days: number, zone: string): string {
  const earliest = localDate(from, zone, days)
  const dates = Array.from({ length: 70 }, (_, index) => addDays(earliest, index))
  return dates.find(date => isCalm(date, zone)) ?? earliest
}

/** What a new wave begins with: what the wave before it has, two weeks later; the first one, what the campaign suggests. */
function suggested(turn: Turn, campaign: Campaign, before: Wave | undefined, enforcers: Enforcers): WaveValues {
  const { app, now, say } = turn
  const { deadline, audience, cadence } = readyMade(campaign.kind)
  const zone = before?.time_zone ?? app.config.DEFAULT_TIME_ZONE
  const hours = before?.hours ?? officeHours
  const [only] = enforcers.policies
  const chosen = before?.enforcement.kind === 'conditional_access' ? before.enforcement.policyId : 'security_defaults'
  const enforcement = before
    ? chosen
    : only && enforcers.policies.length === 1
      ? only.id
      : enforcers.policies.length
        ? ''
        : 'security_defaults'
  return {
    name: say(before || audience.kind === 'phone_only' ? 'rollout.name_rest' : 'rollout.name_pilot'),
    ...(before || audience.kind === 'phone_only' ? choiceOf(say, audience, []) : { who: 'named', named: '' }),
    leftOut: '',
    date: deadline?.date ?? (before ? calmTuesday(before.deadline_at, 14, zone) : calmTuesday(now, noticeDays, zone)),
    time: deadline?.clock ?? (before ? localClock(before.deadline_at, zone) : '10:00'),
    zone,
    ...cadenceValues(before?.cadence ?? cadence),
    weekdays: hours.days.join(','),
    from: hours.from,
    to: hours.to,
    holidays: String(hours.holidays),
    enforcement,
    registerAt: before?.register_at ?? 'anywhere',
    extensionGroup: '',
  }
}

interface Form {
  campaignId: string
  wave: Wave | null
  values: WaveValues
  problems?: string[]
  enforcers: Enforcers
}

async function formAnswer(turn: Turn, { campaignId, wave, values, problems = [], enforcers }: Form): Promise<Answer> {
  const { app, say } = turn
  const [zones, departments, lists] = await Promise.all([zonesFor(app, values.zone), departmentsOf(app), listsOf(app)])
  const form = {
    campaignId,
    ...(wave ? { waveId: wave.id } : {}),
    values,
    problems,
    zones,
    departments,
    lists: lists.map(({ id, name }) => ({ title: name, value: id })),
    ...enforcers,
    extensionForAll: app.config.EXTENSION_GROUP_ID !== undefined,
  }
  return { replace: waveFormCard(say, form) }
}

async function add(turn: Turn, campaignId: string): Promise<Answer> {
  const { app, say } = turn
  const campaign = await findCampaign(app.db, campaignId)
  if (!campaign || campaign.state === 'ended') return movedOn(say)
  const before = (await wavesOf(app.db, campaignId)).at(-1)
  const enforcers = await enforcersFor(app, before ?? null)
  return formAnswer(turn, { campaignId, wave: null, values: suggested(turn, campaign, before, enforcers), enforcers })
}

async function draftOf(turn: Turn, waveId: string): Promise<Wave | null> {
  const wave = await findWave(turn.app.db, waveId)
  return wave?.state === 'draft' && wave.author_id === turn.person.id ? wave : null
}

async function change(turn: Turn, waveId: string): Promise<Answer> {
  const { app, say } = turn
  const wave = await draftOf(turn, waveId)
  if (!wave) return movedOn(say)
  const group = wave.extension_group_id
    ? await app.db.selectFrom('groups').select('name').where('id', '=', wave.extension_group_id).executeTakeFirst()
    : undefined
  const values = waveValues(say, wave, { extensionGroup: group?.name ?? '', departments: await departmentsOf(app) })
  return formAnswer(turn, { campaignId: wave.campaign_id, wave, values, enforcers: await enforcersFor(app, wave) })
}

async function save(turn: Turn, payload: Record<string, unknown> & { campaignId: string; waveId?: string | undefined }): Promise<Answer> {
  const { app, say, now, person } = turn
  const { campaignId, waveId } = payload
  const campaign = await findCampaign(app.db, campaignId)
  const wave = waveId ? await draftOf(turn, waveId) : null
  if (!campaign || campaign.state === 'ended' || (waveId && wave?.campaign_id !== campaignId)) return movedOn(say)
  const values = readWaveForm(payload)
  const enforcers = await enforcersFor(app, wave)
  const draft = await toWaveDraft(app, say, values, { campaignId, policies: enforcers.policies, now })
  if (Array.isArray(draft)) return formAnswer(turn, { campaignId, wave, values, problems: draft, enforcers })
  const saved = await transaction(app.db, async tx => {
    const done = await saveWave(tx, draft, { authorId: person.id, now, ...(wave ? { id: wave.id } : {}) })
    const action = wave ? 'wave.edited' : 'wave.made'
    if (done.kind === 'saved') await record(tx, { at: now, actorId: person.id, action, subject: `wave:${done.id}` })
    return done
  })
  if (saved.kind === 'refused') {
    const problems = saved.problems.map(problem => say(`rollout.refused_${problem}`))
    return formAnswer(turn, { campaignId, wave, values, problems, enforcers })
  }
  const kept = saved.kind === 'saved' ? await findWave(app.db, saved.id) : null
  return kept ? { replace: await previewOf(turn, kept) } : movedOn(say)
}

async function move(turn: Turn, waveId: string, where: 'earlier' | 'later'): Promise<Answer> {
  const { app, say, now, person } = turn
  const moved = (await draftOf(turn, waveId)) ? await transaction(app.db, tx => moveWave(tx, waveId, { by: person.id, now, where })) : false
  const wave = moved ? await findWave(app.db, waveId) : null
  return wave ? { replace: await previewOf(turn, wave) } : movedOn(say)
}

async function remove(turn: Turn, waveId: string): Promise<Answer> {
  const { app, say, now, person } = turn
  const wave = await draftOf(turn, waveId)
  const gone = await transaction(app.db, async tx => {
    const done = await discardWave(tx, waveId, person.id)
    if (done) await record(tx, { at: now, actorId: person.id, action: 'wave.removed', subject: `wave:${waveId}` })
    return done
  })
  return gone && wave ? { replace: await rolloutList(turn, { campaignId: wave.campaign_id }) } : movedOn(say)
}

export const waveActions: ActionHandlers = {
  'rollout.add': (turn, { campaignId }) => add(turn, campaignId),
  'rollout.change': (turn, { waveId }) => change(turn, waveId),
  'rollout.save_wave': (turn, payload) => save(turn, payload),
  'rollout.move': (turn, { waveId, to }) => move(turn, waveId, to),
  'rollout.remove': (turn, { waveId }) => remove(turn, waveId),
}
