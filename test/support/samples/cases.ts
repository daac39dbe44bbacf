/** Every card of the helpdesk in every state, for the card rules and the gallery. */
import type { CardMessage } from '../../../cards/card.ts'
import { type ChannelCase, caseCard, threadCard } from '../../../cards/case.ts'
import type { CaseLine, CaseView, DeskView } from '../../../cards/case-parts.ts'
import { type HelpCase, type HelpForm, helpCancelledCard, helpCaseCard, helpEarlierCard, helpFormCard } from '../../../cards/help.ts'
import type { Say } from '../../../cards/texts/translate.ts'

const at = (time: string) => new Date(`2026-11-24T${time}:00Z`)
const now = at('09:40')

const desk: DeskView = {
  organisation: 'Vecht & Veld',
  phone: '030 123 45 67',
  place: 'the desk in the hall, ground floor',
  openNow: true,
  opensAt: at('07:00'),
  closesAt: at('16:30'),
}
const closed: DeskView = { ...desk, openNow: false, opensAt: new Date('2026-11-30T07:00:00Z'), closesAt: new Date('2026-11-30T16:30:00Z') }

const reply: CaseLine = { from: 'person', name: 'Kees de Wit', at: at('09:35'), text: 'Done. Now the app wants a new code.', failure: null }
const answer: CaseLine = {
  from: 'desk',
  name: 'Fatima Yilmaz',
  at: at('09:30'),
  text: 'Press Back once on your computer.\nA new picture with squares appears. Scan that one.',
  failure: null,
}

const open = (say: Say): CaseView => ({
  id: 2041,
  revision: 1,
  state: 'open',
  urgent: false,
  topic: 'register_authenticator',
  name: 'Kees de Wit',
  department: 'Warehouse Tilburg',
  language: 'nl',
  deadlineAt: new Date('2026-11-26T09:00:00Z'),
  tried: [say('case.topic.new_phone'), say('case.tried.looked')],
  kinds: ['authenticator', 'phone'],
  kindsReadAt: at('09:12'),
  platform: 'Windows',
  privileged: false,
  hindrance: null,
  silence: null,
  key: null,
  callMe: null,
  sentence: 'The code on my screen has expired',
  lines: [],
  agentName: null,
  openedAt: at('09:15'),
  answerBy: at('10:15'),
  claimedAt: null,
  resolvedAt: null,
  solvedByPerson: false,
  readySince: null,
  rating: null,
  wordsErasedAt: null,
})
const silent = (say: Say): CaseView => ({
  ...open(say),
  sentence: null,
  hindrance: 'own_phone',
  silence: { since: at('08:15'), step: say('flow.register_authenticator.scan.title') },
})
const key = {
  id: 501,
  state: 'accepted',
  place: 'Warehouse Tilburg, the office of the team leader',
  at: new Date('2026-11-27T07:00:00Z'),
} as const
const claimed = (say: Say): CaseView => ({
  ...open(say),
  revision: 2,
  state: 'claimed',
  agentName: 'Fatima Yilmaz',
  claimedAt: at('09:20'),
})
const answered = (say: Say): CaseView => ({ ...claimed(say), revision: 3, lines: [answer] })
const replied = (say: Say): CaseView => ({ ...answered(say), revision: 4, lines: [answer, reply] })
const resolved = (say: Say): CaseView => ({ ...replied(say), revision: 5, state: 'resolved', resolvedAt: at('09:38') })
const urgent = (say: Say): CaseView => ({
  ...open(say),
  urgent: true,
  topic: 'locked_out',
  callMe: 'soon',
  privileged: true,
  deadlineAt: new Date('2026-11-23T09:00:00Z'),
  department: null,
  platform: null,
  kinds: [],
  tried: [],
  sentence: null,
})

const form =
  (more: Partial<HelpForm> = {}) =>
  (say: Say) =>
    helpFormCard(say, {
      sentence: '',
      topic: null,
      shared: open(say),
      organisation: desk.organisation,
      phone: desk.phone,
      callMe: 'no',
      secret: null,
      now,
      ...more,
    })
const person =
  (view: (say: Say) => CaseView, more: Partial<HelpCase> = {}) =>
  (say: Say) =>
    helpCaseCard(say, { view: view(say), desk, viewer: { teamsUserId: '29:kees' }, now, ...more })
const channel =
  (view: (say: Say) => CaseView, more: Partial<ChannelCase> = {}) =>
  (say: Say) =>
    caseCard(say, { view: view(say), now, ...more })
const but = (view: (say: Say) => CaseView, more: Partial<CaseView>) => (say: Say) => ({ ...view(say), ...more })

