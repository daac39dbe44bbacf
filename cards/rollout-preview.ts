/** The dry run of a wave: who gets what and when, before anything goes out; and the same for the colleague who must approve it. */
import { execute, type Packed } from './actions.ts'
import {
  type Action,
  type CardMessage,
  card,
  choiceField,
  type Element,
  facts,
  heading,
  paragraph,
  quiet,
  strong,
  subheading,
  textField,
  warning,
} from './card.ts'
import { cityOf } from './city.ts'
import { type DryRunView, dryRunFacts, dryRunParts } from './dry-run.ts'
import {
  type CadenceStep,
  clockOf,
  momentIn,
  stepKinds,
  stepOffset,
  stepTitle,
  type Verdict,
  verdictLine,
  verdictPart,
  type WaveHead,
} from './rollout-parts.ts'
import type { RegisterPlace } from './rollout-wave-form.ts'
import { type Language, languages, type Say, type TextKey } from './texts/translate.ts'

export interface CalendarRow extends CadenceStep {
  at: Date
  /** As of today: how many it would go to. */
  people: number
  /** Its day is over: it goes out as soon as the wave starts, or not at all. `merged`: another message takes its day. */
  past: 'at_once' | 'skipped' | 'merged' | null
}

export interface WavePreview extends WaveHead {
  run: DryRunView
  /** Of the people to reach: their only way to sign in ends on 1 February 2027. */
  onlyPhone: number
  /** People who are also in an earlier wave, which wins. */
  overlaps: { position: number; name: string; count: number }[]
  calendar: CalendarRow[]
  verdict: Verdict
  registerAt: RegisterPlace
  /** Name of the group that proves an extension; `all`: the one for everybody; null: extensions cannot be asked for. */
  extensions: { group: string } | 'all' | null
  hours: { days: number[]; from: string; to: string; holidays: boolean }
  waves: number
  /** More people than one admin may decide on alone; `approvers`: colleagues who could be asked. Null: no need. */
  approval: { above: number; approvers: number } | null
  /** People of the wave whom the author may not write to. */
  outside: number
  asked: { by: string; at: Date } | null
  /** What the colleague wrote who did not approve it. */
  declined: { by: string; note: string } | null
  /** Who looks: the author's own wave is never theirs to approve. */
  viewer: 'author' | 'approver' | 'other'
}

function whoPart(say: Say, preview: WavePreview): Element[] {
  const { run, onlyPhone } = preview
  return [
    ...dryRunParts(say, run),
    ...(onlyPhone > 0 ? [paragraph(say('rollout.only_phone', { count: onlyPhone }))] : []),
    ...preview.overlaps.map(overlap => paragraph(say('rollout.overlap', overlap))),
  ]
}

/** One message: which, and when to how many. */
function calendarLine(say: Say, row: CalendarRow, timeZone: string): [string, string] {
  const when = row.past ? say(`rollout.calendar_${row.past}`) : clockOf(say, timeZone).moment(row.at)
  const people = row.past === null || row.past === 'at_once' ? [say('rollout.about_people', { count: row.people })] : []
  const title = row.kind === 'day_zero' ? stepTitle(say, row.kind) : `${stepTitle(say, row.kind)}, ${stepOffset(say, row.days)}`
  return [title, [when, ...people].join(' · ')]
}

function calendarRow(say: Say, row: CalendarRow, timeZone: string): Element {
  const [title, when] = calendarLine(say, row, timeZone)
  return { type: 'Container', spacing: 'Small', items: [strong(title), quiet(when)] }
}

function hoursLine(say: Say, hours: WavePreview['hours']): string {
  const days = hours.days.map(day => say(`rollout.day_${day}` as TextKey)).join(', ')
  const clock = (time: string) => (say.language === 'nl' ? time.replace(':', '.') : time)
  return say(hours.holidays ? 'rollout.hours_with_holidays' : 'rollout.hours', { days, from: clock(hours.from), to: clock(hours.to) })
}

function whenPart(say: Say, preview: WavePreview): Element[] {
  return [
    subheading(say('rollout.messages', { city: cityOf(say, preview.timeZone) })),
    paragraph(say('rollout.asked_from', { moment: momentIn(say, preview.deadline, preview.timeZone) })),
    ...preview.calendar.map(row => calendarRow(say, row, preview.timeZone)),
    quiet(hoursLine(say, preview.hours)),
    quiet(say('rollout.calendar_note')),
  ]
}

const places: Record<RegisterPlace, TextKey> = {
  anywhere: 'rollout.register_anywhere',
  at_work: 'rollout.register_at_work',
  managed_device: 'rollout.register_managed_device',
}

function truthFacts(say: Say, { registerAt, extensions }: Pick<WavePreview, 'registerAt' | 'extensions'>): [string, string][] {
  const extraTime =
    extensions === 'all' ? say('rollout.extensions_for_all') : extensions && say('rollout.who_group', { name: extensions.group })
  return [
    [say('rollout.register_at'), say(places[registerAt])],
    [say('rollout.extensions'), extraTime ?? say('rollout.no_extensions')],
  ]
}

