/** The form of a wave: who, until when, with which messages at which hours, and what makes the date true. */
import { execute } from './actions.ts'
import {
  type CardMessage,
  card,
  choiceField,
  dateField,
  type Element,
  heading,
  paragraph,
  quiet,
  subheading,
  textField,
  timeField,
} from './card.ts'
import { problemList } from './slots.ts'
import type { Say, TextKey } from './texts/translate.ts'

export const registerPlaces = ['anywhere', 'at_work', 'managed_device'] as const
export type RegisterPlace = (typeof registerPlaces)[number]

/** What stands in the form, as it was typed. Dates are `YYYY-MM-DD`, times `HH:MM`. */
export interface WaveValues {
  name: string
  /** `everyone`, `phone_only`, `department:…`, `list:…`, or `named` for the name beside it. */
  who: string
  named: string
  /** One name on each line: a group, department or list. */
  leftOut: string
  date: string
  time: string
  zone: string
  /** Numbers of days with commas between them. */
  announceDays: string
  reminderDays: string
  rescueDays: string
  /** Weekdays 1 (Monday) to 7 with commas between them. */
  weekdays: string
  from: string
  to: string
  holidays: string
  /** The id of a Conditional Access policy, or `security_defaults`. */
  enforcement: string
  registerAt: RegisterPlace
  /** The group that proves an extension; empty: none. */
  extensionGroup: string
}

export interface Choice {
  title: string
  value: string
}

export interface WaveForm {
  campaignId: string
  /** The wave that is being changed; absent for a new one. */
  waveId?: string
  values: WaveValues
  problems: string[]
  zones: string[]
  departments: string[]
  lists: Choice[]
  /** Conditional Access policies; `unknown`: Entra did not answer, and this is the one that was chosen before. */
  policies: { id: string; name: string; state: 'on' | 'report_only' | 'off' | 'unknown' }[]
  securityDefaults: 'on' | 'off' | 'unknown'
  /** A group for extensions holds wherever a wave names none. */
  extensionForAll: boolean
}

const weekdayNames: TextKey[] = [
  'rollout.monday',
  'rollout.tuesday',
  'rollout.wednesday',
  'rollout.thursday',
  'rollout.friday',
  'rollout.saturday',
  'rollout.sunday',
]

function audience(say: Say, form: WaveForm): Element[] {
  const { values } = form
  const required = { message: say('announce.required') }
  const choices: Choice[] = [
    { title: say('rollout.choose_everyone'), value: 'everyone' },
    { title: say('rollout.choose_phone_only'), value: 'phone_only' },
    { title: say('rollout.choose_named'), value: 'named' },
    ...form.departments.map(name => ({ title: say('rollout.choose_department', { name }), value: `department:${name}` })),
    ...form.lists.map(({ title, value }) => ({ title: say('rollout.choose_list', { name: title }), value: `list:${value}` })),
  ]
  return [
    subheading(say('rollout.form_who')),
    choiceField({ id: 'who', label: say('rollout.who'), value: values.who, choices, required }),
    textField({ id: 'named', label: say('rollout.named'), placeholder: say('rollout.named_hint'), value: values.named, maxLength: 120 }),
    quiet(say('rollout.lists_hint')),
    textField({
      id: 'leftOut',
      label: say('rollout.left_out'),
      placeholder: say('rollout.left_out_hint'),
      value: values.leftOut,
      multiline: true,
      maxLength: 600,
    }),
    quiet(say('rollout.always_left_out')),
  ]
}

function moment(say: Say, form: WaveForm): Element[] {
  const { values } = form
  const required = { message: say('announce.required') }
  return [
    subheading(say('rollout.form_when')),
    dateField('date', say('rollout.date'), values.date, required.message),
    timeField('time', say('announce.time'), values.time, required.message),
    choiceField({
      id: 'zone',
      label: say('announce.zone'),
      value: values.zone,
      choices: form.zones.map(zone => ({ title: zone.replaceAll('_', ' '), value: zone })),
      required,
    }),
  ]
}

