/** From what came back from the form to a draft, or to what is wrong with it. */
import { z } from 'zod'
import { type AudienceKind, audienceKinds, type FormValues } from '../../cards/announce-form.ts'
import { suggestedTexts } from '../../cards/slots.ts'
import type { Say } from '../../cards/texts/translate.ts'
import type { Announcement, Draft } from '../../services/announcements.ts'
import type { Audience } from '../../services/audiences.ts'
import { instantOf, localClock, localDate } from '../../services/local-time.ts'
import type { App } from '../app.ts'
import { findCircle } from './audience.ts'
import { contentOf, flatSlots, line, plainProblems, readSlots, slotProblems } from './slots.ts'

const sent = z
  .object({
    sender: line(80),
    date: line(10),
    time: line(5),
    zone: line(60),
    phone: line(40),
    audience: z.enum(audienceKinds).catch('everyone'),
    who: line(120),
    kind: z.enum(['announcement', 'security']).catch('announcement'),
    send: z.enum(['now', 'at']).catch('now'),
    sendDate: line(10),
    sendTime: line(5),
  })
  .loose()

/** What the admin sent, as far as it has the right shape; everything is kept so that nothing must be typed again. */
export function readForm(payload: unknown): FormValues {
  const values = sent.parse(payload)
  const { sender, date, time, zone, phone, audience, who, kind, send, sendDate, sendTime } = values
  return { sender, date, time, zone, phone, audience, who, kind, send, sendDate, sendTime, texts: readSlots(values) }
}

/** A fresh form: two weeks from now, ten in the morning. */
export function emptyForm(app: App, now: Date): FormValues {
  const zone = app.config.DEFAULT_TIME_ZONE
  return {
    sender: '',
    date: localDate(now, zone, 14),
    time: '10:00',
    zone,
    phone: app.config.HELPDESK_PHONE,
    audience: 'everyone',
    who: '',
    kind: 'announcement',
    send: 'now',
    sendDate: '',
    sendTime: '',
    texts: suggestedTexts(app.config.GIVES_SECURITY_KEYS, { opens: app.config.HELPDESK_OPENS, closes: app.config.HELPDESK_CLOSES }),
  }
}

const aboutTheCheck = ['what', 'why', 'otherwise', 'alternative']

/** A security warning is about something else than the extra check: suggestions that nobody changed are no part of it. */
export function forItsKind(app: App, values: FormValues): FormValues {
  if (values.kind !== 'security') return values
  const suggested = emptyForm(app, new Date(0)).texts
  const texts = Object.entries(values.texts).map(([id, text]) => {
    const untouched = text === suggested[id] && aboutTheCheck.some(slot => id.startsWith(`${slot}_`))
    return [id, untouched ? '' : text]
  })
  return { ...values, texts: Object.fromEntries(texts) }
}

/** The form makes drafts for these audiences only. */
const kindOf = ({ kind }: Audience): AudienceKind => audienceKinds.find(known => known === kind) ?? 'everyone'

/** The form of a draft, to go on with it. */
export function formOf(draft: Announcement): FormValues {
  const { audience, deadline_at: starts, send_at: sends, time_zone: zone } = draft
  return {
    sender: draft.content.sender,
    date: localDate(starts, zone),
    time: localClock(starts, zone),
    zone,
    phone: draft.content.phone,
    audience: kindOf(audience),
    who: 'name' in audience ? audience.name : '',
    kind: draft.kind === 'security' ? 'security' : 'announcement',
    send: sends ? 'at' : 'now',
    sendDate: sends ? localDate(sends, zone) : '',
    sendTime: sends ? localClock(sends, zone) : '',
    texts: flatSlots(draft.content),
  }
}

/** A warning tells no date: it is kept for as long as any other message. */
const warningLastsMs = 14 * 24 * 60 * 60_000

function startOf(values: FormValues, now: Date): Date | null {
  if (values.kind === 'security') return new Date(now.getTime() + warningLastsMs)
  return instantOf(values.date, values.time, values.zone)
}

function momentProblems(say: Say, values: FormValues, now: Date): { deadlineAt: Date; sendAt: Date | null } | string[] {
  const deadlineAt = startOf(values, now)
  if (!deadlineAt || deadlineAt <= now) return [say('announce.problem_date')]
  if (values.send === 'now') return { deadlineAt, sendAt: null }
  const sendAt = instantOf(values.sendDate, values.sendTime, values.zone)
  return !sendAt || sendAt <= now || sendAt >= deadlineAt ? [say('announce.problem_send')] : { deadlineAt, sendAt }
}

/** A draft that may be sent, or the list of what must be mended first. */
export async function toDraft(app: App, say: Say, values: FormValues, now: Date): Promise<Draft | string[]> {
  const moments = momentProblems(say, values, now)
  const audience = await findCircle(app, say, values)
  const problems = [
    ...plainProblems(app, say, values),
    ...(Array.isArray(moments) ? moments : []),
    ...slotProblems(app, say, values.texts, values.kind),
    ...(typeof audience === 'string' ? [audience] : []),
  ]
  if (problems.length || Array.isArray(moments) || typeof audience === 'string') return problems
  return { content: contentOf(values), audience, timeZone: values.zone, kind: values.kind, ...moments }
}
