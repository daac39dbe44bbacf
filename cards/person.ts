/** One person, for admins: how they stand, and what was sent to them and what they did with it. */
import { execute } from './actions.ts'
import { type CardMessage, card, type Element, facts, heading, paragraph, quiet, subheading, warning } from './card.ts'
import { reasonName } from './reasons.ts'
import { hasText, type Say, textKey } from './texts/translate.ts'

export interface SentToPerson {
  kind: string
  state: string
  /** Why it was not delivered. */
  reason: string
  at: Date
  deliveredAt: Date | null
  seenAt: Date | null
  answeredAt: Date | null
  snoozedUntil: Date | null
}

export interface PersonStanding {
  name: string
  address: string
  department: string | null
  language: string
  timeZone: string
  /** Why this person gets no messages. */
  leftOut: string | null
  reach: string
  ready: { done: boolean; at: Date } | null
  openCases: number
  /** The open order of a security key. */
  keyOrder: 'asked' | 'accepted' | 'ready' | 'handed_over' | null
  /** Whether times of reading may be shown at all. */
  seenIsAgreed: boolean
  sent: SentToPerson[]
  more: boolean
}

function outcome(say: Say, one: SentToPerson, seenIsAgreed: boolean): string {
  if (!one.deliveredAt) return reasonName(say, one.reason)
  const seen = one.seenAt ? say('person.seen', { moment: say.moment(one.seenAt) }) : say('person.seen_unknown')
  return [
    say('person.delivered', { moment: say.moment(one.deliveredAt) }),
    ...(seenIsAgreed ? [seen] : []),
    ...(one.answeredAt ? [say('person.answered', { moment: say.moment(one.answeredAt) })] : []),
    ...(one.snoozedUntil ? [say('person.snoozed', { moment: say.moment(one.snoozedUntil) })] : []),
  ].join(' · ')
}

const kindOf = (say: Say, kind: string) => (hasText(`person.kind_${kind}`) ? say(textKey(`person.kind_${kind}`)) : kind)

function history(say: Say, person: PersonStanding): Element[] {
  if (person.sent.length === 0) return [paragraph(say('person.nothing_sent'))]
  const rows = person.sent.map((one): [string, string] => [
    say('person.line', { kind: kindOf(say, one.kind), day: say.day(one.at) }),
    outcome(say, one, person.seenIsAgreed),
  ])
  return [facts(rows), ...(person.more ? [quiet(say('person.more'))] : [])]
}

function readiness(say: Say, { ready }: PersonStanding): string {
  if (!ready) return say('person.ready_unknown')
  return say(ready.done ? 'person.ready' : 'person.not_ready', { moment: say.moment(ready.at) })
}

export function personCard(say: Say, person: PersonStanding): CardMessage {
  const reach = `person.reach_${person.reach}`
  return {
    summary: person.name,
    card: card({
      say,
      body: [
        heading(person.name),
        ...(person.leftOut ? [warning(say('person.left_out', { reason: reasonName(say, person.leftOut) }))] : []),
        facts([
          [say('person.address'), person.address],
          ...(person.department ? ([[say('person.department'), person.department]] as [string, string][]) : []),
          [say('person.speaks'), say('person.language_zone', { language: person.language, zone: person.timeZone })],
          [say('person.reach'), say(hasText(reach) ? reach : 'person.reach_unknown')],
          [say('person.readiness'), readiness(say, person)],
          ...(person.openCases ? ([[say('person.case'), say('person.case_open')]] as [string, string][]) : []),
          ...(person.keyOrder ? ([[say('people.keys'), say(`people.keys_${person.keyOrder}`)]] as [string, string][]) : []),
        ]),
        subheading(say('person.sent')),
        ...history(say, person),
        quiet(say('person.logged')),
      ],
      actions: [execute('people.show', say('menu.people'), {}), execute('menu.show', say('common.back'), {})],
    }),
  }
}

export interface Found {
  personId: string
  name: string
  about: string
}

/** Who is meant? At most four: a card has at most six buttons. */
export function personChoiceCard(say: Say, asked: string, found: Found[]): CardMessage {
  const title = found.length ? say('person.which', { asked }) : say('person.none', { asked })
  const shown = found.slice(0, 4)
  const about = shown.map(({ name, about }): [string, string] => [name, about])
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(shown.length ? [facts(about)] : [paragraph(say('person.none_body'))]),
        ...(found.length > shown.length ? [quiet(say('person.many'))] : []),
      ],
      actions: [
        ...shown.map(({ personId, name }) => execute('person.open', name, { personId })),
        execute('menu.show', say('common.back'), {}),
      ],
    }),
  }
}
