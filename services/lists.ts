/**
 * Uploaded lists of people: a CSV file of sign-in names or addresses, matched with the people that are known. A file may be of any
 * size; it is read as it comes in, a thousand lines at a time. Every line is either matched or reported with its number and why not.
 */
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import { type Selectable, sql } from 'kysely'
import { record } from './audit.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import type { ListMissesTable, ListsTable, MissReason } from './db/tables/api.ts'
import { looksSecret } from './secrets.ts'

export type List = Selectable<ListsTable>
export type Miss = Omit<Selectable<ListMissesTable>, 'list_id'>

const batchSize = 1000
const longestLine = 64 * 1024
const longestValue = 320
const abandonedAfterMs = 24 * 3600_000
/** What the column may be called; where there are several of them, the first that a line fills in counts. */
const headings = ['upn', 'userprincipalname', 'email', 'emailaddress', 'mail', 'emailadres', 'mailadres']

export type Imported =
  | { kind: 'imported'; list: List; misses: Record<MissReason, number> }
  /** Nothing is kept. `line`: where it was seen, counted from 1. */
  | { kind: 'refused'; why: 'empty' | 'no_address_column' | 'broken'; line: number }

class Refused extends Error {
  readonly why: 'empty' | 'no_address_column' | 'broken'
  readonly line: number
  constructor(why: Refused['why'], line: number) {
    super(why)
    this.why = why
    this.line = line
  }
}

/** Excel writes UTF-16 LE for "Unicode text" and UTF-8 with a mark for "CSV UTF-8"; both begin with a mark. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let start = Buffer.alloc(0)
  for await (const chunk of bytes) {
    if (!decoder) {
      start = Buffer.concat([start, chunk])
      if (start.length < 2) continue
      decoder = new TextDecoder(start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : 'utf-8')
      yield decoder.decode(start, { stream: true })
    } else yield decoder.decode(chunk, { stream: true })
  }
  yield decoder ? decoder.decode() : start.toString('utf8')
}

/** Dutch and German Excel separate by semicolons; `sep=;` on the first line says so itself. */
function separatorOf(head: string): string {
  const first = head.split(/\r?\n/).find(line => line.trim() !== '') ?? ''
  const outsideQuotes = first.replace(/"[^"]*"/g, '')
  return ['\t', ';'].find(one => outsideQuotes.includes(one)) ?? ','
}

/** The text, with its first line in one piece in front. */
async function readHead(texts: AsyncGenerator<string>): Promise<{ head: string; all: Readable }> {
  let head = ''
  for (let next = await texts.next(); !next.done; next = await texts.next()) {
    head += next.value
    if (head.trimStart().includes('\n') || head.length > longestLine) break
  }
  const said = /^\s*sep=(.)\r?\n/i.exec(head)
  async function* rest() {
    // An empty line in the place of `sep=;` keeps the numbers of the lines.
    yield said ? head.replace(said[0], '\n') : head
    yield* texts
  }
  return { head: said ? `${said[1]}\n` : head, all: Readable.from(rest()) }
}

const plain = (heading: string) => heading.toLowerCase().replace(/[\s_-]/g, '')

/** Where the address stands, and whether this first line is already one. Null where that cannot be known. */
function columnsOf(first: string[]): { columns: number[]; isHeading: boolean } | null {
  const named = headings.map(name => first.map(plain).indexOf(name)).filter(index => index >= 0)
  if (named.length > 0) return { columns: named, isHeading: true }
  return first.length === 1 ? { columns: [0], isHeading: false } : null
}

interface Line {
  line: number
  value: string
}

async function* linesOf(records: AsyncIterable<{ record: string[]; info: { lines: number } }>): AsyncGenerator<Line> {
  let columns: number[] | undefined
  for await (const { record: cells, info } of records) {
    if (!columns) {
      const found = columnsOf(cells)
      if (!found) throw new Refused('no_address_column', info.lines)
      columns = found.columns
      if (found.isHeading) continue
    }
    const value = columns.map(index => cells[index]?.trim() ?? '').find(cell => cell !== '') ?? ''
    yield { line: info.lines, value: value.replaceAll('\u0000', '').slice(0, longestValue) }
  }
}

interface Candidate {
  line: number
  id: string
  guest: boolean
  left: boolean
}

/**
 * Everybody whose sign-in name or address is one of these, by line. The limit makes the engine look each one up in the index: it would
 * read the whole table for every batch otherwise.
 */
async function candidates(db: DbOrTx, lines: Line[]): Promise<Map<number, Candidate[]>> {
  const { rows } = await sql<Candidate>`
    with wanted as materialized (
      select line, lower(value) as value
      from unnest(${lines.map(one => one.line)}::int[], ${lines.map(one => one.value)}::text[]) as w (line, value))
    select w.line, p.* from wanted w
    cross join lateral (select id, guest, left_at is not null as left from people where lower(upn) = w.value limit 50) p
    union
    select w.line, p.* from wanted w
    cross join lateral (select id, guest, left_at is not null as left from people where lower(mail) = w.value limit 50) p`.execute(db)
  return Map.groupBy(rows, row => row.line)
}

/** One who works here now comes before a guest, and a guest before one who left: the same address may live on in old accounts. */
function decide(found: Candidate[]): { personId: string } | { why: MissReason } {
  const here = found.filter(one => !one.guest && !one.left)
  const [only] = here
  if (only) return here.length === 1 ? { personId: only.id } : { why: 'ambiguous' }
  if (found.length === 0) return { why: 'unknown' }
  return { why: found.some(one => !one.left) ? 'guest' : 'left' }
}

