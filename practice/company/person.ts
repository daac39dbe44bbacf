import type { MethodKind, Role } from '../chat-api.ts'

export interface Method {
  id: string
  kind: MethodKind
  label: string
  createdAt: string
  /** Practice time from which the directory shows it, milliseconds since 1970. */
  visibleAt: number
}

/** Why the bot can or cannot be in somebody's personal chat. `unlicensed` has no Teams. */
export type AppState = 'installed' | 'absent' | 'policyBlocked' | 'unlicensed'

export interface Person {
  id: string
  upn: string
  givenName: string
  surname: string
  name: string
  kind: 'member' | 'guest' | 'service' | 'breakGlass'
  roles: Role[]
  enabled: boolean
  department: string
  jobTitle: string
  office: string
  country: string
  preferredLanguage: string | null
  timeZone: string
  managerId: string | null
  createdAt: string
  phone: { has: boolean; platform: 'ios' | 'android' | null; online: boolean; number: string | null }
  methods: Method[]
  app: AppState
  botBlocked: boolean
  outOfOffice: boolean
  /** The first day at work, where it is written down. */
  startsAt: string | null
  /** Removed from the directory; stays in memory so that delta can say so. */
  deleted: boolean
  /** Rises with every change that Graph's delta shows; 0 for the company as it was founded. */
  revision: number
}

export interface Group {
  id: string
  name: string
  memberIds: string[]
  groupIds: string[]
}

export interface Company {
  people: Person[]
  groups: Group[]
}

export function languageOf(person: Person): 'en' | 'nl' {
  return person.preferredLanguage?.startsWith('nl') ? 'nl' : 'en'
}
