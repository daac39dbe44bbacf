/** A dry run with everything that the organisation fills in, as its card part wants it. For announcements and for waves. */
import type { DryRunView } from '../../cards/dry-run.ts'
import { languageOf, type Say } from '../../cards/texts/translate.ts'
import { type Audience, readMembers } from '../../services/audiences.ts'
import { dryRun, excludedNames, type SendingPlan } from '../../services/dry-run.ts'
import type { App } from '../app.ts'

/** As many names per reason as are still a pleasure to read. */
const namesEach = 15

const languageWith =
  ({ DEFAULT_LANGUAGE }: App['config']) =>
  (tags: (string | null)[]): string =>
    tags.map(languageOf).find(found => found !== null) ?? DEFAULT_LANGUAGE

/** Who it is for, in words; waves have names of their own. */
export function audienceName(say: Say, audience: Audience): string {
  if ('name' in audience) return audience.name
  if (audience.kind === 'phone_only') return say('announce.phone_only')
  return say(audience.kind === 'not_ready' ? 'announce.not_ready' : 'announce.everyone')
}

export type Planned = Pick<SendingPlan, 'audience' | 'startsAt' | 'hours'>

/** Reads the groups of the audience anew and counts. `name` absent: the audience's own. */
export async function dryRunOf(app: App, say: Say, planned: Planned, name?: string): Promise<DryRunView> {
  const { audience } = planned
  await readMembers(app.db, app.directory, audience)
  const defaults = { zone: app.config.DEFAULT_TIME_ZONE, languageOf: languageWith(app.config) }
  const run = await dryRun(app.db, { ...planned, canaryMinutes: app.config.CANARY_MINUTES }, defaults)
  const names = await excludedNames(app.db, audience, namesEach)
  const namesOf = (reason: string) => names.find(one => one.reason === reason)?.names ?? []
  return {
    ...run,
    audience: name ?? audienceName(say, audience),
    excluded: run.excluded.map(one => ({ ...one, names: namesOf(one.reason) })),
  }
}
