/**
 * What an organisation must agree to first (a works council, for instance). Each is off until an admin switches it on and writes down
 * why that is agreed. The note stays here; the audit says who, what and when.
 */
import { record } from './audit.ts'
import { type Db, type DbOrTx, transaction } from './db/database.ts'
import type { Feature } from './db/tables/api.ts'

/** Seen per person; names of people who are not ready to their managers; reading who is out of office. */
export const features: readonly Feature[] = ['seen_per_person', 'names_to_managers', 'out_of_office']

export interface FeatureState {
  name: Feature
  onSince: Date | null
  /** Why it is agreed; null until somebody switched it for the first time. */
  note: string | null
  changedBy: string | null
  changedAt: Date | null
}

export async function featureOn(db: DbOrTx, name: Feature): Promise<boolean> {
  const row = await db.selectFrom('features').select('on_since').where('name', '=', name).executeTakeFirst()
  return row?.on_since != null
}

/** All of them, in a fixed order. */
export async function listFeatures(db: DbOrTx): Promise<FeatureState[]> {
  const rows = await db.selectFrom('features').selectAll().execute()
  return features.map(name => {
    const row = rows.find(one => one.name === name)
    return {
      name,
      onSince: row?.on_since ?? null,
      note: row?.note ?? null,
      changedBy: row?.changed_by ?? null,
      changedAt: row?.changed_at ?? null,
    }
  })
}

export interface Switch {
  name: Feature
  on: boolean
  /** Needed to switch on: where and why it is agreed. */
  note: string
  actorId: string
  now: Date
}

export type Switched = 'switched' | 'as_it_was' | 'note_needed'

/** Switching off also takes away what was gathered only because it was on. */
export async function switchFeature(db: Db, { name, on, note, actorId, now }: Switch): Promise<Switched> {
  const why = note.trim()
  if (on && why.length < 3) return 'note_needed'
  return transaction(db, async tx => {
    const before = await tx.selectFrom('features').select('on_since').where('name', '=', name).forUpdate().executeTakeFirst()
    if ((before?.on_since != null) === on) return 'as_it_was'
    const row = { on_since: on ? now : null, changed_by: actorId, changed_at: now, ...(why ? { note: why } : {}) }
    await tx
      .insertInto('features')
      .values({ name, note: '', ...row })
      .onConflict(conflict => conflict.column('name').doUpdateSet(row))
      .execute()
    if (!on && name === 'seen_per_person')
      await tx.updateTable('deliveries').set({ seen_at: null }).where('seen_at', 'is not', null).execute()
    await record(tx, { at: now, actorId, action: on ? 'feature.on' : 'feature.off', subject: `feature:${name}` })
    return 'switched'
  })
}
