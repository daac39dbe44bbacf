/** From the two fields "to" and "which one" to an audience. */
import type { AudienceKind } from '../../cards/announce-form.ts'
import type { Say } from '../../cards/texts/translate.ts'
import type { Circle } from '../../services/audiences.ts'
import type { Db } from '../../services/db/database.ts'
import type { App } from '../app.ts'

async function groupNamed(db: Db, name: string): Promise<Circle | null> {
  const found = await db
    .selectFrom('groups')
    .select(['id', 'name'])
    .where(eb => eb(eb.fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .executeTakeFirst()
  return found ? { kind: 'group', groupId: found.id, name: found.name } : null
}

async function departmentNamed(db: Db, name: string): Promise<Circle | null> {
  const found = await db
    .selectFrom('people')
    .select('department')
    .where('left_at', 'is', null)
    .where(eb => eb(eb.fn<string>('lower', ['department']), '=', name.toLowerCase()))
    .limit(1)
    .executeTakeFirst()
  return found?.department ? { kind: 'department', name: found.department } : null
}

/** The newest list of that name. */
async function listNamed(db: Db, name: string): Promise<Circle | null> {
  const found = await db
    .selectFrom('lists')
    .select(['id', 'name'])
    .where(eb => eb(eb.fn<string>('lower', ['name']), '=', name.toLowerCase()))
    .where('finished_at', 'is not', null)
    .orderBy('at', 'desc')
    .executeTakeFirst()
  return found ? { kind: 'list', listId: found.id, name: found.name } : null
}

async function personNamed(db: Db, who: string): Promise<Circle | null> {
  const [person, ...more] = await db
    .selectFrom('people')
    .select(['id', 'name'])
    .where('left_at', 'is', null)
    .where(eb => eb.or((['upn', 'mail', 'name'] as const).map(column => eb(eb.fn<string>('lower', [column]), '=', who.toLowerCase()))))
    .limit(2)
    .execute()
  return person && more.length === 0 ? { kind: 'person', personId: person.id, name: person.name } : null
}

/** The audience, or what is wrong with it in words. */
export async function findCircle(
  { db }: App,
  say: Say,
  { audience, who }: { audience: AudienceKind; who: string },
): Promise<Circle | string> {
  switch (audience) {
    case 'everyone':
    case 'not_ready':
    case 'phone_only':
      return { kind: audience }
    case 'group':
      return (await groupNamed(db, who)) ?? say('announce.problem_group', { who })
    case 'department':
      return (await departmentNamed(db, who)) ?? say('announce.problem_department', { who })
    case 'list':
      return (await listNamed(db, who)) ?? say('announce.problem_list', { who })
    case 'person':
      return (await personNamed(db, who)) ?? say('announce.problem_person', { who })
  }
}
