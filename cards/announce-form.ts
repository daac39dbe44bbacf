/** The form in which an admin writes an announcement: fixed slots per language, so that none can be forgotten. */
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
import { problemList, slotFields } from './slots.ts'
import type { Say, TextKey } from './texts/translate.ts'

export const audienceKinds = ['everyone', 'not_ready', 'phone_only', 'group', 'department', 'list', 'person'] as const
export type AudienceKind = (typeof audienceKinds)[number]

/** What stands in the form. Dates are `YYYY-MM-DD`, times `HH:MM`, both in `zone`. */
export interface FormValues {
  sender: string
  date: string
  time: string
  zone: string
  phone: string
  audience: AudienceKind
  who: string
  /** A security warning does not wait for working hours or for tomorrow. */
  kind: 'announcement' | 'security'
  send: 'now' | 'at'
  sendDate: string
  sendTime: string
  /** By slot and language: `what_en`, `why_nl`, … */
  texts: Record<string, string>
}

export interface AnnounceForm {
  values: FormValues
  zones: string[]
  /** What is wrong with what was sent, in the reader's language. */
  problems: string[]
  /** The draft that is being changed. */
  announcementId?: string
}

function whenAndWho(say: Say, form: AnnounceForm): Element[] {
  const { values } = form
  const required = { message: say('announce.required') }
  return [
    textField({
      id: 'sender',
      label: say('announce.sender'),
      placeholder: say('announce.sender_hint'),
      value: values.sender,
      maxLength: 80,
      required,
    }),
    dateField('date', say('announce.date'), values.date, required.message),
    timeField('time', say('announce.time'), values.time, required.message),
    choiceField({
      id: 'zone',
      label: say('announce.zone'),
      value: values.zone,
      choices: form.zones.map(zone => ({ title: zone.replaceAll('_', ' '), value: zone })),
      required,
    }),
    textField({ id: 'phone', label: say('announce.phone'), value: values.phone, maxLength: 40, required }),
  ]
}

const audienceTitles: Record<AudienceKind, TextKey> = {
  everyone: 'announce.everyone',
  not_ready: 'announce.not_ready',
  phone_only: 'announce.phone_only',
  group: 'announce.group',
  department: 'announce.department',
  list: 'announce.list',
  person: 'announce.person',
}

/** The kinds of audiences, for a field that asks for one. */
export const audienceChoices = (say: Say): { title: string; value: string }[] =>
  audienceKinds.map(kind => ({ title: say(audienceTitles[kind]), value: kind }))

function audience(say: Say, values: FormValues): Element[] {
  const required = { message: say('announce.required') }
  return [
    subheading(say('announce.audience')),
    choiceField({
      id: 'audience',
      label: say('announce.to'),
      value: values.audience,
      expanded: true,
      choices: audienceChoices(say),
      required,
    }),
    textField({ id: 'who', label: say('announce.who'), placeholder: say('announce.who_hint'), value: values.who, maxLength: 120 }),
    choiceField({
      id: 'kind',
      label: say('announce.kind'),
      value: values.kind,
      choices: [
        { title: say('announce.kind_announcement'), value: 'announcement' },
        { title: say('announce.kind_security'), value: 'security' },
      ],
      required,
    }),
    choiceField({
      id: 'send',
      label: say('announce.send'),
      value: values.send,
      expanded: true,
      choices: [
        { title: say('announce.send_now'), value: 'now' },
        { title: say('announce.send_at'), value: 'at' },
      ],
      required,
    }),
    { type: 'Input.Date', id: 'sendDate', label: say('announce.send_date'), value: values.sendDate },
    { type: 'Input.Time', id: 'sendTime', label: say('announce.send_time'), value: values.sendTime },
  ]
}

export function announceFormCard(say: Say, form: AnnounceForm): CardMessage {
  return {
    summary: say('announce.form_title'),
    card: card({
      say,
      body: [
        heading(say('announce.form_title')),
        paragraph(say('announce.form_body')),
        ...problemList(say, form.problems),
        ...whenAndWho(say, form),
        ...slotFields(say, form.values.texts),
        ...audience(say, form.values),
        quiet(say('announce.adds_itself')),
      ],
      actions: [
        execute(
          'announce.preview',
          say('announce.preview'),
          form.announcementId ? { announcementId: form.announcementId } : {},
          'positive',
        ),
        ...(form.announcementId ? [execute('announce.discard', say('announce.discard'), { announcementId: form.announcementId })] : []),
        execute('announce.list', say('menu.announcements'), {}),
      ],
    }),
  }
}