function messages(say: Say, { values }: WaveForm): Element[] {
  const required = { message: say('announce.required') }
  const days = (id: 'announceDays' | 'reminderDays' | 'rescueDays', label: TextKey) =>
    textField({
      id,
      label: say(label),
      placeholder: say('rollout.days_hint'),
      value: values[id],
      maxLength: 60,
      ...(id === 'announceDays' ? { required } : {}),
    })
  return [
    subheading(say('rollout.form_messages')),
    days('announceDays', 'rollout.announce_days'),
    days('reminderDays', 'rollout.reminder_days'),
    quiet(say('rollout.day_zero_always')),
    days('rescueDays', 'rollout.rescue_days'),
  ]
}

function hours(say: Say, { values }: WaveForm): Element[] {
  const required = { message: say('announce.required') }
  return [
    subheading(say('rollout.form_hours')),
    choiceField({
      id: 'weekdays',
      label: say('rollout.weekdays'),
      value: values.weekdays,
      expanded: true,
      several: true,
      choices: weekdayNames.map((name, index) => ({ title: say(name), value: String(index + 1) })),
      required,
    }),
    timeField('from', say('rollout.from'), values.from, required.message),
    timeField('to', say('rollout.to'), values.to, required.message),
    {
      type: 'Input.Toggle',
      id: 'holidays',
      label: say('rollout.holidays_label'),
      title: say('rollout.holidays'),
      value: values.holidays,
      wrap: true,
    },
  ]
}

const policyStates = {
  on: 'rollout.policy_on',
  report_only: 'rollout.policy_report_only',
  off: 'rollout.policy_off',
  unknown: 'rollout.policy_unknown',
} as const
const defaultsStates = {
  on: 'rollout.security_defaults_on',
  off: 'rollout.security_defaults_off',
  unknown: 'rollout.security_defaults_unknown',
} as const

function truth(say: Say, form: WaveForm): Element[] {
  const { values, policies, securityDefaults } = form
  const required = { message: say('announce.required') }
  const places: Record<RegisterPlace, TextKey> = {
    anywhere: 'rollout.register_anywhere',
    at_work: 'rollout.register_at_work',
    managed_device: 'rollout.register_managed_device',
  }
  return [
    subheading(say('rollout.form_enforced')),
    paragraph(say('rollout.enforced_body')),
    ...(securityDefaults === 'unknown' ? [paragraph(say('rollout.entra_silent'))] : []),
    choiceField({
      id: 'enforcement',
      label: say('rollout.enforced_by'),
      value: values.enforcement,
      choices: [
        ...policies.map(({ id, name, state }) => ({ title: say(policyStates[state], { name }), value: id })),
        { title: say(defaultsStates[securityDefaults]), value: 'security_defaults' },
      ],
      required,
    }),
    choiceField({
      id: 'registerAt',
      label: say('rollout.register_at'),
      value: values.registerAt,
      expanded: true,
      choices: registerPlaces.map(place => ({ title: say(places[place]), value: place })),
      required,
    }),
    textField({
      id: 'extensionGroup',
      label: say('rollout.extension_group'),
      placeholder: say('rollout.extension_group_hint'),
      value: values.extensionGroup,
      maxLength: 120,
    }),
    quiet(say('rollout.extension_group_body', { otherwise: form.extensionForAll ? 'all' : 'nobody' })),
  ]
}

export function waveFormCard(say: Say, form: WaveForm): CardMessage {
  const { campaignId, waveId, values } = form
  const title = say(waveId ? 'rollout.change_wave_title' : 'rollout.new_wave_title')
  const required = { message: say('announce.required') }
  const given = waveId ? { campaignId, waveId } : { campaignId }
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('rollout.wave_body')),
        ...problemList(say, form.problems),
        textField({
          id: 'name',
          label: say('rollout.wave_name'),
          placeholder: say('rollout.wave_name_hint'),
          value: values.name,
          maxLength: 60,
          required,
        }),
        ...audience(say, form),
        ...moment(say, form),
        ...messages(say, form),
        ...hours(say, form),
        ...truth(say, form),
        ...problemList(say, form.problems),
      ],
      actions: [
        execute('rollout.save_wave', say('rollout.save_and_preview'), given, 'positive'),
        execute('rollout.list', say('common.back'), { campaignId }),
      ],
    }),
  }
}
