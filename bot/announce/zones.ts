/** The time zones that an admin can choose from: where people are, and where the organisation is. */
import { zoneOfCountry } from '../../services/local-time.ts'
import type { App } from '../app.ts'

/** In order of name; `chosen` is always among them. */
export async function zonesFor({ db, config }: Pick<App, 'db' | 'config'>, chosen: string): Promise<string[]> {
  const rows = await db.selectFrom('people').select(['time_zone', 'country']).distinct().where('left_at', 'is', null).limit(200).execute()
  const theirs = rows.map(row => row.time_zone ?? zoneOfCountry(row.country, config.DEFAULT_TIME_ZONE))
  return [...new Set([chosen, config.DEFAULT_TIME_ZONE, ...theirs])].filter(Boolean).sort().slice(0, 60)
}
