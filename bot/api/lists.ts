import { z } from 'zod'
import { findList, importList, type List, pageOfLists, pageOfMisses } from '../../services/lists.ts'
import { badCursor, byId, Failure, instant, iso, notFound, pageFrom, pageOf, paging, readCursor, resource } from './resource.ts'

const list = z.object({
  id: z.uuid(),
  name: z.string(),
  uploadedBy: z.string(),
  at: instant,
  rows: z.int().meta({ description: 'Lines with something on them, the heading left out: matched + misses.' }),
  matched: z.int(),
  misses: z.int(),
})
const shown = ({ id, name, uploaded_by, at, rows, matched }: List) => ({
  id,
  name,
  uploadedBy: uploaded_by,
  at: iso(at),
  rows,
  matched,
  misses: rows - matched,
})

const why = z.enum(['unknown', 'ambiguous', 'guest', 'left', 'duplicate', 'no_address'])

const refusals = {
  empty: 'There are no people in this file.',
  no_address_column: 'No column is called UPN, UserPrincipalName, Email or mail. Name one so on the first line, or send a single column.',
  broken: 'The file cannot be read any further, for example because a quotation mark is never closed.',
}

const place = z.tuple([z.iso.datetime(), z.uuid()])

export const listResources = [
  resource(
    { method: 'GET', path: '/lists', about: 'Uploaded lists, newest first.', query: paging, answer: pageOf(list) },
    async ({ app }, { query: { limit, cursor } }) => {
      const after = readCursor(cursor, place)
      if (after === null) return badCursor
      const rows = await pageOfLists(app.db, limit + 1, after && { at: new Date(after[0]), id: after[1] })
      return pageFrom(rows, limit, { item: shown, place: row => [iso(row.at), row.id] })
    },
  ),
  resource(
    {
      method: 'POST',
      path: '/lists',
      about: 'Uploads a CSV file of sign-in names or addresses (comma, semicolon or tab; UTF-8 or UTF-16).',
      query: z.object({ name: z.string().trim().min(1).max(100) }),
      upload: 'text/csv',
      answer: list.extend({ why: z.record(why, z.int()) }),
    },
    async ({ app, personId, now }, { query: { name }, bytes }) => {
      const result = await importList(app.db, { name, actorId: personId, now }, bytes)
      if (result.kind === 'imported') return { ...shown(result.list), why: result.misses }
      return new Failure(400, 'BadFile', `Line ${result.line}: ${refusals[result.why]}`)
    },
  ),
  resource({ method: 'GET', path: '/lists/:id', about: 'One list.', params: byId, answer: list }, async ({ app }, { params: { id } }) => {
    const found = await findList(app.db, id)
    return found ? shown(found) : notFound('list', '/api/v1/lists')
  }),
  resource(
    {
      method: 'GET',
      path: '/lists/:id/misses',
      about: 'The lines that did not match, with why.',
      params: byId,
      query: paging,
      answer: pageOf(z.object({ line: z.int(), value: z.string(), why })),
    },
    async ({ app }, { params: { id }, query: { limit, cursor } }) => {
      const after = readCursor(cursor, z.int())
      if (after === null) return badCursor
      if (!(await findList(app.db, id))) return notFound('list', '/api/v1/lists')
      const rows = await pageOfMisses(app.db, id, limit + 1, after)
      return pageFrom(rows, limit, { item: row => row, place: row => row.line })
    },
  ),
]
