/** Before anything goes out: how many, who is left out and why, who cannot be reached yet, in which languages and zones, and how long it takes. */
import { sql } from 'kysely'
import { type Audience, type LeftOut, membersOf } from './audiences.ts'
import { nextSendingMoment, type SendingHours } from './calendar.ts'
import { canarySizeFor } from './canary.ts'
import type { DbOrTx } from './db/database.ts'
import type { ReachState } from './db/schema.ts'
import { zoneOfCountry } from './local-time.ts'
import { spacings } from './pace.ts'

/** What is to be sent, to whom and when. */
export interface SendingPlan {
  audience: Audience
  startsAt: Date
  /** `null`: at any time. */
  hours: SendingHours | null
  /** How long everybody else waits after the first few. */
  canaryMinutes: number
}

/** How the organisation fills in what the directory does not say. */
export interface Defaults {
  zone: string
  /** The language of somebody with these tags, best first. */
  languageOf(tags: (string | null)[]): string
}

export interface ZonePlan {
  zone: string
  count: number
  /** When the first and the last person of this zone get it. */
  first: Date
  last: Date
}

export interface HeadCount {
  total: number
  /** People whom a message will be tried for. */
  toReach: number
  ready: number
  excluded: { reason: LeftOut; count: number }[]
  /** People to reach whom the bot cannot write to yet, by why. */
  notYet: { state: ReachState; count: number }[]
}

export interface DryRun extends HeadCount {
  languages: { language: string; count: number }[]
  /** In the order in which they are reached; all counts together are `toReach`. */
  zones: ZonePlan[]
  /** The first few, and how many minutes everybody else waits after them. */
  canary: { size: number; minutes: number } | null
  /** The sending itself at the real pace, in milliseconds, without pauses and nights. */
  durationMs: number
}

interface Group {
  excluded: LeftOut | null
  state: ReachState
  removed: boolean
  done: boolean
  chosen: string | null
  teams: string | null
  directory: string | null
  zone: string | null
  country: string | null
  count: number
}

/** One pass over the audience, whatever its size: the people, counted by everything that the dry run tells apart. */
async function groupsOf(db: DbOrTx, audience: Audience): Promise<Group[]> {
  const { belongs, excluded } = await membersOf(db, audience)
  const { rows } = await sql<Group>`
    select ${excluded} as excluded, coalesce(c.state, 'unknown') as state, c.removed_at is not null as removed,
      coalesce(r.done, false) as done, people.chosen_language as chosen, people.teams_locale as teams,
      people.directory_language as directory, people.time_zone as zone, people.country as country, count(*)::int as count
    from people left join conversations c on c.person_id = people.id left join registrations r on r.person_id = people.id
    where ${belongs}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`.execute(db)
  return rows
}

const byCount = (a: { key: string | null; count: number }, b: { key: string | null; count: number }) =>
  b.count - a.count || String(a.key).localeCompare(String(b.key))

const sum = (groups: { count: number }[]) => groups.reduce((total, group) => total + group.count, 0)

/** The most first; the same order each time, also of those that are as many. */
function countBy<T extends { count: number }, K extends string | null>(groups: T[], keyOf: (group: T) => K): { key: K; count: number }[] {
  return [...Map.groupBy(groups, keyOf)].map(([key, group]) => ({ key, count: sum(group) })).sort(byCount)
}

/** The chat with somebody new is opened by a request of its own. */
const requestsMs = (groups: Group[]) =>
  sum(groups.map(({ state, count }) => ({ count: state === 'reachable' ? count : count * 2 }))) * spacings.connector
/** Installing the app has a pace of its own and happens beside the sending. */
const installsMs = (groups: Group[]) => sum(groups.filter(group => group.state === 'not_installed' && !group.removed)) * spacings.install

/** When each zone gets its messages: zones begin in the order of their mornings and share one pace. */
function zonePlans(groups: Group[], plan: SendingPlan, defaults: Defaults): ZonePlan[] {
  const { hours, startsAt } = plan
  const zoneOf = ({ zone, country }: Group) => zone ?? zoneOfCountry(country, defaults.zone)
  const mornings = [...Map.groupBy(groups, zoneOf)].map(([zone, own]) => {
    const country = own.reduce((most, group) => (group.count > most.count ? group : most)).country
    const rules = { hours, zone, country }
    return { zone, own, rules, first: nextSendingMoment(startsAt, rules) }
  })
  mornings.sort((a, b) => a.first.getTime() - b.first.getTime() || sum(b.own) - sum(a.own))
  let free = startsAt.getTime() + (canarySizeFor(sum(groups)) === null ? 0 : plan.canaryMinutes * 60_000)
  return mornings.map(({ zone, own, rules, first }) => {
    free = Math.max(free, first.getTime()) + Math.max(requestsMs(own), installsMs(own))
    const last = nextSendingMoment(new Date(free), rules)
    return { zone, count: sum(own), first, last }
  })
}

function headsOf(groups: Group[]): HeadCount {
  const included = groups.filter(group => group.excluded === null)
  const out = groups.filter(group => group.excluded !== null)
  const far = included.filter(group => group.state !== 'reachable')
  return {
    total: sum(groups),
    toReach: sum(included),
    ready: sum(included.filter(group => group.done)),
    excluded: countBy(out, group => group.excluded as LeftOut).map(({ key, count }) => ({ reason: key, count })),
    notYet: countBy(far, group => group.state).map(({ key, count }) => ({ state: key, count })),
  }
}

/** How many, who is left out and why, and who cannot be reached yet; exact at this moment. */
export async function headCount(db: DbOrTx, audience: Audience): Promise<HeadCount> {
  return headsOf(await groupsOf(db, audience))
}

/** The dry run of `plan`. Counts are exact at this moment; times are what the real pace gives when nothing else is sent. */
export async function dryRun(db: DbOrTx, plan: SendingPlan, defaults: Defaults): Promise<DryRun> {
  const groups = await groupsOf(db, plan.audience)
  const included = groups.filter(group => group.excluded === null)
  const size = canarySizeFor(sum(included))
  const languages = countBy(included, ({ chosen, teams, directory }) => defaults.languageOf([chosen, teams, directory]))
  return {
    ...headsOf(groups),
    languages: languages.map(({ key, count }) => ({ language: key, count })),
    zones: zonePlans(included, plan, defaults),
    canary: size === null ? null : { size, minutes: plan.canaryMinutes },
    durationMs: Math.max(requestsMs(included), installsMs(included)),
  }
}

/** Names of the people who are left out, a few for each reason, in order of name. */
export async function excludedNames(db: DbOrTx, audience: Audience, mostEach: number): Promise<{ reason: LeftOut; names: string[] }[]> {
  const { belongs, excluded } = await membersOf(db, audience)
  const { rows } = await sql<{ reason: LeftOut; names: string[] }>`
    select reason, array_agg(name order by name) as names from (
      select name, reason, row_number() over (partition by reason order by name) as rank from (
        select people.name, ${excluded} as reason from people where ${belongs}
      ) everybody where reason is not null
    ) ranked where rank <= ${mostEach} group by reason order by reason`.execute(db)
  return rows
}
