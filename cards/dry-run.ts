/** What a dry run found, the same for an announcement and for a wave: short on the card, details unfold. */
import { type Element, facts, paragraph, quiet, subheading } from './card.ts'
import { cityOf } from './city.ts'
import { reasonName } from './reasons.ts'
import { type Language, languageOf, type Say, speak } from './texts/translate.ts'

export interface DryRunView {
  audience: string
  total: number
  toReach: number
  ready: number
  /** `names`: the first few of them. */
  excluded: { reason: string; count: number; names: string[] }[]
  notYet: { state: string; count: number }[]
  languages: { language: string; count: number }[]
  /** In the order in which they are reached. */
  zones: { zone: string; count: number; first: Date; last: Date }[]
  /** The sending itself, in milliseconds. */
  durationMs: number
  /** The first few, and how many minutes everybody else waits after them. */
  canary: { size: number; minutes: number } | null
}

const there = (say: Say, zone: string) => speak(say.language, zone)
const number = (say: Say, count: number) => count.toLocaleString(say.language === 'nl' ? 'nl-NL' : 'en-GB')

function durationOf(say: Say, ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000))
  if (minutes < 90) return say('preview.minutes', { minutes })
  return say('preview.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** "Tuesday 24 November, 09:00 in New York", on the clock of that place. */
const momentIn = (say: Say, zone: string, at: Date) =>
  say('preview.moment_in', { moment: there(say, zone).moment(at), city: cityOf(say, zone) })

function firstAndLast(say: Say, zones: DryRunView['zones']): [string, string][] {
  const [first] = zones
  if (!first) return []
  const last = zones.reduce((latest, one) => (one.last > latest.last ? one : latest))
  return [
    [say('preview.first'), momentIn(say, first.zone, first.first)],
    [say('preview.last'), momentIn(say, last.zone, last.last)],
  ]
}

function leftOut(say: Say, { excluded }: DryRunView): Element[] {
  if (excluded.length === 0) return [paragraph(say('preview.nobody_excluded'))]
  return [
    subheading(say('preview.excluded')),
    facts(excluded.map(({ reason, count }): [string, string] => [reasonName(say, reason), number(say, count)])),
  ]
}

/** What unfolds: who is left out, and languages and zones. */
function details(say: Say, run: DryRunView): Element[] {
  const names = run.excluded.map(({ reason, count, names: some }): [string, string] => {
    const more = count - some.length
    return [reasonName(say, reason), [some.join(', '), more > 0 ? say('preview.and_more', { more }) : ''].join(' ').trim()]
  })
  const unfold = (title: string, target: string) => ({ type: 'Action.ToggleVisibility', title, targetElements: [target] })
  const own = (language: string): Language => languageOf(language) ?? say.language
  const zones = run.zones.map(({ zone, count, first, last }): [string, string] => {
    const [from, to] = [there(say, zone).moment(first), there(say, zone).moment(last)]
    return [cityOf(say, zone), say('preview.zone', { count, from, to })]
  })
  const buttons = [
    ...(names.length ? [unfold(say('preview.who'), 'left_out')] : []),
    ...(zones.length ? [unfold(say('preview.where'), 'languages_and_zones')] : []),
  ]
  const languages = run.languages.map(({ language, count }): [string, string] => [
    say('preview.language', { language: own(language) }),
    number(say, count),
  ])
  return [
    ...(buttons.length ? [{ type: 'ActionSet', actions: buttons }] : []),
    ...(names.length ? [{ ...facts(names), id: 'left_out', isVisible: false }] : []),
    ...(zones.length ? [{ type: 'Container', id: 'languages_and_zones', isVisible: false, items: [facts(languages), facts(zones)] }] : []),
  ]
}

/** Everything of it in pairs of words, for a card that has little room: how many, who not, and when. */
export function dryRunFacts(say: Say, run: DryRunView): [string, string][] {
  const named = (rows: { name: string; count: number }[]) => rows.map(({ name, count }) => `${name}: ${number(say, count)}`).join(' · ')
  const out = named(run.excluded.map(({ reason, count }) => ({ name: reasonName(say, reason), count })))
  return [
    [say('preview.to_reach'), number(say, run.toReach)],
    ...facets(say, run),
    [say('preview.excluded'), out || say('preview.nobody_excluded')],
  ]
}

function facets(say: Say, run: DryRunView): [string, string][] {
  const { canary } = run
  return [
    [say('preview.audience'), run.audience],
    [say('preview.total'), number(say, run.total)],
    [say('preview.ready'), number(say, run.ready)],
    ...(canary ? ([[say('preview.canary'), say('preview.canary_plan', canary)]] as [string, string][]) : []),
    [say('preview.duration'), durationOf(say, run.durationMs)],
    ...firstAndLast(say, run.zones),
  ]
}

/** For a card of its own: short, and the details unfold. */
export function dryRunParts(say: Say, run: DryRunView): Element[] {
  const notYet = run.notYet.map(({ state, count }): [string, string] => [reasonName(say, state), number(say, count)])
  return [
    facts(facets(say, run)),
    ...leftOut(say, run),
    ...(notYet.length ? [subheading(say('preview.not_yet')), facts(notYet), quiet(say('preview.not_yet_body'))] : []),
    ...details(say, run),
  ]
}
