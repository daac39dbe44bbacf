/** Which messages in admins' chats show a wave: they are edited when something about it changes. */
import { sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'

interface Message {
  personId: string
  activityId: string
}

/** The message shows this wave from now on, and an older one of the same person no longer; null: it shows something else. */
export async function keepBoard(db: DbOrTx, { personId, activityId }: Message, waveId: string | null): Promise<void> {
  const other = db.deleteFrom('wave_boards').where('person_id', '=', personId).where('activity_id', '=', activityId)
  await (waveId ? other.where('wave_id', '<>', waveId) : other).execute()
  if (waveId === null) return
  const row = { activity_id: activityId, shown: null, looked_at: null }
  await db
    .insertInto('wave_boards')
    .values({ wave_id: waveId, person_id: personId, ...row })
    .onConflict(conflict => conflict.columns(['wave_id', 'person_id']).doUpdateSet(row))
    .execute()
}

export interface DueBoard {
  wave_id: string
  person_id: string
  activity_id: string
  shown: string | null
  /** The wave is over: this is the last look. */
  over: boolean
}

/** A wave with something going out is looked at every ten seconds, another one every minute. */
const whileSendingMs = 10_000
const quietMs = 60_000

/** Takes the boards that should be looked at (again); each is given to one process. */
export async function takeDueBoards(db: DbOrTx, now: Date): Promise<DueBoard[]> {
  const { rows } = await sql<DueBoard>`
    update wave_boards b set looked_at = ${now} from waves w
    where w.id = b.wave_id and (b.looked_at is null or b.looked_at <= case
      when exists (select from announcements a where a.wave_id = w.id and a.state in ('expanding', 'running'))
      then ${new Date(now.getTime() - whileSendingMs)}::timestamptz else ${new Date(now.getTime() - quietMs)}::timestamptz end)
    returning b.wave_id, b.person_id, b.activity_id, b.shown, w.state in ('ended', 'cancelled') as over`.execute(db)
  return rows
}

/** The message shows `print` now. */
export async function boardShown(db: DbOrTx, board: DueBoard, print: string): Promise<void> {
  await db
    .updateTable('wave_boards')
    .set({ shown: print })
    .where('wave_id', '=', board.wave_id)
    .where('person_id', '=', board.person_id)
    .where('activity_id', '=', board.activity_id)
    .execute()
}
