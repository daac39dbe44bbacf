/** Which messages in admins' chats show a wave: they are edited when something about it changes. */
import { sql } from 'kysely'
import type { DbOrTx } from './db/database.ts'

interface Message {
  personId: string
  activityId: string
}

/** An old card far up in the chat is not worth counting for. */
const mostEach = 3

/** The message shows something else, and is left alone from now on. */
export async function forgetBoard(db: DbOrTx, { personId, activityId }: Message): Promise<void> {
  await db.deleteFrom('wave_boards').where('person_id', '=', personId).where('activity_id', '=', activityId).execute()
}

/** The message shows this wave from now on; of one person's messages that show it the newest three are kept true. */
export async function keepBoard(db: DbOrTx, { personId, activityId }: Message, waveId: string, now: Date): Promise<void> {
  const row = { wave_id: waveId, shown: null, looked_at: null, kept_at: now }
  await db
    .insertInto('wave_boards')
    .values({ person_id: personId, activity_id: activityId, ...row })
    .onConflict(conflict => conflict.columns(['person_id', 'activity_id']).doUpdateSet(row))
    .execute()
  const own = db.selectFrom('wave_boards').select('activity_id').where('wave_id', '=', waveId).where('person_id', '=', personId)
  const newest = own.orderBy('kept_at', 'desc').orderBy('activity_id', 'desc').limit(mostEach)
  await db
    .deleteFrom('wave_boards')
    .where('wave_id', '=', waveId)
    .where('person_id', '=', personId)
    .where('activity_id', 'not in', newest)
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