const truthPart = (say: Say, preview: WavePreview): Element[] => [
  subheading(say('rollout.form_enforced')),
  ...verdictPart(say, preview.verdict),
  facts(truthFacts(say, preview)),
]

export type WavePlan = Pick<WavePreview, 'run' | 'deadline' | 'timeZone' | 'calendar' | 'hours' | 'verdict' | 'registerAt' | 'extensions'>

/** The same in rows, for the card that asks a colleague to approve it. */
export const wavePlanFacts = (say: Say, plan: WavePlan): [string, string][] => [
  ...dryRunFacts(say, plan.run),
  [say('rollout.starts'), momentIn(say, plan.deadline, plan.timeZone)],
  [say('rollout.enforced_by'), verdictLine(say, plan.verdict)],
  ...plan.calendar.map(row => calendarLine(say, row, plan.timeZone)),
  [say('rollout.form_hours'), hoursLine(say, plan.hours)],
  ...truthFacts(say, plan),
]

function messagesPart(say: Say, preview: WavePreview): Element[] {
  const other = languages.find(language => language === say.language) as Language
  return [
    subheading(say('rollout.see_messages')),
    quiet(say('rollout.see_messages_body')),
    choiceField({
      id: 'message',
      label: say('rollout.which_message'),
      value: 'announcement',
      choices: stepKinds.map(kind => ({ title: stepTitle(say, kind), value: kind })),
    }),
    choiceField({
      id: 'language',
      label: say('rollout.which_language'),
      value: other,
      choices: languages.map(language => ({ title: say('rollout.language', { language }), value: language })),
    }),
    { type: 'ActionSet', actions: [execute('rollout.test', say('rollout.show_message'), { waveId: preview.waveId })] },
  ]
}

/** Where the wave stands in the order, and the way to take it out. */
function orderPart(say: Say, preview: WavePreview): Element[] {
  const { waveId, position, waves } = preview
  const actions = [
    ...(position > 1 ? [execute('rollout.move', say('rollout.earlier'), { waveId, to: 'earlier' })] : []),
    ...(position < waves ? [execute('rollout.move', say('rollout.later'), { waveId, to: 'later' })] : []),
    execute('rollout.remove', say('rollout.remove'), { waveId }, 'destructive'),
  ]
  return [subheading(say('rollout.order')), paragraph(say('rollout.order_body', { position, waves })), { type: 'ActionSet', actions }]
}

/** What stands between the draft and its start. */
function beforeStart(say: Say, preview: WavePreview): Element[] {
  const { approval, outside } = preview
  return [
    ...(preview.viewer === 'author' ? orderPart(say, preview) : [quiet(say('rollout.draft_of_another'))]),
    ...(outside > 0 ? [warning(say('rollout.outside', { count: outside }))] : []),
    ...(approval ? [quiet(say('rollout.above_threshold', approval))] : []),
    quiet(say('rollout.nothing_goes_out')),
  ]
}

function approvalPart(say: Say, preview: WavePreview): Element[] {
  const { asked, declined } = preview
  if (declined) return [warning(say('rollout.declined_by', { name: declined.by, note: declined.note }))]
  if (!asked) return []
  const line = paragraph(say('rollout.asked_by', { name: asked.by, moment: say.moment(asked.at) }))
  if (preview.viewer !== 'approver') return [line, paragraph(say('rollout.waits_for_colleague'))]
  return [
    line,
    paragraph(say('rollout.approve_body')),
    textField({ id: 'reason', label: say('approval.reason'), maxLength: 500, multiline: true }),
  ]
}

function buttons(say: Say, preview: WavePreview): Action[] {
  const { waveId, campaignId, viewer, asked } = preview
  const back = execute('rollout.list', say('rollout.all'), { campaignId })
  if (preview.state === 'draft') {
    if (viewer !== 'author') return [back]
    const start = execute('rollout.start', say(preview.approval ? 'rollout.ask_approval' : 'rollout.start'), { waveId }, 'positive')
    return [...(preview.outside > 0 ? [] : [start]), execute('rollout.change', say('preview.edit'), { waveId }), back]
  }
  if (viewer === 'author') return [execute('rollout.take_back', say('rollout.take_back'), { waveId }), back]
  if (viewer === 'other' || !asked) return [back]
  const question: Packed<'approval.approve'> = { kind: 'wave', id: waveId, askedAt: asked.at.getTime() }
  return [
    execute('approval.approve', say('approval.approve'), question, 'positive'),
    execute('approval.decline', say('approval.decline'), question, 'destructive'),
    back,
  ]
}

function titleOf(say: Say, { state, viewer, name, run }: WavePreview): string {
  if (state === 'draft') return say('rollout.preview_title', { name, count: run.toReach })
  return say(viewer === 'approver' ? 'rollout.approve_title' : 'rollout.waiting_title', { name, count: run.toReach })
}

export function wavePreviewCard(say: Say, preview: WavePreview): CardMessage {
  const title = titleOf(say, preview)
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...approvalPart(say, preview),
        ...whoPart(say, preview),
        ...whenPart(say, preview),
        ...truthPart(say, preview),
        ...messagesPart(say, preview),
        ...(preview.state === 'draft' ? beforeStart(say, preview) : []),
      ],
      actions: buttons(say, preview),
    }),
  }
}
