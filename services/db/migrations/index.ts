import type { Migration } from 'kysely/migration'
import * as initial from './001-initial.ts'
import * as rollout from './002-rollout.ts'

export const migrations: Record<string, Migration> = {
  '001-initial': initial,
  '002-rollout': rollout,
}
