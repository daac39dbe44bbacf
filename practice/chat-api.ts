/**
 * What the chat page and the practice server say to each other: JSON over HTTP on the page's own port, updates by server-sent events.
 * Every time is an ISO 8601 string in UTC. An error answers with its HTTP status and an `ErrorBody`.
 */

export type Role = 'employee' | 'admin' | 'helpdesk'
export type MethodKind =
  | 'microsoftAuthenticator'
  | 'passkeyAuthenticator'
  | 'passkeySynced'
  | 'securityKey'
  | 'windowsHello'
  | 'softwareOath'
  | 'phone'
  | 'email'
  | 'temporaryAccessPass'

/** GET /api/company */
export interface Company {
  organisation: string
  tenantId: string
  bot: { id: string; name: string }
  helpdesk: { teamName: string; channelName: string; conversationId: string }
  people: Persona[]
  /** The few people that the start screen offers first, with one sentence on what to try as that person. */
  suggestions: Suggestion[]
}

export interface Suggestion {
  personId: string
  role: Role
  title: InBoth
  tryThis: InBoth
}

/** The same words in both languages of the page. */
export interface InBoth {
  en: string
  nl: string
}

export interface Persona {
  id: string
  name: string
  upn: string
  department: string
  jobTitle: string
  language: 'en' | 'nl'
  timeZone: string
  roles: Role[]
  enabled: boolean
  kind: 'member' | 'guest' | 'service' | 'breakGlass'
  appInstalled: boolean
}

/** GET /api/chats?as=<personId>: the personal chat with the bot and, for helpdesk agents and admins, the helpdesk channel. */
export interface ChatSummary {
  conversationId: string
  kind: 'personal' | 'channel'
  title: string
  lastMessageAt: string | null
  /** What a notification would show: the activity's summary, else its text, else "sent a card". */
  preview: string
  /** Messages since this person last posted `/read`. */
  unread: number
}

/** GET /api/chats/:conversationId/messages?as=<personId>: oldest first. */
export interface ChatMessage {
  id: string
  conversationId: string
  /** In a channel: the id of the root message of the thread; the root's own id for the root itself. */
  threadId: string
  from: { id: string; name: string; isBot: boolean }
  at: string
  editedAt: string | null
  deleted: boolean
  text: string | null
  textFormat: 'markdown' | 'plain' | 'xml'
  summary: string | null
  /** Adaptive Cards as this person sees them (after a refresh or an Action.Execute answered with a card for this person alone). */
  cards: Record<string, unknown>[]
  /** The bot asked for attention (channelData.notification.alert). */
  alert: boolean
  /** This person typed it while the bot did not run: it never heard of it. A `changed` event tells as soon as that is known. */
  undelivered: boolean
}

/** POST /api/chats/:conversationId/messages  { as, text, picture?, threadId? } -> { id }: the person types; the bot gets a signed activity. */
export interface PostMessage {
  as: string
  text: string
  /** A picture was pasted. What is on it goes nowhere: the bot hears, as from Teams, that there is one. */
  picture?: boolean
  threadId?: string
}

/**
 * POST /api/chats/:conversationId/actions: a button of a card. The page has merged the inputs into `data`, as Teams does.
 * 502 when the bot does not run.
 */
export interface PostAction {
  as: string
  activityId: string
  kind: 'Action.Execute' | 'Action.Submit'
  verb?: string
  id?: string
  data: Record<string, unknown>
  trigger?: 'manual' | 'automatic'
}

/** The answer to an action: what Teams would show. `card` replaces the card for this person. */
export interface ActionAnswer {
  outcome: 'card' | 'message' | 'accepted' | 'error'
  card?: Record<string, unknown>
  text?: string
}

/** GET /api/people/:id/device: "my phone and my methods". */
export interface Device {
  personId: string
  phone: { has: boolean; platform: 'ios' | 'android' | null; online: boolean }
  /** `visibleAt`: when the directory shows it, on the clock of this machine. */
  methods: { id: string; kind: MethodKind; label: string; since: string; visibleAt: string }[]
  /** Registering takes this long to be seen in Graph (seconds), as in a real directory. */
  delaySeconds: number
  appInstalled: boolean
  botBlocked: boolean
  /** In the group of people who have more time, which the rollout's policy leaves out. */
  moreTime: boolean
  outOfOffice: boolean
  /** Whether the Conditional Access policy of the rollout is on; null for whoever is no admin. */
  policyOn: boolean | null
}

/** POST /api/people/:id/methods { kind, delaySeconds? } -> Device · DELETE /api/people/:id/methods/:methodId -> Device */
export interface AddMethod {
  kind: MethodKind
  delaySeconds?: number
}
/** POST /api/people/:id/app { installed: boolean } -> Device · POST /api/people/:id/block { blocked: boolean } -> Device */
/** POST /api/chats/:conversationId/read { as } -> 204 */

/** GET /api/events?as=<personId>: text/event-stream, one JSON object per `data:` line; `hello` comes first. */
export type ChatEvent =
  | { type: 'hello' }
  | { type: 'message'; message: ChatMessage }
  | { type: 'changed'; message: ChatMessage }
  | { type: 'typing'; conversationId: string; name: string }
  | { type: 'chats' }
  | { type: 'device'; personId: string }

export interface ErrorBody {
  error: { code: string; message: string }
}
