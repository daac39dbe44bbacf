/** More time: what the employee asks and hears, and what an admin decides and does. */
import type { CardMessage } from '../../../cards/card.ts'
import { type ExtensionView, extensionCard, extensionListCard } from '../../../cards/extension.ts'
import { type TimeNews, type TimeState, timeFormCard, timeNewsCard, timeStateCard } from '../../../cards/more-time.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage
const announcementId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
const extensionId = '9c1d2e3f-0d4a-4b77-9a55-1c2d3e4f5a6b'
const deadline = new Date('2026-11-24T09:00:00Z')
const until = new Date('2026-12-08T09:00:00Z')
const weeks = [1, 2, 4].map(count => ({ weeks: count, until: new Date(deadline.getTime() + count * 7 * 24 * 3600_000) }))

const form =
  (secret: 'phone' | null): Sample =>
  say =>
    timeFormCard(say, { announcementId, deadline, choices: weeks, weeks: 1, reason: 'leave', secret })
const state =
  (name: TimeState['state']): Sample =>
  say =>
    timeStateCard(say, { announcementId, state: name, until, deadline: name === 'granted' ? until : deadline })
const news =
  (name: TimeNews['news'], note: string | null = null): Sample =>
  say =>
    timeNewsCard(say, { announcementId, news: name, until, deadline: name === 'granted' ? until : deadline, note })

const view = (given: Partial<ExtensionView> = {}): ExtensionView => ({
  extensionId,
  state: 'asked',
  name: 'Kees de Wit',
  department: 'Warehouse Tilburg',
  deadline,
  until,
  reason: 'repair',
  sentence: 'My phone is back from repair next week.',
  group: 'MFA more time',
  decidedBy: null,
  wasGranted: false,
  checkedAt: null,
  own: false,
  ...given,
})
const admin =
  (given: Partial<ExtensionView> = {}, problem?: (say: Say) => string): Sample =>
  say =>
    extensionCard(say, view(given), { teamsUserId: '29:emma', ...(problem ? { problem: problem(say) } : {}) })
const by = { decidedBy: 'Emma van Dijk' }

export const extensionSamples: Record<string, Sample> = {
  'more time, asking': form(null),
  'more time, asking, with a secret': form('phone'),
  'more time, asked': state('asked'),
  'more time, approved': state('approved'),
  'more time, in force': state('granted'),
  'more time, news: in force': news('granted'),
  'more time, news: declined': news('declined', 'Your new phone is here on Thursday.'),
  'more time, news: lost': news('lost'),
  'extension, asked': admin(),
  'extension, declined without a word': admin({}, say => say('extension.need_note', { name: 'Kees de Wit' })),
  'extension, my own': admin({ own: true }),
  'extension, approved': admin({ state: 'approved', ...by }),
  'extension, approved, looked': admin({ state: 'approved', ...by, checkedAt: new Date('2026-11-20T09:42:00Z') }),
  'extension, in force': admin({ state: 'granted', ...by }),
  'extension, declined': admin({ state: 'declined', ...by }),
  'extension, taken back': admin({ state: 'withdrawn' }),
  'extension, over': admin({ state: 'ended', ...by, wasGranted: true }),
  'extension, over before it began': admin({ state: 'ended' }),
  extensions: say =>
    extensionListCard(
      say,
      [view(), view({ state: 'approved', name: 'Emma Johnson', ...by }), view({ state: 'granted', name: 'Liam Murphy' })],
      true,
    ),
  'extensions, nobody': say => extensionListCard(say, [], false),
}
