/** Sliding windows over the machine's own clock; all times in milliseconds. */
export interface Limit {
  seconds: number
  max: number
}

export interface Limits {
  enabled: boolean
  hits: Map<string, { at: number; cost: number }[]>
}

export function newLimits(): Limits {
  return { enabled: true, hits: new Map() }
}

/** Counts a request of this cost under the key, or says how many milliseconds it must wait (and counts nothing). */
export function admit(limits: Limits, key: string, rules: readonly Limit[], cost = 1): number {
  if (!limits.enabled) return 0
  const now = performance.now()
  const list = recent(limits, key, rules, now)
  const wait = waitFor(list, rules, now, cost)
  if (wait === 0) list.push({ at: now, cost })
  return wait
}

/** Like `admit` for several keys at once: counts under all of them or under none. */
export function admitAll(limits: Limits, checks: { key: string; rules: readonly Limit[] }[]): number {
  if (!limits.enabled) return 0
  const now = performance.now()
  const lists = checks.map(check => ({ list: recent(limits, check.key, check.rules, now), rules: check.rules }))
  const wait = Math.max(0, ...lists.map(({ list, rules }) => waitFor(list, rules, now, 1)))
  if (wait === 0) for (const { list } of lists) list.push({ at: now, cost: 1 })
  return wait
}

function recent(limits: Limits, key: string, rules: readonly Limit[], now: number): { at: number; cost: number }[] {
  const list = limits.hits.get(key) ?? []
  const longest = Math.max(...rules.map(rule => rule.seconds)) * 1000
  while (list[0] && list[0].at <= now - longest) list.shift()
  limits.hits.set(key, list)
  return list
}

function waitFor(list: { at: number; cost: number }[], rules: readonly Limit[], now: number, cost: number): number {
  let wait = 0
  for (const rule of rules) wait = Math.max(wait, waitForRule(list, rule, now, cost))
  return wait
}

function waitForRule(list: { at: number; cost: number }[], rule: Limit, now: number, cost: number): number {
  const start = now - rule.seconds * 1000
  let room = rule.max - cost
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const hit = list[at]
    if (!hit || hit.at <= start) return 0
    room -= hit.cost
    if (room < 0) return Math.max(1, hit.at - start)
  }
  return 0
}

/** The value of a Retry-After header for a wait in milliseconds. */
export function retryAfter(waitMs: number): string {
  return String(Math.max(1, Math.ceil(waitMs / 1000)))
}

/** The connector's table: Teams' "per bot per thread", and the 50 a second per app and tenant. */
const perThread = (one: number): Limit[] => [
  { seconds: 1, max: one },
  { seconds: 2, max: one + Math.floor(one / 7) },
  { seconds: 30, max: one === 7 ? 60 : 120 },
  { seconds: 3600, max: one === 7 ? 1800 : 3600 },
]
export const connectorLimits = {
  tenant: [{ seconds: 1, max: 50 }],
  send: perThread(7),
  create: perThread(7),
  members: perThread(14),
} as const

/** How many requests came within any one second, whatever became of them. */
export interface Peak {
  recent: number[]
  max: number
}

export function countPeak(peak: Peak): void {
  const now = performance.now()
  peak.recent.push(now)
  while (peak.recent[0] !== undefined && peak.recent[0] <= now - 1000) peak.recent.shift()
  peak.max = Math.max(peak.max, peak.recent.length)
}
