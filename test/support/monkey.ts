/**
 * Somebody who presses anything that stands in the chat, in any order, and types now and then, while the directory changes, the helpdesk
 * answers and time passes. The same seed walks the same way.
 */
import { sweepCases } from '../../bot/cases/sweep.ts'
import { sweepExtensions } from '../../bot/extensions/sweep.ts'
import { sweepChecks } from '../../bot/flows/check.ts'
import { sweepKeySilence } from '../../bot/keys/silence.ts'
import { sweepKeys } from '../../bot/keys/sweep.ts'
import { createLog } from '../../bot/log.ts'
import { sweepSilence } from '../../bot/silence/sweep.ts'
import { tasksFor } from '../../bot/tasks/index.ts'
import { sweepThanks } from '../../bot/thanks.ts'
import type { Card, CardMessage } from '../../cards/card.ts'
import { reached, saveChannel } from '../../services/conversations.ts'
import type { Db } from '../../services/db/database.ts'
import { findDelivery, record } from '../../services/deliveries.ts'
import { eraseOld } from '../../services/erasure.ts'
import { expand } from '../../services/expansion.ts'
import { seePerson } from '../../services/people.ts'
import type { MethodKind, OutgoingMessage } from '../../services/ports.ts'
import { type TestApp, testApp } from './app.ts'
import { type Node, nodesOf } from './card-rules.ts'
import { type Dice, diceOf } from './dice.ts'
import { addAnnouncement, serviceUrl } from './rollout.ts'
import { Teams } from './teams.ts'

const start = new Date('2026-11-24T09:00:00Z')
const minute = 60_000
export const chat = 'chat-kees'
export const channel = '19:helpdesk@thread.tacv2'

const always: MethodKind[] = ['windows_hello', 'platform_credential']
const policies: MethodKind[][] = [
  [...always, 'authenticator', 'passkey', 'phone', 'temporary_pass'],
  [...always, 'authenticator', 'passkey', 'phone', 'temporary_pass'],
  ['authenticator', 'phone'],
  ['passkey', 'temporary_pass'],
  ['phone'],
  ['external'],
]
const kinds: MethodKind[] = ['authenticator', 'passkey', 'phone', 'windows_hello', 'temporary_pass', 'email']

/** A message as it stands in a chat now. */
export interface Standing {
  id: string
  message: OutgoingMessage
  /** When it was sent. */
  at: Date
}

/** What happened in one step. */
export interface Happened {
  /** In words, to walk the same way by hand. */
  did: string
  /** What was pressed, if something was, with the card as it was then; `late`: that button was on the card no longer. */
  pressed?: { id: string; card: Card; late: boolean }
  /** The card that came back to it. */
  answer?: Card
  /** The line that came back instead. */
  line?: string
  /** What reached the chat of the employee until the answer came, and after it. */
  sent: { message: OutgoingMessage; before: OutgoingMessage | undefined }[]
  edited: OutgoingMessage[]
  /** Where something was sent to. */
  places: string[]
}

export class Monkey {
  readonly app: TestApp
  readonly dice: Dice
  readonly did: string[] = []
  /** What the log says at the levels of a warning and above. */
  readonly logged: string[] = []
  private readonly teams: Teams
  private readonly words: readonly string[]
  private readonly standing = new Map<string, Map<string, Standing>>()
  private read = 0
  private last: { verb: string; data: object; id: string } | undefined

  constructor(db: Db, seed: number, words: readonly string[]) {
    this.dice = diceOf(seed)
    this.words = words
    const log = createLog('warn', { write: line => void this.logged.push(line) })
    this.app = { ...testApp(db, start, { GIVES_SECURITY_KEYS: this.dice.pick(['true', 'false']) }), log }
    this.teams = new Teams(this.app)
  }

  messages(place: string): Standing[] {
    return [...(this.standing.get(place)?.values() ?? [])]
  }

