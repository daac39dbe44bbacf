/** Orders of security keys. What somebody wrote to somebody stays out; a place or a name is given unless it holds a number or a secret. */
import { z } from 'zod'
import { type Say, textKey } from '../../cards/texts/translate.ts'
import { csvFile } from '../../services/csv.ts'
import { everyKeyOrder, recordExport } from '../../services/exports.ts'
import { findNamedKeyOrder, type NamedKeyOrder, pageOfKeyOrders } from '../../services/key-orders.ts'
import type { App } from '../app.ts'
import { secretIn } from '../guard.ts'
import { how, mapped, moment, readerOf, whoCells, whoHeading } from './exports.ts'
import { badCursor, Download, instant, iso, isoOrNull, notFound, pageFrom, pageOf, paging, readCursor, resource } from './resource.ts'

const state = z.enum(['asked', 'accepted', 'declined', 'ready', 'handed_over', 'working', 'cancelled'])
const words = z.string().nullable().meta({ description: 'Null: not said, erased, or it looks as if a phone number or a secret is in it.' })

const keyOrder = z.object({
  id: z.int(),
  personId: z.string(),
  name: z.string(),
  upn: z.string(),
  department: z.string().nullable(),
  state,
  wishedPlace: words,
  place: words,
  handsOver: words,
  agentId: z.string().nullable().meta({ description: 'The agent of the last step.' }),
  askedAt: instant,
  answerBy: instant.meta({ description: 'While nobody accepted it: when it comes to the helpdesk again.' }),
  expectedAt: instant.nullable(),
  readyAt: instant.nullable(),
  handedAt: instant.nullable(),
  closedAt: instant.nullable(),
  nudges: z.int().meta({
    description:
      'What was done because nothing happened in this state. Of a promised key: how often the helpdesk was told. Of one that is there or handed over: 0 nothing, 1 the person was reminded, 2 the helpdesk was told, 3 it was left to a case.',
  }),
  notDelivered: z.string().nullable().meta({ description: 'Why the last news did not reach the person.' }),
})

function safe(app: App, text: string | null): string | null {
  return text && !secretIn(app, text, 'employee') ? text : null
}

const shown = (app: App) => (row: NamedKeyOrder) => ({
  id: row.id,
  personId: row.person_id,
  name: row.name,
  upn: row.upn,
  department: row.department,
  state: row.state,
  wishedPlace: safe(app, row.wished_place),
  place: safe(app, row.place),
  handsOver: safe(app, row.hands_over),
  agentId: row.agent_id,
  askedAt: iso(row.asked_at),
  answerBy: iso(row.answer_by),
  expectedAt: isoOrNull(row.expected_at),
  readyAt: isoOrNull(row.ready_at),
  handedAt: isoOrNull(row.handed_at),
  closedAt: isoOrNull(row.closed_at),
  nudges: row.nudges,
  notDelivered: row.failure,
})

const heading = (say: Say) => [
  say('export.key_order'),
  ...whoHeading(say),
  say('export.state'),
  say('export.key_wish'),
  say('export.key_place'),
  say('export.key_who'),
  say('export.key_ordered', { zone: say.timeZone }),
  say('export.key_from', { zone: say.timeZone }),
  say('export.key_ready', { zone: say.timeZone }),
  say('export.key_handed', { zone: say.timeZone }),
  say('export.key_closed', { zone: say.timeZone }),
]
const cells = (app: App, say: Say) => (row: NamedKeyOrder) => [
  String(row.id),
  ...whoCells(row),
  say(textKey(`export.key.${row.state}`)),
  ...[row.wished_place, row.place, row.hands_over].map(text => safe(app, text) ?? ''),
  ...[row.asked_at, row.expected_at, row.ready_at, row.handed_at, row.closed_at].map(at => moment(say, at)),
]

export const keyOrderResources = [
  resource(
    {
      method: 'GET',
      path: '/key-orders',
      about: 'Orders of security keys, open and closed, newest first.',
      query: paging.extend({ state: state.optional() }),
      answer: pageOf(keyOrder),
    },
    async ({ app }, { query: { limit, cursor, state: only } }) => {
      const before = readCursor(cursor, z.int())
      if (before === null) return badCursor
      const rows = await pageOfKeyOrders(app.db, { state: only }, limit + 1, before)
      return pageFrom(rows, limit, { item: shown(app), place: row => row.id })
    },
  ),
  resource(
    {
      method: 'GET',
      path: '/key-orders/:id',
      about: 'One order of a security key.',
      params: z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
      answer: keyOrder,
    },
    async ({ app }, { params: { id } }) => {
      const found = await findNamedKeyOrder(app.db, id)
      return found ? shown(app)(found) : notFound('order of a security key', '/api/v1/key-orders')
    },
  ),
  resource(
    {
      method: 'GET',
      path: '/key-orders.csv',
      about: 'Orders of security keys, open and closed, newest first, for Excel.',
      query: how.extend({ state: state.optional() }),
      answer: 'text/csv',
    },
    async (asking, { query: { state: only, ...separated } }) => {
      const { app, personId: actorId, now } = asking
      const { say, separator } = await readerOf(asking, separated)
      await recordExport(app.db, { actorId, now }, 'key_orders', 'key_orders')
      return new Download('key-orders.csv', csvFile(heading(say), mapped(everyKeyOrder(app.db, only), cells(app, say)), separator))
    },
  ),
]