/** What stands in the wrong column may be a password. The number of its line is enough to find it. */
const shown = ({ value, ...miss }: Miss): Miss => ({ ...miss, value: looksSecret(value, 'admin') ? '' : value })

async function keepBatch(db: Db, listId: string, lines: Line[]): Promise<{ matched: number; misses: Miss[] }> {
  const found = await candidates(db, lines)
  const misses: Miss[] = []
  const first = new Map<string, Line>()
  for (const one of lines) {
    const verdict = one.value.includes('@') ? decide(found.get(one.line) ?? []) : { why: 'no_address' as const }
    if ('why' in verdict) misses.push({ ...one, why: verdict.why })
    else if (first.has(verdict.personId)) misses.push({ ...one, why: 'duplicate' })
    else first.set(verdict.personId, one)
  }
  const ids = [...first.keys()]
  const { rows: added } = await sql<{ person_id: string }>`
    insert into list_members (list_id, person_id) select ${listId}::uuid, unnest(${ids}::text[])
    on conflict do nothing returning person_id`.execute(db)
  const fresh = new Set(added.map(row => row.person_id))
  for (const [personId, one] of first) if (!fresh.has(personId)) misses.push({ ...one, why: 'duplicate' })
  if (misses.length > 0)
    await db
      .insertInto('list_misses')
      .values(misses.map(miss => ({ list_id: listId, ...shown(miss) })))
      .execute()
  return { matched: fresh.size, misses }
}

function parserFor(head: string): Parser {
  return parse({
    delimiter: separatorOf(head),
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    max_record_size: longestLine,
  })
}

type Counts = { rows: number; matched: number; misses: Record<MissReason, number> }

async function readInto(db: Db, listId: string, bytes: AsyncIterable<Uint8Array>): Promise<Counts> {
  const { head, all } = await readHead(decoded(bytes))
  const counts: Counts = { rows: 0, matched: 0, misses: { unknown: 0, ambiguous: 0, guest: 0, left: 0, duplicate: 0, no_address: 0 } }
  const keep = async (batch: Line[]) => {
    const kept = await keepBatch(db, listId, batch)
    counts.rows += batch.length
    counts.matched += kept.matched
    for (const { why } of kept.misses) counts.misses[why] += 1
  }
  const parser = parserFor(head)
  const consume = async (records: AsyncIterable<{ record: string[]; info: { lines: number } }>) => {
    let batch: Line[] = []
    for await (const line of linesOf(records)) {
      batch.push(line)
      if (batch.length === batchSize) await keep(batch.splice(0))
    }
    if (batch.length > 0) await keep(batch)
    batch = []
  }
  await pipeline(all, parser, consume).catch(error => {
    throw error instanceof CsvError ? new Refused('broken', parser.info.lines) : error
  })
  if (counts.rows === 0) throw new Refused('empty', 1)
  return counts
}

/**
 * Reads a file into a new list. What was read of a refused or broken-off file is taken away again; nobody sees a list before it is
 * whole. Throws what `bytes` throws.
 */
export async function importList(
  db: Db,
  given: { name: string; actorId: string; now: Date },
  bytes: AsyncIterable<Uint8Array>,
): Promise<Imported> {
  const id = randomUUID()
  const { name, actorId, now } = given
  await forgetAbandoned(db, now)
  await db.insertInto('lists').values({ id, name, uploaded_by: actorId, at: now }).execute()
  try {
    const { rows, matched, misses } = await readInto(db, id, bytes)
    const list = await transaction(db, async tx => {
      const finished = { rows, matched, finished_at: now }
      const row = await tx.updateTable('lists').set(finished).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
      await record(tx, { at: now, actorId, action: 'list.imported', subject: `list:${id}`, details: { rows, matched, misses } })
      return row
    })
    return { kind: 'imported', list, misses }
  } catch (error) {
    await db.deleteFrom('lists').where('id', '=', id).execute()
    if (error instanceof Refused) return { kind: 'refused', why: error.why, line: error.line }
    throw error
  }
}

/** What a process that died was reading. */
async function forgetAbandoned(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - abandonedAfterMs)
  await db.deleteFrom('lists').where('finished_at', 'is', null).where('at', '<', before).execute()
}

/** A list that is whole. */
export async function findList(db: DbOrTx, id: string): Promise<List | undefined> {
  return db.selectFrom('lists').selectAll().where('id', '=', id).where('finished_at', 'is not', null).executeTakeFirst()
}

/** Newest first, after the place where the page before ended. */
export async function pageOfLists(db: DbOrTx, most: number, after?: { at: Date; id: string }): Promise<List[]> {
  return db
    .selectFrom('lists')
    .selectAll()
    .where('finished_at', 'is not', null)
    .$if(after !== undefined, query => query.where(sql<boolean>`(at, id) < (${after?.at}, ${after?.id}::uuid)`))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}

/** The lines that did not match, in order of line. */
export async function pageOfMisses(db: DbOrTx, listId: string, most: number, afterLine = 0): Promise<Miss[]> {
  return db
    .selectFrom('list_misses')
    .select(['line', 'value', 'why'])
    .where('list_id', '=', listId)
    .where('line', '>', afterLine)
    .orderBy('line')
    .limit(most)
    .execute()
}