  async meet(): Promise<void> {
    const { app, dice } = this
    const language = dice.pick(['en', 'nl'] as const)
    const allowed = dice.pick(policies)
    const kees = {
      id: 'kees',
      name: 'Kees de Wit',
      locale: language,
      timeZone: 'Europe/Amsterdam',
      platform: dice.pick(['Windows', 'iOS', 'Android']),
    }
    await seePerson(app.db, kees, start)
    await seePerson(app.db, { ...kees, id: 'fatima', name: 'Fatima Yilmaz', locale: 'en-GB' }, start)
    await reached(app.db, { id: 'kees', conversationId: chat, serviceUrl, teamsUserId: '29:kees' }, start)
    await saveChannel(app.db, 'helpdesk', { conversationId: channel, serviceUrl }, start)
    app.directory.members[app.config.HELPDESK_GROUP_ID] = ['fatima']
    app.directory.policy = { allowed }
    app.directory.methodsOf.kees = kinds.filter(() => dice.number(1, 4) === 1)
    const value = JSON.stringify({ allowed })
    await app.db.insertInto('sync_state').values({ name: 'methods_policy', value, changed_at: start }).execute()
    const deadline_at = new Date(start.getTime() + dice.number(1, 8) * 24 * 60 * minute)
    const audience = { kind: 'person' as const, personId: 'kees', name: 'Kees' }
    const announcement = await addAnnouncement(app.db, { deadline_at, audience })
    await expand(app.db, { announcement, languageOf: () => language, now: start })
    const row = await findDelivery(app.db, announcement.id, 'kees')
    if (row) await record(app.db, row, { state: 'delivered', activityId: 'a1', shown: 1 }, start)
    const { card } = await this.teams.presses('kees', 'notice.refresh', { announcementId: announcement.id }, 'a1')
    await app.messenger.update({ conversationId: chat, serviceUrl }, 'a1', { summary: 'announcement', card: JSON.parse(card) as Card })
    this.did.push(`${language}, allowed ${allowed}, has ${app.directory.methodsOf.kees}, deadline ${deadline_at.toISOString()}`)
    this.gather()
  }

  /** One thing happens. */
  async step(): Promise<Happened> {
    const chance = this.dice.number(1, 100)
    const happened = await this.happen(chance)
    await this.app.jobs.run(tasksFor(this.app))
    const after = this.gather()
    this.did.push(happened.did)
    return {
      ...happened,
      sent: [...happened.sent, ...after.sent],
      edited: [...happened.edited, ...after.edited],
      places: [...happened.places, ...after.places],
    }
  }

  private happen(chance: number): Promise<Happened> {
    if (chance <= 62) return this.press()
    if (chance <= 67) return this.last ? this.send(this.last, `again: ${this.last.verb}`) : this.press()
    if (chance <= 80) return this.type()
    if (chance <= 85) return this.change()
    if (chance <= 92) return this.wait(this.dice.number(1, 20))
    if (chance <= 95) return this.wait(this.dice.number(1, 30) * 60)
    return this.help()
  }

  /** Time passes a little with everything that somebody does. */
  private async tick(): Promise<void> {
    this.app.setTime(new Date(this.app.clock.now().getTime() + this.dice.number(1, 40) * 1000))
  }

  private buttonsOf(place: string): { id: string; card: Card; action: Node }[] {
    return this.messages(place).flatMap(({ id, message }) => {
      const card = message.card as Card | undefined
      const actions = card ? nodesOf([card.body, card.actions ?? []]).filter(({ type }) => type === 'Action.Execute') : []
      return actions.map(action => ({ id, card: card as Card, action }))
    })
  }

  /** A button, mostly of the newest card that has any. */
  private choose(place: string) {
    const all = this.buttonsOf(place)
    const newest = all.filter(({ id }) => id === all.at(-1)?.id)
    const recent = all.slice(-20)
    return all.length === 0
      ? undefined
      : this.dice.pick(this.dice.number(1, 100) <= 75 ? newest : this.dice.number(1, 2) === 1 ? recent : all)
  }

  private filled(card: Card): Record<string, string> {
    const inputs = nodesOf(card.body).filter(({ type }) => String(type).startsWith('Input.'))
    return Object.fromEntries(inputs.map(input => [String(input.id), this.fill(input)]))
  }

  private fill(input: Node): string {
    const { type, value = '' } = input
    if (type === 'Input.ChoiceSet') return this.dice.pick(input.choices as { value: string }[]).value
    if (type === 'Input.Toggle') return this.dice.pick([String(input.valueOn ?? 'true'), String(input.valueOff ?? 'false')])
    if (type === 'Input.Text')
      return this.dice.pick([String(value), '', 'het lukt niet', 'mijn code is 482913', this.dice.pick(this.words)])
    return String(value)
  }

