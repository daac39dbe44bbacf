/**
 * Every button: its verb and what its payload must be, declared once. Cards pack with `execute`, `bot/incoming.ts` parses with `verbs`.
 * A payload is input from a client: it says what the person pressed, never who they are or what they may.
 */
import { z } from 'zod'
import type { Action } from './card.ts'

const nothing = z.object({})
const id = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/)
const announcement = z.object({ announcementId: z.uuid() })
/** Where the card stood: a card that is older than the stored place is answered with the current one. */
const place = z.object({ flow: id, step: id, revision: z.coerce.number().int().nonnegative() })
const caseOf = z.object({ caseId: z.coerce.number().int().positive() })
const caseAt = caseOf.extend({ revision: z.coerce.number().int().positive() })
const question = z.object({
  kind: z.enum(['announcement', 'wave', 'correction']),
  id: z.uuid(),
  askedAt: z.coerce.number().int().positive(),
})
const campaign = z.object({ campaignId: z.uuid() })
const wave = z.object({ waveId: z.uuid() })
const words = (most: number) => z.string().max(most).default('')
const feature = z.enum(['seen_per_person', 'names_to_managers', 'out_of_office'])
/** What stands in the answer field comes along with every button beside it. */
const answering = caseAt.extend({ answer: words(2000) })

/** An order of a security key; what stands in the fields of its card comes along. */
const orderOf = z.object({ orderId: z.coerce.number().int().positive() })
const handling = orderOf.extend({
  revision: z.coerce.number().int().positive(),
  day: words(10),
  place: words(120),
  handsOver: words(80),
  note: words(300),
})

