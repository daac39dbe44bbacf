import { sql } from 'kysely'
import { type Db, type Tx, transaction } from '../db/database.ts'
import type { Jobs } from '../jobs.ts'
import type { MethodsPolicy, ReportRow } from '../ports.ts'
import { judge, type Known, saveRegistrations } from '../registrations.ts'

export interface ReportContext {
  db: Db
  jobs: Pick<Jobs, 'enqueue'>
  policy: MethodsPolicy
  telephonyProvider: boolean
  now: Date
}

/** How old a report that does not say its age is taken to be: Microsoft says "up to a few hours", people saw a day. */
const unknownAgeMs = 24 * 3600_000

/** Done needs both: a lasting kind by our rules, and Entra saying that this very person may use what they have. */
function verdictOf(row: ReportRow, context: ReportContext): Known {
  const verdict = judge(row.kinds, context.policy, context.telephonyProvider)
  const done = verdict.done && row.capable
  return {
    ...verdict,
    done,
    endsSoon: !done && row.kinds.includes('phone'),
    source: 'report',
    at: row.asOf ?? new Date(context.now.getTime() - unknownAgeMs),
  }
}

interface Before {
  id: string
  /** A live look said that the person is done, and nothing has said otherwise since. */
  confirmed: boolean
  /** A live look that is newer than the report stands. */
  liveAt: Date | null
  /** In the middle of the guide, or with an announcement in the chat that should say so. */
  waits: boolean
}

async function readBefore(tx: Tx, personIds: string[]): Promise<Map<string, Before>> {
  const rows = await tx
    .selectFrom('people')
    .leftJoin('registrations', 'registrations.person_id', 'people.id')
    .leftJoin('progress', 'progress.person_id', 'people.id')
    .select(eb => [
      'people.id',
      'registrations.confirmed_at',
      'registrations.source',
      'registrations.checked_at',
      'progress.flow',
      'progress.finished_at',
      eb
        .exists(
          eb
            .selectFrom('deliveries')
            .select('person_id')
            .whereRef('deliveries.person_id', '=', 'people.id')
            .where('state', '=', 'delivered'),
        )
        .as('announced'),
    ])
    .where('people.id', 'in', personIds)
    .execute()
  return new Map(
    rows.map(row => [
      row.id,
      {
        id: row.id,
        confirmed: row.confirmed_at !== null,
        liveAt: row.source === 'live' ? row.checked_at : null,
        waits: (row.flow !== null && row.finished_at === null) || row.announced === true,
      },
    ]),
  )
}

async function savePrivileged(tx: Tx, rows: ReportRow[]): Promise<void> {
  const said = sql.join(rows.map(row => sql`(${row.personId}, ${row.privileged}::boolean)`))
  await sql`
    update people set privileged = said.privileged from (values ${said}) as said (id, privileged)
    where people.id = said.id and people.privileged <> said.privileged`.execute(tx)
}

/**
 * Keeps one page of the report for the people we know; gives how many. Whoever it shows as ready and no live look has
 * confirmed yet, while something of theirs waits for that, is looked up live, because only a live look is ever told to a person. A look
 * that was lost is asked for again by the next report.
 */
export async function saveReportPage(context: ReportContext, rows: ReportRow[]): Promise<number> {
  if (rows.length === 0) return 0
  return transaction(context.db, async tx => {
    const before = await readBefore(
      tx,
      rows.map(row => row.personId),
    )
    const known = [...new Map(rows.map(row => [row.personId, row])).values()].filter(row => before.has(row.personId))
    if (known.length === 0) return 0
    const verdicts = known.map(row => ({ personId: row.personId, ...verdictOf(row, context) }))
    await saveRegistrations(tx, verdicts)
    await savePrivileged(tx, known)
    for (const verdict of verdicts) {
      const was = before.get(verdict.personId)
      const news = was && verdict.done && !was.confirmed && !(was.liveAt && was.liveAt >= verdict.at)
      if (news && was.waits) await context.jobs.enqueue(tx, 'check-registration', { personId: verdict.personId })
    }
    return known.length
  })
}
