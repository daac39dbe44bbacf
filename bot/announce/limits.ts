/** Limits the audience of other admins: never one's own, and not by somebody who is limited. */
import { audienceKinds } from '../../cards/announce-form.ts'
import { announceLimitsCard } from '../../cards/announce-limits.ts'
import type { CardMessage } from '../../cards/card.ts'
import { readMembers } from '../../services/audiences.ts'
import { record } from '../../services/audit.ts'
import { limitOf, listLimits, setLimit } from '../../services/author-limits.ts'
import { transaction } from '../../services/db/database.ts'
import { findPerson } from '../../services/people.ts'
import type { ActionHandlers, Answer, Turn } from '../answer.ts'
import { findCircle } from './audience.ts'
import { audienceName } from './dry-run.ts'

async function othersOf({ app, person }: Turn): Promise<{ id: string; name: string }[]> {
  if (await limitOf(app.db, person.id)) return []
  return app.db
    .selectFrom('group_members')
    .innerJoin('people', 'people.id', 'group_members.person_id')
    .select(['people.id', 'people.name'])
    .where('group_members.group_id', '=', app.config.ADMIN_GROUP_ID)
    .where('people.id', '<>', person.id)
    .where('people.left_at', 'is', null)
    .orderBy('people.name')
    .execute()
}

async function cardOf(turn: Turn, problem: string | null = null): Promise<CardMessage> {
  const { app, say } = turn
  const nameOf = async (id: string) => (await findPerson(app.db, id))?.name ?? id
  const limits = await Promise.all(
    (await listLimits(app.db)).map(async ({ personId, audience, setBy, setAt }) => ({
      name: await nameOf(personId),
      audience: audienceName(say, audience),
      setBy: await nameOf(setBy),
      at: setAt,
    })),
  )
  return announceLimitsCard(say, { limits, others: await othersOf(turn), problem })
}

export async function openLimits(turn: Turn): Promise<Answer> {
  return { send: [{ message: await cardOf(turn) }] }
}

async function set(turn: Turn, { admin, audience, who }: { admin: string; audience: string; who: string }): Promise<Answer> {
  const { app, now, person, say } = turn
  const kind = audienceKinds.find(known => known === audience)
  const isAdmin = (await othersOf(turn)).some(({ id }) => id === admin)
  if (!kind || !isAdmin) {
    const details = { why: 'author_limit' }
    await transaction(app.db, tx => record(tx, { at: now, actorId: person.id, action: 'refused', subject: 'announce.limit_set', details }))
    return { replace: await cardOf(turn, say('limits.refused')) }
  }
  const circle = await findCircle(app, say, { audience: kind, who: who.trim() })
  if (typeof circle === 'string') return { replace: await cardOf(turn, circle) }
  await readMembers(app.db, app.directory, circle)
  const limit = circle.kind === 'everyone' ? null : circle
  const done = await transaction(app.db, tx => setLimit(tx, { personId: admin, audience: limit, by: person.id, now }))
  return { replace: await cardOf(turn, done ? null : say('limits.refused')) }
}

export const limitActions: ActionHandlers = {
  'announce.limits': async turn => ({ replace: await cardOf(turn) }),
  'announce.limit_set': (turn, data) => set(turn, data),
}
