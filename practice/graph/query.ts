import type { ApiAnswer } from '../http.ts'
import { badRequest } from './errors.ts'
import type { Option } from './route.ts'

/** The message for the first query option that the route does not take; null when all is well. */
export function unsupportedOption(query: URLSearchParams, options: readonly Option[]): string | null {
  for (const name of query.keys()) {
    if (!name.startsWith('$')) return `Unrecognized query argument specified: '${name}'.`
    if (!options.some(option => option === name.toLowerCase())) return `The query option '${name}' is not supported here.`
  }
  return null
}

export type Parsed<T> = { value: T } | { refused: ApiAnswer }

/** `$select` as a list, checked against what exists; null when all default fields are wanted. */
export function selectOf(query: URLSearchParams, known: ReadonlySet<string>): Parsed<string[] | null> {
  const text = query.get('$select')
  if (text === null) return { value: null }
  const fields = text.split(',').map(field => field.trim())
  const unknown = fields.find(field => !known.has(field))
  if (unknown === undefined) return { value: fields }
  return { refused: badRequest(`Could not find a property named '${unknown}' on this type.`) }
}

export function topOf(query: URLSearchParams, usual: number, most: number): Parsed<number> {
  const text = query.get('$top')
  if (text === null) return { value: usual }
  const top = Number(text)
  if (Number.isInteger(top) && top >= 1 && top <= most) return { value: top }
  return { refused: badRequest(`Invalid page size specified: '${text}'. Must be between 1 and ${most} inclusive.`) }
}

/** Only `field eq value`; strings in single quotes, doubled inside. */
export function equalityOf(query: URLSearchParams, fields: readonly string[]): Parsed<{ field: string; value: string | boolean } | null> {
  const text = query.get('$filter')
  if (text === null) return { value: null }
  const match = /^\s*([\w/]+)\s+eq\s+(?:'((?:[^']|'')*)'|(true|false))\s*$/.exec(text)
  const field = match?.[1]
  if (!match || !field || !fields.includes(field)) return { refused: badRequest(`Unsupported or invalid query filter clause: '${text}'.`) }
  return { value: { field, value: match[3] === undefined ? (match[2] ?? '').replaceAll("''", "'") : match[3] === 'true' } }
}

export interface Page<T> {
  items: T[]
  /** The token of the next page; null on the last one. */
  next: string | null
}

export function pageOf<T>(list: readonly T[], query: URLSearchParams, top: number): Parsed<Page<T>> {
  const token = query.get('$skiptoken')
  const from = token === null ? 0 : Number(Buffer.from(token, 'base64url').toString('utf8'))
  if (!Number.isInteger(from) || from < 0) return { refused: badRequest('The skip token is not valid.') }
  const next = from + top < list.length ? Buffer.from(String(from + top)).toString('base64url') : null
  return { value: { items: list.slice(from, from + top), next } }
}

/** The link to the next page: the same request with another skip token. */
export function nextLink(base: string, path: string, query: URLSearchParams, token: string): string {
  const copy = new URLSearchParams(query)
  copy.set('$skiptoken', token)
  return link(base, path, copy)
}

export function link(base: string, path: string, query: URLSearchParams): string {
  const text = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return `${base}/graph/v1.0${path}?${text}`
}

export function selected(record: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map(field => [field, record[field] ?? null]))
}