  private async press(): Promise<Happened> {
    const chosen = this.choose(chat)
    if (!chosen) return this.type()
    const { id, card, action } = chosen
    const data = { ...this.filled(card), ...(action.data as object | undefined) }
    this.last = { verb: String(action.verb), data, id }
    return this.send(this.last, `press "${action.title}" of ${id}: ${action.verb} ${JSON.stringify(data)}`)
  }

  private async send({ verb, data, id }: { verb: string; data: object; id: string }, did: string): Promise<Happened> {
    await this.tick()
    const before = this.standing.get(chat)?.get(id)?.message.card as Card
    const offered = this.buttonsOf(chat).filter(one => one.id === id)
    const late = !offered.some(
      ({ action }) =>
        action.verb === verb &&
        Object.entries((action.data as object) ?? {}).every(([key, value]) => (data as Record<string, unknown>)[key] === value),
    )
    const { card, line } = await this.teams.presses('kees', verb, data, id)
    const first = this.gather()
    const answer = card ? (JSON.parse(card) as Card) : undefined
    if (answer) this.put(chat, id, { summary: 'answer', card: answer })
    return { did, pressed: { id, card: before, late }, ...(answer ? { answer } : { line }), ...first }
  }

  private async type(): Promise<Happened> {
    await this.tick()
    const text = this.dice.pick(this.words)
    await this.teams.activity('kees', { text })
    return { did: `type "${text}"`, ...this.gather() }
  }

  /** A method appears, or one goes. */
  private async change(): Promise<Happened> {
    const has = this.app.directory.methodsOf.kees ?? []
    const kind = this.dice.pick(kinds)
    const next = has.includes(kind) ? has.filter(one => one !== kind) : [...has, kind]
    this.app.directory.methodsOf.kees = next
    return { did: `directory: ${next}`, ...this.gather() }
  }

  private async wait(minutes: number): Promise<Happened> {
    const { app } = this
    const now = new Date(app.clock.now().getTime() + minutes * minute)
    app.setTime(now)
    for (const sweep of [sweepChecks, sweepCases, sweepKeys, sweepThanks, eraseOld, sweepExtensions, sweepSilence, sweepKeySilence]) {
      await sweep(app, now)
      await app.jobs.run(tasksFor(app))
    }
    return { did: `wait ${minutes} minutes, to ${now.toISOString()}`, ...this.gather() }
  }

  /** The helpdesk presses something in its channel. */
  private async help(): Promise<Happened> {
    await this.tick()
    const chosen = this.choose(channel)
    if (!chosen) return { did: 'nothing', ...this.gather() }
    const { id, card, action } = chosen
    const data = { ...this.filled(card), ...(action.data as object | undefined) }
    const value = { action: { type: 'Action.Execute', verb: action.verb, data }, trigger: 'manual' }
    const inChannel = { conversation: { id: channel, conversationType: 'channel' } }
    const { body } = await this.teams.activity('fatima', {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value,
      replyToId: id,
      ...inChannel,
    })
    const { type, value: shown } = body as { type: string; value: unknown }
    if (type.endsWith('card.adaptive')) this.put(channel, id, { summary: 'answer', card: shown as Card })
    return { did: `helpdesk: ${action.verb} ${JSON.stringify(data)}`, ...this.gather() }
  }

  private put(place: string, id: string, message: OutgoingMessage): void {
    const here = this.standing.get(place) ?? new Map<string, Standing>()
    this.standing.set(place, here.set(id, { id, message, at: here.get(id)?.at ?? this.app.clock.now() }))
  }

  /** Reads what was sent since the last time. */
  private gather(): Pick<Happened, 'sent' | 'edited' | 'places'> {
    const sent: Happened['sent'] = []
    const edited: OutgoingMessage[] = []
    const news = this.app.messenger.sent.slice(this.read)
    this.read = this.app.messenger.sent.length
    for (const { kind, to, activityId, message } of news) {
      const place = to.conversationId
      const before = this.messages(place).at(-1)?.message
      if (kind === 'remove') this.standing.get(place)?.delete(activityId)
      else this.put(place, activityId, message)
      if (place !== chat || kind === 'remove') continue
      if (kind === 'send') sent.push({ message, before })
      else edited.push(message)
    }
    return { sent, edited, places: news.map(({ to }) => to.conversationId) }
  }
}

export type { CardMessage }
