/** Orders of security keys: what the employee sees until the key works, and what the helpdesk does. */
import type { CardMessage } from '../../../cards/card.ts'
import {
  type KeyDate,
  type KeyForm,
  type KeyOrderCard,
  type KeyOrderView,
  keyEarlierCard,
  keyFormCard,
  keyLeftCard,
  keyOrderCard,
} from '../../../cards/key-order.ts'
import {
  type DeskOrder,
  type DeskOrderCard,
  deskEarlierCard,
  deskListCard,
  deskOrderCard,
  type ListedOrder,
} from '../../../cards/keys-desk.ts'
import type { Say } from '../../../cards/texts/translate.ts'

type Sample = (say: Say) => CardMessage
const now = new Date('2026-11-12T09:40:00Z')
const day = new Date('2026-11-17T07:00:00Z')
const desk = 'the desk in the hall, ground floor'

const form =
  (given: Partial<KeyForm> = {}): Sample =>
  say =>
    keyFormCard(say, {
      organisation: 'Vecht & Veld',
      workplace: 'Warehouse, Tilburg',
      desk,
      chosen: 'workplace',
      problem: null,
      passes: true,
      ...given,
    })

const date: KeyDate = {
  deadline: new Date('2026-11-24T09:00:00Z'),
  passed: false,
  late: 'no',
  moreTime: null,
  mayAskTime: true,
}
const asked: KeyOrderView = {
  id: 501,
  state: 'asked',
  wishedPlace: 'Warehouse, Tilburg',
  place: '',
  expectedAt: null,
  handsOver: '',
  note: null,
  askedAt: new Date('2026-11-12T09:15:00Z'),
  answerBy: new Date('2026-11-13T09:15:00Z'),
  handedAt: null,
  nudged: false,
  date,
  isKey: true,
  passes: true,
}
const promised = { place: 'Warehouse, Tilburg: the office of the team leader', handsOver: 'Daan Jansen, team leader', expectedAt: day }
const accepted: KeyOrderView = { ...asked, ...promised, state: 'accepted' }

const notUsed = { state: 'handed_over', nudged: true, handedAt: new Date('2026-11-11T14:30:00Z') } as const

const order =
  (view: KeyOrderView, more: Partial<KeyOrderCard> = {}): Sample =>
  say =>
    keyOrderCard(say, {
      view,
      phone: '030 123 45 67',
      desk,
      hours: { opens: new Date('2026-11-12T07:00:00Z'), closes: new Date('2026-11-12T16:30:00Z') },
      viewer: { teamsUserId: '29:kees' },
      now,
      ...more,
    })
const late = (given: Partial<KeyDate>): KeyOrderView => ({
  ...accepted,
  expectedAt: new Date('2026-11-27T07:00:00Z'),
  date: { ...date, late: 'yes', ...given },
})

const atDesk: DeskOrder = {
  ...asked,
  revision: 1,
  name: 'Kees de Wit',
  department: 'Warehouse',
  office: 'Tilburg',
  language: 'nl',
  deadline: date.deadline,
  privileged: false,
  agentName: '',
  readyAt: null,
  handedAt: null,
  closedAt: null,
  again: false,
  canSignIn: false,
  passes: true,
  openCase: null,
  failure: null,
}
const by = { ...promised, agentName: 'Fatima Yilmaz', revision: 2 }
const ready: DeskOrder = { ...atDesk, ...by, state: 'ready', readyAt: new Date('2026-11-12T09:20:00Z') }
const handed: DeskOrder = { ...ready, state: 'handed_over', handedAt: new Date('2026-11-12T09:30:00Z') }

const agent =
  (shown: DeskOrder, more: Partial<DeskOrderCard> = {}): Sample =>
  say =>
    deskOrderCard(say, {
      order: shown,
      draft: { day: '2026-11-13', place: shown.place || shown.wishedPlace, handsOver: shown.handsOver, note: '' },
      now,
      inList: false,
      ...more,
    })
const noticed =
  (shown: DeskOrder, notice: (say: Say) => string): Sample =>
  say =>
    agent(shown, { notice: notice(say) })(say)

const listed: ListedOrder = { ...asked, name: 'Kees de Wit', since: asked.askedAt }

