/** Admins hear when the date of a wave is near and Entra does not say that it is true. */
import type { Tx } from '../../services/db/database.ts'
import { type Warning, warnAboutDates } from '../../services/planner.ts'
import type { App } from '../app.ts'

/** Everybody who may steer the rollout now, as the members of their group were last read. */
const adminsOf = (tx: Tx, groupId: string) =>
  tx
    .selectFrom('group_members')
    .innerJoin('people', 'people.id', 'group_members.person_id')
    .select('people.id')
    .where('group_members.group_id', '=', groupId)
    .where('people.left_at', 'is', null)
    .where('people.excluded', 'is', null)
    .execute()

/** One job for each admin, so that one who cannot be reached keeps nobody else from hearing it. */
export const warnAdmins = (app: App, now: Date): Promise<void> =>
  warnAboutDates(app.db, now, async (tx: Tx, { waveId, warning }: Warning) => {
    for (const { id } of await adminsOf(tx, app.config.ADMIN_GROUP_ID)) {
      await app.jobs.enqueue(tx, 'warn-wave', { waveId, personId: id, warning })
    }
  })
