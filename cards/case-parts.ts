/** What the cards of a case have in common, for the employee in the chat and for the helpdesk in its channel. */
import { type Element, emphasis, quiet } from './card.ts'
import { hasText, type Say, textKey } from './texts/translate.ts'

/** What is shared with the helpdesk beside the person's own words. */
export interface SharedFacts {
  name: string
  department: string | null
  /** Language tag, such as `nl`. */
  language: string
  deadlineAt: Date | null
  /** What was tried, in words of the card's language, oldest first. */
  tried: string[]
  /** Kinds of methods, never numbers. */
  kinds: string[]
  kindsReadAt: Date | null
  platform: string | null
  privileged: boolean
  /** What the person said is in the way; one of the reasons on the card "Later". */
  hindrance: string | null
  /** The bot opened the case by itself: since when, and at which step, nothing happened. */
  silence: { since: Date; step: string } | null
  key: KeyLine | null
}

/** An order of a security key, as far as it matters to whoever helps with something else. */
export interface KeyLine {
  id: number
  state: 'asked' | 'accepted' | 'declined' | 'ready' | 'handed_over' | 'working' | 'cancelled'
  place: string
  /** Since when it is in this state; of a promise: from which day on. */
  at: Date
}

/** Something that was said. `failure`: why an answer did not reach the person. */
export interface CaseLine {
  from: 'person' | 'desk'
  name: string
  at: Date
  text: string
  failure: string | null
}

export interface CaseView extends SharedFacts {
  id: number
  revision: number
  state: 'open' | 'claimed' | 'resolved'
  urgent: boolean
  topic: string
  callMe: string | null
  /** The person's sentence, and everything that was said since, oldest first. */
  sentence: string | null
  lines: CaseLine[]
  agentName: string | null
  openedAt: Date
  answerBy: Date | null
  claimedAt: Date | null
  resolvedAt: Date | null
  solvedByPerson: boolean
  readySince: Date | null
  rating: 'up' | 'down' | null
  wordsErasedAt: Date | null
}

/** When the desk is staffed, and where it is for those who cannot wait. */
export interface DeskView {
  organisation: string
  phone: string
  place: string
  openNow: boolean
  opensAt: Date
  closesAt: Date
}

/** What somebody typed: no Markdown, so that nobody can dress up a link in another person's card. One block per line of text. */
export function said(text: string): Element[] {
  const lines = text.split(/\r?\n/).filter(line => line.trim() !== '')
  const shown = lines.length > 20 ? [lines.join(' ')] : lines
  return shown.map(line => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: line }], spacing: 'Small' }))
}

/** A short form for notifications, on one line. */
export function clipped(text: string, most = 140): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line
}

/** "10:42" on the same day, otherwise "Tuesday 24 November, 10:42". */
export function when(say: Say, at: Date, now: Date): string {
  return say.day(at) === say.day(now) ? say.time(at) : say.moment(at)
}

export function line(say: Say, { from, name, at, text }: CaseLine, now: Date): Element[] {
  const words = [quiet(`${name} · ${when(say, at, now)}`), ...said(text)]
  return from === 'desk' ? [emphasis(words)] : words
}

export function topicTitle(say: Say, topic: string): string {
  const key = `case.topic.${topic}`
  return say(hasText(key) ? key : 'case.topic.other')
}

export function languageName(say: Say, tag: string): string {
  return new Intl.DisplayNames([say.language], { type: 'language' }).of(tag) ?? tag
}

/** "in 2 days" · "20 hours ago" */
function timeLeft(say: Say, at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000)
  const format = new Intl.RelativeTimeFormat(say.language)
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  const hours = Math.trunc(minutes / 60)
  return Math.abs(hours) < 48 ? format.format(hours, 'hour') : format.format(Math.trunc(hours / 24), 'day')
}

function methodsText(say: Say, facts: SharedFacts, now: Date): string {
  if (!facts.kindsReadAt) return say('case.value.not_read')
  const at = when(say, facts.kindsReadAt, now)
  if (facts.kinds.length === 0) return say('case.value.no_methods', { at })
  const names = facts.kinds.map(kind => say(hasText(`method.${kind}`) ? textKey(`method.${kind}`) : 'method.other'))
  return say('case.value.methods', { methods: new Intl.ListFormat(say.language).format([...new Set(names)]), at })
}

const silenceText = (say: Say, { since, step }: NonNullable<SharedFacts['silence']>) =>
  say('case.value.silence', { since: say.moment(since), step })

function keyRow(say: Say, { id, state, place, at }: KeyLine, now: Date): [string, string] {
  return [
    say('case.fact.key', { id }),
    say(textKey(`case.key.${state}`), { at: state === 'accepted' ? say.day(at) : when(say, at, now), place }),
  ]
}

/** The same rows for the person, who sees what will be shared, and for the helpdesk, which sees what was. */
export function sharedRows(say: Say, facts: SharedFacts, now: Date): [string, string][] {
  const unknown = say('case.value.unknown')
  const { deadlineAt } = facts
  return [
    [say('case.fact.name'), facts.name],
    [say('case.fact.department'), facts.department ?? unknown],
    [say('case.fact.language'), languageName(say, facts.language)],
    [
      say('case.fact.deadline'),
      deadlineAt
        ? say('case.value.deadline', { at: say.moment(deadlineAt), left: timeLeft(say, deadlineAt, now) })
        : say('case.value.no_deadline'),
    ],
    ...(facts.silence ? [[say('case.fact.why'), silenceText(say, facts.silence)] as [string, string]] : []),
    ...(hasText(`later.${facts.hindrance}`)
      ? [[say('case.fact.hindrance'), say(textKey(`later.${facts.hindrance}`))] as [string, string]]
      : []),
    [say('case.fact.tried'), facts.tried.length > 0 ? facts.tried.join(' → ') : say('case.value.not_tried')],
    [say('case.fact.methods'), methodsText(say, facts, now)],
    ...(facts.key ? [keyRow(say, facts.key, now)] : []),
    [say('case.fact.device'), facts.platform ?? unknown],
    ...(facts.privileged ? [[say('case.fact.account'), say('case.value.privileged')] as [string, string]] : []),
  ]
}