export const verbs = {
  // guide
  'guide.start': z.object({ flow: id, announcementId: z.uuid().optional() }),
  'guide.choose': place.extend({ choice: id }),
  'guide.next': place,
  'guide.back': place,
  'guide.pause': place,
  'guide.resume': nothing,
  'guide.trouble': place,
  'guide.reason': place.extend({ reason: id.optional() }),
  'guide.fixed': place,
  'guide.helped': place.extend({ helped: z.enum(['yes', 'no']) }),
  'guide.look': nothing,
  // a typed question
  'coach.topic': z.object({ topic: id }),
  'coach.none': nothing,
  'guide.refresh': nothing,
  // announcement, for the employee
  'notice.start': announcement,
  'notice.second': announcement,
  'notice.help': announcement,
  'notice.time': announcement,
  'notice.ask': announcement.extend({
    weeks: z.enum(['1', '2', '4']).catch('1'),
    reason: z.enum(['leave', 'key', 'repair', 'other']).catch('other'),
    sentence: words(300),
  }),
  'notice.take_back': announcement,
  'notice.later': announcement,
  'notice.snooze': announcement.extend({ until: z.enum(['later_today', 'tomorrow', 'monday', 'day_before']) }),
  'notice.leave': announcement,
  'notice.back': announcement.extend({ back: z.string().max(10).default('') }),
  'notice.reason': announcement.extend({ reason: z.enum(['no_phone', 'own_phone', 'no_phone_at_work']) }),
  'notice.other': announcement,
  'notice.genuine': announcement,
  'notice.phishing': announcement,
  'notice.report': announcement,
  'notice.question': announcement,
  'notice.show': announcement,
  'notice.refresh': announcement,
  // announcement, for the admin
  'announce.form': nothing,
  'announce.preview': z.object({ announcementId: z.uuid().optional() }).loose(),
  'announce.edit': announcement,
  'announce.sample': nothing,
  'announce.show': announcement.extend({ language: id }),
  'announce.test': announcement,
  'announce.confirm': announcement,
  'announce.discard': announcement,
  'announce.stop': announcement,
  'announce.board': announcement,
  'announce.list': z.object({ page: z.coerce.number().int().min(0).max(100_000).default(0) }),
  'announce.pause': announcement,
  'announce.resume': announcement,
  'announce.stop_sure': announcement,
  'announce.correct': announcement,
  'announce.corrected': announcement.loose(),
  'announce.withdraw': announcement,
  'announce.withdrawn': announcement.extend({ how: z.enum(['note', 'delete']).default('note') }).loose(),
  'announce.resend': announcement,
  'announce.limits': nothing,
  'announce.limit_set': z.object({
    admin: z.string().max(60).default(''),
    audience: z.string().max(20).default('everyone'),
    who: words(120),
  }),
  'announce.emails': announcement.extend({ page: z.coerce.number().int().min(0).max(100_000).default(0) }),
  // approval, for another admin than the author
  'approval.approve': question,
  'approval.decline': question.extend({ reason: words(500) }),
  'approval.sample': question.extend({ language: id }),
  // more time, for the admin
  'extensions.list': nothing,
  'extensions.show': z.object({ extensionId: z.uuid() }),
  'extensions.approve': z.object({ extensionId: z.uuid() }),
  'extensions.decline': z.object({ extensionId: z.uuid(), note: words(300) }),
  'extensions.look': z.object({ extensionId: z.uuid() }),
  // outside Teams
  /** `own`: pressed on its own card. The board would soon be shown over it again, so from there it is a new message. */
  'announce.outside': announcement.extend({ own: z.boolean().default(false) }),
  'announce.mail': announcement,
  'announce.mail_send': announcement,
  'announce.export': announcement.extend({ file: z.enum(['deliveries', 'unreachable']) }),
  'announce.numbers': announcement.extend({ by: z.enum(['department', 'language', 'reason']) }),
  // rollout, for the admin
  'rollout.list': z.object({ campaignId: z.uuid().optional(), page: z.coerce.number().int().nonnegative().max(1000).default(0) }),
  'rollout.ready': z.object({ kind: z.enum(['mfa_deadline', 'phone_ends']) }),
  'rollout.texts': campaign,
  'rollout.save_texts': campaign.loose(),
  'rollout.discard': campaign,
  'rollout.add': campaign,
  'rollout.wave': wave,
  'rollout.change': wave,
  'rollout.save_wave': campaign.extend({ waveId: z.uuid().optional() }).loose(),
  'rollout.move': wave.extend({ to: z.enum(['earlier', 'later']) }),
  'rollout.remove': wave,
  'rollout.test': wave.extend({ message: id.default('announcement'), language: id.default('en') }),
  'rollout.start': wave,
  'rollout.take_back': wave,
  'rollout.step': wave.extend({ announcementId: z.uuid() }),
  'rollout.export': wave.extend({ file: z.enum(['deliveries', 'never_started']) }),
  'rollout.pause': wave,
  'rollout.resume': wave,
  'rollout.ask_stop': wave,
  'rollout.stop': wave,
  'rollout.ask_anyway': wave,
  'rollout.check': wave,
  'rollout.anyway': wave,
  'rollout.ask_date': wave,
  'rollout.date': wave.extend({ date: words(10), time: words(5) }),
  // helpdesk, for the employee
  'help.open': z.object({ topic: id.optional() }),
  'help.send': z.object({
    topic: id.optional(),
    sentence: words(1000),
    callMe: z.enum(['no', 'soon', 'morning', 'afternoon']).default('no'),
  }),
  'help.urgent': z.object({ report: z.enum(['unexpected_prompt', 'approved_prompt', 'pressed_link', 'told_someone']) }),
  'help.cancel': nothing,
  'help.reply': caseOf.extend({ reply: words(2000) }),
  'help.solved': caseOf.extend({ reply: words(2000) }),
  'help.reopen': caseOf,
  'help.rate': caseOf.extend({ thumb: z.enum(['up', 'down']) }),
  /** `asked`: somebody pressed it; Teams looks by itself without that. */
  'help.refresh': caseOf.extend({ asked: z.boolean().default(false) }),
  // helpdesk, for the agent
  'case.claim': answering,
  'case.release': answering,
  'case.answer': answering,
  'case.resolve': answering,
  'case.reopen': caseAt,
  'case.refresh': caseOf,
  // a security key, for the employee
  'order.open': nothing,
  'order.again': nothing,
  'order.send': z.object({ where: z.enum(['workplace', 'desk', 'other']).catch('other'), elsewhere: words(120) }),
  'order.leave': nothing,
  'order.show': orderOf,
  'order.cancel': orderOf,
  'order.time': nothing,
  'order.begin': nothing,
  // security keys, for the agent
  'keys.list': nothing,
  'keys.show': orderOf,
  'keys.accept': handling,
  'keys.there': handling,
  'keys.hand_over': handling,
  'keys.decline': handling,
  // people, for the admin
  'people.show': nothing,
  'people.sync': nothing,
  'person.open': z.object({ personId: z.string().min(1).max(100) }),
  // lists of people, for the admin
  'lists.make': z.object({ name: words(100), addresses: words(20_000) }),
  // what must be agreed first, for the admin
  'feature.list': nothing,
  'feature.open': z.object({ feature }),
  'feature.switch': z.object({ feature, on: z.boolean(), note: words(500) }),
  // everybody
  'my.language': z.object({ language: id }),
  'my.languages': nothing,
  'my.later': nothing,
  'my.reminders': z.object({ on: z.boolean() }),
  'my.privacy': nothing,
  'my.data': nothing,
  'my.forget': nothing,
  'my.erase': z.object({ caseId: z.coerce.number().int().positive().optional() }),
  'menu.show': nothing,
  'menu.more': nothing,
  'menu.back': nothing,
  'menu.status': nothing,
  'menu.look': nothing,
} as const satisfies Record<string, z.ZodType>

