/** A directory made of plain data, for tests of what is built on the port. */
import type { Directory, DirectoryUser, EnforcementState, MethodKind, MethodsPolicy, ReportRow, UserChange } from '../../services/ports.ts'

export interface FakeDirectory extends Directory {
  /** The pages that the next read of users gives. */
  userPages: { changes: UserChange[]; next: string | null; full: boolean }[]
  /** The tokens that users were asked for with. */
  askedSince: (string | null)[]
  managerPairs: { personId: string; managerId: string | null }[]
  groupList: { id: string; name: string }[]
  members: Record<string, string[]>
  report: ReportRow[] | null
  methodsOf: Record<string, MethodKind[]>
  policy: MethodsPolicy
  enforcement: EnforcementState
  /** Who is out of office. */
  away: string[]
}

export function userOf(id: string, more: Partial<DirectoryUser> = {}): UserChange {
  const user: DirectoryUser = {
    id,
    upn: `${id}@example.test`,
    name: `Name of ${id}`,
    givenName: id,
    mail: `${id}@example.test`,
    language: 'nl-NL',
    department: 'Warehouse',
    jobTitle: 'Picker',
    office: 'Tilburg',
    country: 'NL',
    enabled: true,
    guest: false,
    startsAt: null,
  }
  return { kind: 'user', user: { ...user, ...more } }
}

export function reportOf(personId: string, kinds: MethodKind[], more: Partial<ReportRow> = {}): ReportRow {
  return { personId, kinds, capable: kinds.length > 0, privileged: false, asOf: null, ...more }
}

async function* once<T>(page: T): AsyncIterable<T> {
  yield page
}

/** Answers from its own data; a test changes that data, or replaces a single method. */
export function fakeDirectory(given: Partial<FakeDirectory> = {}): FakeDirectory {
  const fake: FakeDirectory = {
    userPages: [],
    askedSince: [],
    managerPairs: [],
    groupList: [],
    members: {},
    report: null,
    methodsOf: {},
    policy: { allowed: ['authenticator', 'passkey', 'windows_hello', 'software_oath', 'phone'] },
    enforcement: { securityDefaults: false, policies: [] },
    away: [],
    async *users(since) {
      fake.askedSince.push(since)
      for (const page of fake.userPages) yield page
    },
    managers: () => once(fake.managerPairs),
    groups: () => once(fake.groupList),
    groupMembers: groupId => once(fake.members[groupId] ?? []),
    registrationReport: async () => (fake.report ? once(fake.report) : null),
    methods: async ids => new Map(ids.map(id => [id, { kind: 'found', methods: fake.methodsOf[id] ?? [] }])),
    methodsPolicy: async () => fake.policy,
    enforcementState: async () => fake.enforcement,
    outOfOffice: async ids => new Set(ids.filter(id => fake.away.includes(id))),
    memberOf: async (personId, groupIds) => groupIds.filter(id => fake.members[id]?.includes(personId)),
    installApp: async () => ({ kind: 'installed' }),
  }
  return Object.assign(fake, given)
}
