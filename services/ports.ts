/** What the services need from the outside world. Interfaces only; bot/ and services/graph/ implement them. */

export interface Clock {
  now(): Date
}

/** Where a message goes: a conversation at the newest service URL known for it. */
export interface Address {
  conversationId: string
  serviceUrl: string
}

/** One message. `summary` is what the notification shows; a card and a text never travel together (Teams would split them). */
export interface OutgoingMessage {
  card?: Record<string, unknown>
  text?: string
  summary: string
  /** Raises a notification in the person's activity feed. */
  alert?: boolean
}

/**
 * What became of one request to the connector, by its cause (teams.md 1.3).
 * `uncertain`: nobody knows whether it was carried out. `retry`: it certainly was not, and may be tried again.
 */
export type SendOutcome =
  | { kind: 'delivered'; activityId: string }
  | { kind: 'throttled'; retryAfterMs: number | null; code: string }
  | { kind: 'retry'; code: string }
  | { kind: 'uncertain'; code: string }
  | { kind: 'blocked'; code: string }
  | { kind: 'policy_blocked'; code: string }
  | { kind: 'not_installed'; code: string }
  | { kind: 'conversation_gone'; code: string }
  | { kind: 'message_gone'; code: string }
  | { kind: 'failed'; code: string }

export type CreateOutcome = Exclude<SendOutcome, { kind: 'delivered' }> | { kind: 'created'; conversationId: string; serviceUrl: string }

export interface Messenger {
  send(to: Address, message: OutgoingMessage): Promise<SendOutcome>
  update(to: Address, activityId: string, message: OutgoingMessage): Promise<SendOutcome>
  /** Deletes a message of the bot. `message_gone` where there is none any more. */
  remove(to: Address, activityId: string): Promise<SendOutcome>
  /** Opens (or finds) the one-to-one conversation with a person, by Entra object id. */
  createConversation(personId: string, serviceUrl: string): Promise<CreateOutcome>
}

/** Kinds of sign-in methods; never numbers, names or keys. `other` is a kind that this version does not know. */
export type MethodKind =
  | 'authenticator'
  | 'passkey'
  | 'windows_hello'
  | 'platform_credential'
  | 'software_oath'
  | 'hardware_oath'
  | 'certificate'
  | 'external'
  | 'phone'
  | 'email'
  | 'security_questions'
  | 'temporary_pass'
  | 'other'

export interface DirectoryUser {
  id: string
  upn: string
  name: string
  givenName: string | null
  mail: string | null
  language: string | null
  department: string | null
  jobTitle: string | null
  office: string | null
  country: string | null
  enabled: boolean
  guest: boolean
  /** The first day at work; null where nobody wrote it down. */
  startsAt: Date | null
}

/** A change carries at least what changed; what is absent stayed as it was. */
export type UserChange = { kind: 'user'; user: Partial<DirectoryUser> & { id: string } } | { kind: 'removed'; id: string }

export interface ReportRow {
  personId: string
  capable: boolean
  privileged: boolean
  kinds: MethodKind[]
  /** The state of affairs that the report shows: hours old, and no date of a person's registration. */
  asOf: Date | null
}

/** Microsoft's own request to register, which it shows to people after they signed in. */
export interface RegistrationCampaign {
  target: 'passkey' | 'authenticator'
  /** Microsoft decides about its details, or the tenant does. */
  state: 'managed' | 'enabled'
  /** Ids of groups; `all_users` is everybody. */
  included: string[]
  excluded: string[]
}

/** Which kinds the tenant's authentication methods policy allows; no campaign: Microsoft asks nobody to register. */
export type MethodsPolicy = { allowed: MethodKind[]; registrationCampaign?: RegistrationCampaign | null }

/** A Conditional Access policy, as far as it tells who must sign in with a second check. */
export interface AccessPolicy {
  id: string
  name: string
  state: 'on' | 'report_only' | 'off'
  /** `or_other`: another control, such as a compliant device, will do instead. */
  secondCheck: 'required' | 'or_other' | 'no'
  apps: 'all' | 'some' | 'none'
  everyone: boolean
  users: string[]
  groups: string[]
  excludedUsers: string[]
  excludedGroups: string[]
  /** What else decides whether it applies, and cannot be told for a person beforehand. */
  conditions: AccessCondition[]
}
export type AccessCondition = 'roles' | 'locations' | 'platforms' | 'clients' | 'devices' | 'risk'

/** What makes people use a second check when they sign in. */
export interface EnforcementState {
  securityDefaults: boolean
  policies: AccessPolicy[]
}

export type MethodsAnswer =
  | { kind: 'found'; methods: MethodKind[] }
  | { kind: 'gone' }
  | { kind: 'unavailable'; retryAfterMs: number | null }

export type InstallOutcome =
  | { kind: 'installed' }
  | { kind: 'policy_blocked' }
  | { kind: 'no_licence' }
  | { kind: 'throttled'; retryAfterMs: number | null }
  | { kind: 'failed'; code: string }

/** The directory (Microsoft Graph). Pages come as they are read, so that memory stays flat. Throws only on surprises. */
export interface Directory {
  /**
   * All users, or the changes since `since`; the last page carries the token for next time. A token that is too old starts again
   * from the beginning: `full` says whether what was read up to the last page is everybody.
   */
  users(since: string | null): AsyncIterable<{ changes: UserChange[]; next: string | null; full: boolean }>
  /** Who answers to whom, for everybody. */
  managers(): AsyncIterable<{ personId: string; managerId: string | null }[]>
  groups(): AsyncIterable<{ id: string; name: string }[]>
  /** Object ids of all members, nested ones too. */
  groupMembers(groupId: string): AsyncIterable<string[]>
  /** The nightly hint; `null` where the tenant has no licence for the report. */
  registrationReport(): Promise<AsyncIterable<ReportRow[]> | null>
  /** Live: what these people have registered now, in batches of 20. Every id asked for is in the answer. */
  methods(personIds: string[]): Promise<Map<string, MethodsAnswer>>
  methodsPolicy(): Promise<MethodsPolicy>
  enforcementState(): Promise<EnforcementState>
  /** Live: which of these people have said in Outlook or Teams that they are away. Whom Graph does not know is not away. */
  outOfOffice(personIds: string[]): Promise<Set<string>>
  /** Live: which of these groups the person is in, nested membership included. */
  memberOf(personId: string, groupIds: string[]): Promise<string[]>
  /** Installs the Teams app for the person, so that the bot may write first. */
  installApp(personId: string): Promise<InstallOutcome>
}

/** An e-mail to one person; text and HTML say the same. */
export interface OutgoingMail {
  to: { address: string; name: string }
  subject: string
  html: string
}

/**
 * What became of one e-mail. `wait`: it certainly was not sent, and nothing else should be for so long. `uncertain`: nobody knows.
 * `refused`: this one will never go. `set_up`: none can go, because a permission is missing or the mailbox does not exist.
 */
export type MailOutcome = { kind: 'sent' } | { kind: 'wait'; forMs: number } | { kind: 'uncertain' | 'refused' | 'set_up'; code: string }

export interface Mailer {
  send(mail: OutgoingMail): Promise<MailOutcome>
}