export type Verb = keyof typeof verbs
export type Payload<V extends Verb> = z.output<(typeof verbs)[V]>
export type Packed<V extends Verb> = z.input<(typeof verbs)[V]>
/** A pressed button, parsed. */
export type Pressed = { [V in Verb]: { verb: V; data: Payload<V> } }[Verb]

/** A button. Values that the person types into the card's inputs join `data` on the way; `given` are those already known. */
export function execute<V extends Verb>(verb: V, title: string, given: Partial<Packed<V>>, style?: 'positive' | 'destructive'): Action {
  return {
    type: 'Action.Execute',
    verb,
    title,
    data: given as Record<string, unknown>,
    ...(style ? { style } : {}),
  }
}

/** Ids, numbers, switches and choices of a few values: what a person cannot type words into. */
function isClosed(field: z.ZodType): boolean {
  if ('innerType' in field.def) return isClosed(field.def.innerType as z.ZodType)
  const kinds = [z.ZodUUID, z.ZodEnum, z.ZodNumber, z.ZodBoolean]
  return field === id || kinds.some(kind => field instanceof kind)
}

const closedFields = new Map(
  Object.entries(verbs).map(([verb, schema]) => {
    const closed = Object.entries(schema.shape).filter(([, field]) => isClosed(field))
    return [verb, new Set(closed.map(([name]) => name))]
  }),
)

/** Everything in a payload that may hold typed words, by field. A field counts as long as its schema does not say otherwise. */
export function typedFields({ verb, data }: Pressed): [field: string, words: string][] {
  const closed = closedFields.get(verb)
  const open = Object.entries(data).filter(([field]) => !closed?.has(field))
  return open.map(([field, value]) => [field, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')])
}

/** Parses what came back from a card; `null` for a verb or a payload that this version does not know. */
export function parseAction(verb: string, data: unknown): Pressed | null {
  if (!Object.hasOwn(verbs, verb)) return null
  const parsed = verbs[verb as Verb].safeParse(data ?? {})
  return parsed.success ? ({ verb, data: parsed.data } as Pressed) : null
}
