/** What admins see beside the board: its parts, one person, what must be agreed first. */
import { execute } from '../../../cards/actions.ts'
import { announceNumbersCard, type Numbers } from '../../../cards/announce-numbers.ts'
import type { CardMessage } from '../../../cards/card.ts'
import { featureCard, featuresCard } from '../../../cards/features.ts'
import { fileLinkCard } from '../../../cards/file-link.ts'
import { type Lists, listsCard } from '../../../cards/lists.ts'
import { type Found, type PersonStanding, personCard, personChoiceCard } from '../../../cards/person.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage

const since = new Date('2026-11-12T13:00:00Z')
const notes: Record<string, string> = { en: 'Works council, 12 November 2026', nl: 'Ondernemingsraad, 12 november 2026' }
const seen = (say: Say) => ({ name: 'seen_per_person' as const, onSince: since, note: notes[say.language] ?? '' })
const away = { name: 'out_of_office', onSince: null, note: '' } as const

const part = (key: string | null, targeted: number, more: Partial<Numbers['total']> = {}) => {
  const none = { waiting: 0, not_sent: 0, left_out: 0, unreachable: 0 }
  const rest = { ...none, ...more }
  return { key, targeted, ...rest, delivered: targeted - rest.waiting - rest.not_sent - rest.left_out - rest.unreachable }
}
const numbers =
  (by: Numbers['by'], parts: Numbers['parts']): Sample =>
  say =>
    announceNumbersCard(say, {
      announcementId: '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b',
      by,
      total: part(null, 250, { waiting: 94, left_out: 31, unreachable: 7, not_sent: 2 }),
      parts,
      at: since,
    })
const departments = ['Warehouse', 'Care', 'Transport', 'Sales', 'IT', null]

const person =
  (given: Partial<PersonStanding> = {}): Sample =>
  say =>
    personCard(say, {
      name: 'Kees de Wit',
      address: 'kees.de.wit@example.com',
      department: 'Warehouse',
      language: 'nl',
      timeZone: 'Europe/Amsterdam',
      leftOut: null,
      reach: 'reachable',
      ready: { done: false, at: since },
      keyOrder: null,
      openCases: 1,
      seenIsAgreed: true,
      sent: [
        { ...sent, kind: 'reminder', deliveredAt: null, reason: 'no_licence' },
        { ...sent, snoozedUntil: new Date('2026-11-23T07:00:00Z') },
        { ...sent, kind: 'security', seenAt: since, answeredAt: since },
      ],
      more: true,
      ...given,
    })
const sent = {
  kind: 'announcement',
  state: 'delivered',
  reason: 'delivered',
  at: since,
  deliveredAt: since,
  seenAt: null,
  answeredAt: null,
  snoozedUntil: null,
}
const found: Found[] = ['Kees de Wit', 'Kees Jansen', 'Kees van Dam', 'Kees Smit', 'Kees Bos'].map((name, index) => ({
  personId: `p${index}`,
  name,
  about: 'Warehouse · kees@example.com',
}))

const lists =
  (more: Partial<Lists> = {}): Sample =>
  say =>
    listsCard(say, {
      lists: [
        { name: 'Warehouse Tilburg', matched: 118, at: since },
        { name: 'Pilot', matched: 1, at: since },
      ],
      made: null,
      problem: null,
      secretLines: [],
      uploadAt: 'https://bot.example.test/api/v1/lists',
      name: '',
      addresses: '',
      ...more,
    })
const missed = (['unknown', 'ambiguous', 'guest', 'left', 'duplicate', 'no_address'] as const).map(why => ({
  value: `${why}@example.test`,
  why,
}))

export const insightSamples: Record<string, Sample> = {
  lists: lists(),
  'lists, secret in some lines': lists({ problem: 'secret', secretLines: [3, 6] }),
  'lists, none yet': lists({ lists: [], uploadAt: null }),
  'lists, made': lists({ made: { name: 'Night shift', rows: 60, matched: 50, misses: [...missed, { value: '', why: 'no_address' }] } }),
  'lists, all found': lists({ made: { name: 'Night shift', rows: 60, matched: 60, misses: [] } }),
  ...Object.fromEntries(
    (['empty', 'no_address_column', 'broken', 'no_name', 'secret'] as const).map(problem => [`lists, ${problem}`, lists({ problem })]),
  ),
  'numbers by department': numbers(
    'department',
    departments.map((key, index) => part(key, 60 - index * 7, { waiting: 12 - index, left_out: index, unreachable: index % 3 })),
  ),
  'numbers of many departments': numbers(
    'department',
    Array.from({ length: 18 }, (_, index) => part(`Department ${index + 1}`, 40 - index)),
  ),
  'numbers by language': numbers('language', [part('nl', 180), part('en', 70, { waiting: 1, not_sent: 1 })]),
  'numbers by reason': numbers('reason', [part('delivered', 212), part('guest', 12), part('blocked', 2)]),
  'numbers, nothing yet': numbers('reason', []),
  'file for Excel': say =>
    fileLinkCard(say, {
      file: 'unreachable',
      back: execute('announce.board', say('common.back'), { announcementId: '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b' }),
      url: 'https://bot.example.com/files/0123456789abcdef',
      until: since,
    }),
  person: person(),
  'person, left out': person({
    leftOut: 'guest',
    reach: 'not_installed',
    ready: null,
    openCases: 0,
    seenIsAgreed: false,
    sent: [],
    more: false,
  }),
  'person, ready': person({ ready: { done: true, at: since }, seenIsAgreed: false, department: null, reach: 'blocked' }),
  'person, which one': say => personChoiceCard(say, 'kees', found),
  'person, nobody': say => personChoiceCard(say, 'kes', []),
  'agreed first': say => featuresCard(say, [seen(say), { name: 'names_to_managers', onSince: null, note: '' }, away]),
  'agreed first, switch on': say => featureCard(say, away),
  'agreed first, no note': say => featureCard(say, away, true),
  'agreed first, switch off': say => featureCard(say, seen(say)),
}
