/** What a resource of the API is: a path, contracts, and a handler that sees parsed values only. */
import { z } from 'zod'
import type { App } from '../app.ts'

/** Who asks, already known to be an admin. */
export interface Asking {
  app: App
  personId: string
  now: Date
}

/** An expected no. `message` says what to do next. */
export class Failure {
  readonly status: number
  readonly code: string
  readonly message: string
  constructor(status: number, code: string, message: string) {
    this.status = status
    this.code = code
    this.message = message
  }
}

export const notFound = (what: string, where: string) =>
  new Failure(404, 'NotFound', `There is no ${what} with this id. ${where} lists those that exist.`)

/** A file that is written while it is read. */
export class Download {
  readonly filename: string
  readonly text: AsyncIterable<string>
  constructor(filename: string, text: AsyncIterable<string>) {
    this.filename = filename
    this.text = text
  }
}

export type Method = 'GET' | 'POST' | 'PUT'
type Fields = z.ZodObject

interface Contract<P extends Fields, Q extends Fields, B extends z.ZodType, A extends z.ZodType> {
  method: Method
  /** Below `/api/v1`; `:name` is a parameter. */
  path: string
  /** One sentence for the description. */
  about: string
  params?: P
  query?: Q
  /** Of a JSON body. Absent: none is read. */
  body?: B
  /** Instead of a JSON body: the bytes of a CSV file of any size up to the limit, as they come in. */
  upload?: 'text/csv'
  /** What a success looks like; `text/csv` for a download. */
  answer: A | 'text/csv'
}

export interface Input<P = unknown, Q = unknown, B = unknown> {
  params: P
  query: Q
  body: B
  bytes: AsyncIterable<Uint8Array>
}

/** A resource whose types are forgotten: what the server and the description walk. */
export interface Resource extends Contract<Fields, Fields, z.ZodType, z.ZodType> {
  handle(asking: Asking, input: Input): Promise<unknown>
}

type Handler<P extends Fields, Q extends Fields, B extends z.ZodType, A extends z.ZodType> = (
  asking: Asking,
  input: Input<z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<z.input<A> | Download | Failure>

/** Declares one resource; the handler gets what the contracts parsed, and must give what the answer's contract takes. */
export function resource<P extends Fields, Q extends Fields, B extends z.ZodType, A extends z.ZodType>(
  contract: Contract<P, Q, B, A>,
  handle: Handler<P, Q, B, A>,
): Resource {
  return { ...contract, handle: handle as Resource['handle'] } as Resource
}

export const instant = z.iso.datetime().meta({ description: 'An instant in UTC, such as 2026-11-24T09:00:00.000Z.' })
export const iso = (at: Date): string => at.toISOString()
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null

export const byId = z.object({ id: z.uuid() })

/** What a list that comes in pages can be asked. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'How many at most.' }),
  cursor: z.string().max(500).optional().meta({ description: 'The `next` of the page before.' }),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable().meta({ description: 'Null on the last page.' }) })

export const badCursor = new Failure(400, 'BadCursor', 'This cursor is not one of ours. Begin again without it.')

/** Where a page ended, packed so that nobody builds on what is in it. */
export const packCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** The place in a cursor; undefined without one, null for one that makes no sense. */
export function readCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | undefined | null {
  if (cursor === undefined) return undefined
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

/** One page of what was read with one more than was asked for. */
export function pageFrom<R, T>(rows: R[], limit: number, make: { item: (row: R) => T; place: (row: R) => unknown }) {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(make.item), next: rows.length > limit && last !== undefined ? packCursor(make.place(last)) : null }
}