export const keySamples: Record<string, Sample> = {
  'key, ordering': form(),
  'key, ordering, workplace not known': form({ workplace: null, chosen: 'desk' }),
  'key, ordering, without passes': form({ passes: false }),
  'key, ordering, place missing': form({ chosen: 'other', problem: 'place' }),
  'key, ordering, a secret': form({ chosen: 'other', problem: 'pass' }),
  'key, not ordered': keyLeftCard,
  'key, ordered': order(asked),
  'key, ordered, no date yet': order({ ...asked, date: null }),
  'key, ordered, date is close': order({ ...asked, date: { ...date, late: 'perhaps' } }),
  'key, ordered, no answer in time': order({ ...asked, answerBy: new Date('2026-11-12T09:00:00Z') }),
  'key, ordered, date has passed': order({ ...asked, date: { ...date, passed: true } }),
  'key, promised': order(accepted),
  'key, promised, after the date': order(late({})),
  'key, promised, after the date, no more time possible': order(late({ mayAskTime: false })),
  'key, promised, after the date, more time asked': order(late({ moreTime: 'asked' })),
  'key, promised, after the date, more time approved': order(late({ moreTime: 'approved' })),
  'key, there': order({ ...accepted, state: 'ready' }),
  'key, there, still waiting': order({ ...accepted, state: 'ready', nudged: true }),
  'key, promised, its day has been': order({ ...accepted, nudged: true }),
  'key, in hand': order({ ...accepted, state: 'handed_over' }),
  'key, in hand, how is it going': order({ ...accepted, ...notUsed }),
  'key, in hand, how is it going, no date': order({ ...accepted, ...notUsed, date: null }),
  'key, in hand, how is it going, date has passed': order({ ...accepted, ...notUsed, date: { ...date, passed: true } }),
  'key, works': order({ ...accepted, state: 'working' }),
  'key, works with something else': order({ ...accepted, state: 'working', isKey: false }),
  'key, declined': order({ ...asked, state: 'declined', note: 'You have a phone of the organisation: use the app on it.' }),
  'key, cancelled': order({ ...asked, state: 'cancelled' }),
  'key, earlier message': say => keyEarlierCard(say, 501),
  'desk, ordered': agent(atDesk),
  'desk, ordered, nobody took it in time': agent({ ...atDesk, again: true, askedAt: new Date('2026-11-10T09:15:00Z') }),
  'desk, ordered, department not known': agent({ ...atDesk, department: null, office: null, deadline: null }, { inList: true }),
  'desk, ordered, administrator, can sign in already': agent({ ...atDesk, privileged: true, canSignIn: true }),
  'desk, my own order': noticed(atDesk, say => say('keys.notice.own')),
  'desk, somebody was faster': noticed({ ...atDesk, ...by, state: 'accepted' }, say => say('keys.notice.changed')),
  'desk, declined without a word': noticed(atDesk, say => say('keys.need_note', { name: 'Kees de Wit' })),
  'desk, promised': agent({ ...atDesk, ...by, state: 'accepted' }),
  'desk, promised, not delivered': agent({ ...atDesk, ...by, state: 'accepted', failure: 'blocked' }),
  'desk, there': agent(ready, { inList: true }),
  'desk, handed over': agent(handed),
  'desk, promised, its day has been': agent({
    ...atDesk,
    ...by,
    state: 'accepted',
    expectedAt: new Date('2026-11-10T07:00:00Z'),
    again: true,
  }),
  'desk, there, not collected': agent({ ...ready, readyAt: new Date('2026-11-03T09:20:00Z'), again: true }),
  'desk, handed over, not in use': agent({ ...handed, handedAt: notUsed.handedAt, again: true }),
  'desk, handed over, not in use, can sign in already': agent({ ...handed, handedAt: notUsed.handedAt, again: true, canSignIn: true }),
  'desk, ordered, with an open case': agent({ ...atDesk, openCase: { id: 2041, agent: null } }),
  'desk, there, with a case that somebody has': agent({ ...ready, openCase: { id: 2041, agent: 'Joris Bos' } }),
  'desk, works': agent({ ...handed, state: 'working', closedAt: now }),
  'desk, declined': agent({ ...atDesk, ...by, state: 'declined', note: 'You have a phone of the organisation.', closedAt: now }),
  'desk, cancelled': agent({ ...atDesk, state: 'cancelled', closedAt: now }),
  'desk, earlier message': say => deskEarlierCard(say, { id: 501, name: 'Kees de Wit' }),
  'desk list': say =>
    deskListCard(say, {
      orders: [
        listed,
        { ...listed, ...promised, id: 498, state: 'accepted', name: 'Emma Johnson' },
        { ...listed, ...promised, id: 495, state: 'ready', name: 'Liam Murphy' },
        { ...listed, ...promised, id: 490, state: 'handed_over', name: 'Noor Bakker' },
      ],
      more: 3,
      now,
    }),
  'desk list, empty': say => deskListCard(say, { orders: [], more: 0, now }),
}