export const caseSamples: Record<string, (say: Say) => CardMessage> = {
  'help form': form(),
  'help form after a secret': form({ secret: 'code', callMe: 'morning' }),
  'help form, hardly anything known': say => form({ shared: urgent(say) })(say),
  'help form, methods not read yet': say => form({ shared: { ...urgent(say), kindsReadAt: null, deadlineAt: null } })(say),
  'help form, a key is ordered': say => form({ shared: { ...open(say), key: { ...key, state: 'asked', at: at('09:02') } } })(say),
  'help cancelled': say => helpCancelledCard(say, desk.phone),
  'help case, waiting': person(open),
  'help case, waiting for a call': person(but(open, { callMe: 'morning' })),
  'help case, answer tomorrow': person(but(open, { answerBy: new Date('2026-11-25T07:40:00Z') })),
  'help case, desk closed': person(but(open, { answerBy: new Date('2026-11-30T08:00:00Z') }), { desk: closed }),
  'help case, late': person(but(open, { answerBy: at('09:30') }), { news: 'late' }),
  'help case, already there': say => person(open, { notice: say('help.existing', { draft: 'yes' }), draft: 'And my screen is white' })(say),
  'help case, claimed': person(claimed),
  'help case, answered': person(answered, { news: 'answer' }),
  'help case, replied': person(replied),
  'help case, secret refused': say => person(answered, { secret: 'password' })(say),
  'help case, ready': person(but(claimed, { readySince: at('09:33') })),
  'help case, closed by the desk': person(resolved, { news: 'resolved' }),
  'help case, closed by the person': person(but(resolved, { solvedByPerson: true })),
  'help case, thumb up': person(but(resolved, { rating: 'up' })),
  'help case, thumb down': person(but(resolved, { rating: 'down' })),
  'help case, earlier message': say => helpEarlierCard(say, { ...replied(say), lines: [answer, reply, answer] }, now),
  'help case, opened by the bot': person(silent, { news: 'opened' }),
  'case, opened by the bot': channel(silent),
  'case, open': channel(open),
  'case, opened by the bot, a key is not in use': say =>
    channel(
      but(silent, {
        silence: { since: at('08:15'), step: say('case.silence.key.handed_over') },
        key: { ...key, state: 'handed_over', at: at('08:15') },
        topic: 'security_key',
      }),
    )(say),
  'case, a key is promised': channel(but(open, { key })),
  'case, a key is to be collected': channel(but(open, { key: { ...key, state: 'ready', at: at('08:15') } })),
  'case, a key works': channel(but(open, { key: { ...key, state: 'working', at: at('08:15') } })),
  'case, no key': channel(but(open, { key: { ...key, state: 'declined', at: at('08:15') } })),
  'case, a key is no longer needed': channel(but(open, { key: { ...key, state: 'cancelled', at: at('08:15') } })),
  'case, urgent': channel(urgent),
  'case, waiting too long': channel(but(urgent, { answerBy: at('09:30') })),
  'case, claimed': channel(claimed),
  'case, second to claim': say =>
    channel(claimed, { notice: say('case.notice.taken', { agent: 'Fatima Yilmaz', at: say.time(now), draft: 'no' }) })(say),
  'case, changed while writing': say =>
    channel(replied, { notice: say('case.notice.changed', { draft: 'yes' }), draft: 'Restart it' })(say),
  'case, secret refused': say => channel(claimed, { notice: say('case.notice.secret') })(say),
  'case, conversation': channel(replied),
  'case, answer not delivered': channel(but(answered, { lines: [{ ...answer, failure: 'blocked' }] })),
  'case, ready': channel(but(claimed, { readySince: at('09:33') })),
  'case, closed': channel(resolved),
  'case, words erased': channel(but(resolved, { wordsErasedAt: now, sentence: null, lines: [], tried: [], kinds: [] })),
  'help case, words erased': person(but(resolved, { wordsErasedAt: now, sentence: null, lines: [] })),
  'case, solved, thumb up': channel(but(resolved, { solvedByPerson: true, rating: 'up' })),
  'case, closed, thumb down': channel(but(resolved, { rating: 'down' })),
  'case thread, reply': say => threadCard(say, { kind: 'reply', id: 2041, name: 'Kees de Wit', text: reply.text }),
  'case thread, opened again': say => threadCard(say, { kind: 'reopened', id: 2041, name: 'Kees de Wit', text: null }),
  'case thread, solved': say => threadCard(say, { kind: 'resolved', id: 2041, name: 'Kees de Wit', text: 'Thank you' }),
}
