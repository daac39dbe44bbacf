/** The column types that the tables share. */
import type { ColumnType, JSONColumnType } from 'kysely'

export type Instant = ColumnType<Date, Date | string, Date | string>
export type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
export type Json<T> = JSONColumnType<T & object, string, string>
export type MaybeJson<T> = ColumnType<(T & object) | null, string | null | undefined, string | null>
