/** What the last reading of the directory did, and how many people can be reached, for the people who run the rollout. */
import { execute } from './actions.ts'
import { type CardMessage, card, type Element, facts, heading, paragraph, quiet, subheading, type Viewer, warning } from './card.ts'
import { hasText, type Say, textKey } from './texts/translate.ts'

/** How a reading of the directory went. `running`: it is still at it. */
export interface Reading {
  startedAt: Date
  finishedAt: Date | null
  phase: 'groups' | 'users' | 'managers' | 'policy' | 'registrations'
  people: number
  added: number
  changed: number
  left: number
  /** `null`: the tenant has no licence for the registration report. */
  registrations: number | null
  error: string | null
}

export interface PeopleCounts {
  /** In audiences: everybody who is not excluded. */
  people: number
  reach: { reachable: number; unknown: number; not_installed: number; policy_blocked: number; no_licence: number; blocked: number }
  excluded: { guest: number; disabled: number; service: number; break_glass: number; left: number; on_leave: number; not_started: number }
  second: { ready: number; only_phone: number; not_ready: number; not_known: number }
  /** Open orders of security keys. */
  keys: { asked: number; accepted: number; ready: number; handed_over: number }
}

export interface SyncStatus {
  reading: Reading | null
  running: boolean
  counts: PeopleCounts
}

/** The number first, so that long labels have the width. Zeroes are left out, except in the first row, which is the good news. */
function rows(say: Say, area: string, counts: Record<string, number>): [string, string][] {
  return Object.entries(counts)
    .filter(([, count], at) => at === 0 || count > 0)
    .map(([name, count]) => [say('people.number', { count }), say(textKey(`people.${area}_${name}`))])
}

function readingLine(say: Say, status: SyncStatus): Element[] {
  const { reading } = status
  if (!reading) return [paragraph(say('people.never_read'))]
  if (status.running)
    return [paragraph(say('people.reading', { phase: say(textKey(`people.phase_${reading.phase}`)), people: reading.people }))]
  const moment = say.moment(reading.finishedAt ?? reading.startedAt)
  if (reading.error || !reading.finishedAt) {
    const why = `people.error_${reading.error?.split(' ')[0] ?? ''}`
    return [
      warning(say('people.stopped', { moment, code: reading.error ?? '-' })),
      paragraph(say(hasText(why) ? why : 'people.error_other')),
    ]
  }
  const { people, added, changed, left } = reading
  return [paragraph(say('people.read', { moment, people, added, changed, left }))]
}

export function syncStatusCard(say: Say, status: SyncStatus, viewer: Viewer): CardMessage {
  const { counts, reading } = status
  const title = say('people.title', { people: counts.people, reachable: counts.reach.reachable })
  const someExcluded = Object.values(counts.excluded).some(count => count > 0)
  const someKeys = Object.values(counts.keys).some(count => count > 0)
  const withoutReport = !status.running && reading?.finishedAt && reading.registrations === null
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...readingLine(say, status),
        subheading(say('people.reach')),
        facts(rows(say, 'reach', counts.reach)),
        subheading(say('people.second')),
        facts(rows(say, 'second', counts.second)),
        quiet(say(withoutReport ? 'people.no_report' : 'people.report_is_old')),
        ...(someKeys ? [subheading(say('people.keys')), facts(rows(say, 'keys', counts.keys))] : []),
        ...(someExcluded
          ? [subheading(say('people.excluded')), facts(rows(say, 'excluded', counts.excluded).filter(([count]) => count !== '0'))]
          : []),
      ],
      actions: [
        status.running ? execute('people.show', say('people.look'), {}) : execute('people.sync', say('people.sync'), {}, 'positive'),
        execute('feature.list', say('features.title'), {}),
        execute('menu.show', say('common.back'), {}),
      ],
      refresh: { action: execute('people.show', say('common.refresh'), {}), userIds: viewer.teamsUserId ? [viewer.teamsUserId] : [] },
    }),
  }
}
