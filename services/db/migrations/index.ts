import type { Migration } from 'kysely/migration'
import * as initial from './001-initial.ts'

export const migrations: Record<string, Migration> = {
  '001-initial': initial,
}
