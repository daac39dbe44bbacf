/** What people ask, without their words: how often each situation comes up, whether the answer helped, and what somebody asked last. */
import { sql } from 'kysely'
import type { Db, DbOrTx } from './db/database.ts'
import type { QuestionOutcome } from './db/tables/questions.ts'
import { localDate } from './local-time.ts'

export interface Counted {
  topic: string
  language: string
  outcome: QuestionOutcome
  now: Date
  /** Whose day it is. */
  timeZone: string
}

export async function countQuestion(db: DbOrTx, { topic, language, outcome, now, timeZone }: Counted): Promise<void> {
  await db
    .insertInto('answer_counts')
    .values({ day: localDate(now, timeZone), topic, language, outcome, count: 1 })
    .onConflict(conflict => conflict.columns(['day', 'topic', 'language', 'outcome']).doUpdateSet({ count: sql`answer_counts.count + 1` }))
    .execute()
}

export interface QuestionCount {
  topic: string
  language: string
  outcome: QuestionOutcome
  count: number
}

/** How often each situation came up and what became of it, most asked first. `since`: only from this day on (`YYYY-MM-DD`). */
export async function questionCounts(db: Db, since = ''): Promise<QuestionCount[]> {
  return db
    .selectFrom('answer_counts')
    .select(['topic', 'language', 'outcome', sql<number>`sum(count)::int`.as('count')])
    .where('day', '>=', since)
    .groupBy(['topic', 'language', 'outcome'])
    .orderBy('count', 'desc')
    .orderBy('topic')
    .orderBy('language')
    .orderBy('outcome')
    .execute()
}

/** Who asks the same within this time asks again: the answer did not help. */
const againMs = 15 * 60_000

/** Keeps what the answer is about; gives whether the last answer, a moment ago, was about the same. */
export async function askedAgain(db: DbOrTx, asked: { personId: string; about: string }, now: Date): Promise<boolean> {
  const before = await db.selectFrom('last_questions').selectAll().where('person_id', '=', asked.personId).executeTakeFirst()
  const kept = { person_id: asked.personId, about: asked.about, asked_at: now }
  await db
    .insertInto('last_questions')
    .values(kept)
    .onConflict(conflict => conflict.column('person_id').doUpdateSet(kept))
    .execute()
  return before?.about === asked.about && now.getTime() - before.asked_at.getTime() < againMs
}

/** What the last message of somebody was about, if it came after `since`. */
export async function lastAsked(db: Db, personId: string, since: Date): Promise<string | null> {
  const last = await db
    .selectFrom('last_questions')
    .select('about')
    .where('person_id', '=', personId)
    .where('asked_at', '>', since)
    .executeTakeFirst()
  return last?.about ?? null
}
