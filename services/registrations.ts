/** What we know of each person's sign-in methods, and when that is enough. */
import type { Selectable } from 'kysely'
import type { DbOrTx } from './db/database.ts'
import type { RegistrationsTable } from './db/schema.ts'
import type { Person } from './people.ts'
import type { MethodKind, MethodsPolicy } from './ports.ts'

export type Registration = Selectable<RegistrationsTable>

/**
 * Microsoft's own SMS and voice calls stop on 1 February 2027, in the public cloud; for Global Administrators and external users on 1 July
 * 2027 [E-SMS, E-SMSF]. Which administrator somebody is, is not known.
 */
export const phoneMayEndLater = ({ guest, privileged }: Pick<Person, 'guest' | 'privileged'>): boolean => guest || privileged

export interface Verdict {
  /** A method that the policy allows and that goes on working after 1 February 2027. */
  done: boolean
  /** Only a phone number: works today, ends on 1 February 2027. */
  endsSoon: boolean
  kinds: MethodKind[]
  /** How many methods make the person done: tells whether one was added where others were before. */
  lasting: number
  /** How many of those are no phone numbers. */
  strong: number
  /** How many methods there are at all: tells whether one was removed. */
  methods: number
}

const lastingKinds: MethodKind[] = [
  'authenticator',
  'passkey',
  'windows_hello',
  'platform_credential',
  'software_oath',
  'hardware_oath',
  'certificate',
  'external',
]

/** Kinds that only help to get a new password. */
const forPasswords = new Set(['email', 'security_questions'])

/** The kinds with which somebody signs in. */
export const signInKinds = (kinds: readonly string[]): string[] => kinds.filter(kind => !forPasswords.has(kind))

/** Decides from the kinds that a person has. `telephonyProvider`: the tenant has its own provider for SMS and voice, so phones go on. */
export function judge(kinds: MethodKind[], policy: MethodsPolicy, telephonyProvider: boolean): Verdict {
  const allowed = new Set(policy.allowed)
  const counts = (kind: MethodKind) => (lastingKinds.includes(kind) || (kind === 'phone' && telephonyProvider)) && allowed.has(kind)
  const lasting = kinds.filter(counts)
  const done = lasting.length > 0
  return {
    done,
    endsSoon: !done && kinds.includes('phone'),
    kinds: [...new Set(kinds)].sort(),
    lasting: lasting.length,
    strong: lasting.filter(kind => kind !== 'phone').length,
    methods: kinds.length,
  }
}

export interface Known extends Verdict {
  source: 'report' | 'live'
  at: Date
}

/** Keeps a verdict. */
export async function saveRegistration(db: DbOrTx, personId: string, known: Known): Promise<void> {
  await saveRegistrations(db, [{ personId, ...known }])
}

/** Keeps the verdicts of up to 1000 people. A report never takes away what a live look found later than the report can know. */
export async function saveRegistrations(db: DbOrTx, rows: (Known & { personId: string })[]): Promise<void> {
  if (rows.length === 0) return
  const values = rows.map(row => ({
    person_id: row.personId,
    done: row.done,
    ends_soon: row.endsSoon,
    kinds: row.kinds as string[],
    source: row.source,
    checked_at: row.at,
    ready_since: row.done ? row.at : null,
    confirmed_at: row.done && row.source === 'live' ? row.at : null,
  }))
  await db
    .insertInto('registrations')
    .values(values)
    .onConflict(conflict =>
      conflict
        .column('person_id')
        .doUpdateSet(eb => ({
          done: eb.ref('excluded.done'),
          ends_soon: eb.ref('excluded.ends_soon'),
          kinds: eb.ref('excluded.kinds'),
          source: eb.ref('excluded.source'),
          checked_at: eb.ref('excluded.checked_at'),
          ready_since: eb
            .case()
            .when('excluded.done', '=', true)
            .then(eb.fn.coalesce('registrations.ready_since', 'excluded.ready_since'))
            .end(),
          confirmed_at: eb
            .case()
            .when('excluded.done', '=', true)
            .then(eb.fn.coalesce('registrations.confirmed_at', 'excluded.confirmed_at'))
            .end(),
        }))
        .where(eb =>
          eb.or([
            eb('excluded.source', '=', 'live'),
            eb('registrations.source', '=', 'report'),
            eb('registrations.checked_at', '<', eb.ref('excluded.checked_at')),
          ]),
        ),
    )
    .execute()
}

export async function findRegistration(db: DbOrTx, personId: string): Promise<Registration | undefined> {
  return db.selectFrom('registrations').selectAll().where('person_id', '=', personId).executeTakeFirst()
}
