/** The door for activities: who may knock, and nothing else. botbuilder's own authentication decides whether the channel signed it. */
import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { AuthenticationError, ServiceClientCredentialsFactory } from 'botframework-connector'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { z } from 'zod'
import type { Config } from './config.ts'

/** A token for the connector; see services/graph/credential.ts. */
export type GetToken = (scope: string) => Promise<string>

export interface Knock {
  authorization: string | undefined
  body: unknown
}
export interface DoorAnswer {
  status: number
  body?: unknown
}
export type OnActivity = (activity: Activity) => Promise<DoorAnswer>

/** One line of text as a database can keep it. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .refine(text => !text.includes('\u0000'))
const member = z.object({ id: line(500) }).loose()
/** Everything that is read later on; a field of another kind makes the whole body rubbish. */
const activityShape = z
  .object({
    type: line(100).min(1),
    channelId: line(100),
    // Absent, it is in no allowed place: the library would let it pass.
    serviceUrl: line(500).default(''),
    conversation: z.object({ id: line(500), tenantId: z.string().nullish(), conversationType: z.string().nullish() }).loose(),
    channelData: z
      .object({ tenant: z.object({ id: z.string() }).loose().nullish() })
      .loose()
      .nullish(),
    from: z
      .object({ id: line(500), name: line(500).nullish(), aadObjectId: line(100).nullish() })
      .loose()
      .nullish(),
    recipient: member.nullish(),
    membersAdded: z.array(member).nullish(),
    membersRemoved: z.array(member).nullish(),
    entities: z.array(z.object({ type: z.string() }).loose()).nullish(),
    text: z.string().nullish(),
    locale: line(100).nullish(),
    localTimezone: line(100).nullish(),
    name: z.string().nullish(),
    action: z.string().nullish(),
    replyToId: line(500).nullish(),
  })
  .loose()
type Received = z.output<typeof activityShape>

const authenticationTimeoutMs = 8_000

/** Without a token no request was made, so nothing can have been carried out. */
class NoToken extends Error {
  readonly code = 'NO_TOKEN'
}

/** Hands botbuilder our own credential, so that one cache serves the connector and Graph. */
class Credentials extends ServiceClientCredentialsFactory {
  readonly appId: string
  readonly getToken: GetToken
  constructor(appId: string, getToken: GetToken) {
    super()
    this.appId = appId
    this.getToken = getToken
  }
  override async isValidAppId(appId = '') {
    return appId === this.appId
  }
  override async isAuthenticationDisabled() {
    return false
  }
  override async createCredentials(_appId: string, audience: string) {
    const { getToken } = this
    return {
      async signRequest<T extends { headers: { set(name: string, value: string): void } }>(request: T): Promise<T> {
        const token = await getToken(`${audience}/.default`).catch(cause => {
          throw new NoToken('There is no token for the connector.', { cause })
        })
        request.headers.set('authorization', `Bearer ${token}`)
        return request
      },
    }
  }
}

export function createAuthentication(config: Config, getToken: GetToken): ConfigurationBotFrameworkAuthentication {
  const credentials = new Credentials(config.MicrosoftAppId, getToken)
  const given = Object.fromEntries(Object.entries(config).filter(([name, value]) => value !== undefined && channelSettings.has(name)))
  return new ConfigurationBotFrameworkAuthentication({ MicrosoftAppId: config.MicrosoftAppId, ...given }, credentials)
}

const channelSettings = new Set([
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer',
  'OAuthUrl',
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromEmulatorOpenIdMetadataUrl',
  'CallerId',
])
const publicIssuer = 'https://api.botframework.com'

/** The library would also accept tokens of emulators and of other bots. Only the channel's own issuer and RS256 may pass here. */
function isChannelToken(authorization: string | undefined, issuer: string): boolean {
  const token = authorization?.match(/^Bearer (\S+)$/i)?.[1]
  if (!token) return false
  try {
    return decodeJwt(token).iss === issuer && decodeProtectedHeader(token).alg === 'RS256'
  } catch {
    return false
  }
}

function isOurs(activity: Received, config: Config): boolean {
  const tenants = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter(tenant => typeof tenant === 'string')
  const ourTenant = tenants.length > 0 && tenants.every(tenant => tenant === config.MicrosoftAppTenantId)
  return activity.channelId === 'msteams' && ourTenant && config.SERVICE_URLS.some(allowed => isBelow(activity.serviceUrl, allowed))
}

function isBelow(address: string, allowed: string): boolean {
  if (!URL.canParse(address)) return false
  const given = new URL(address)
  const base = new URL(allowed)
  return given.origin === base.origin && given.pathname.startsWith(base.pathname) && !given.username && !given.search
}

class TimedOut extends Error {}

/** The library throws its own error for some bad tokens, that of its JWT library for others, and passes on what reading the keys threw. */
function refusalStatus(error: unknown): 401 | 503 | null {
  if (error instanceof TimedOut) return 503
  if (error instanceof AuthenticationError) return error.statusCode === 500 ? 503 : 401
  const name = error instanceof Error ? error.name : ''
  if (['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(name)) return 401
  return name === 'FetchError' ? 503 : null
}

function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut()), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

export class Door {
  readonly config: Config
  readonly authentication: ConfigurationBotFrameworkAuthentication
  constructor(config: Config, authentication: ConfigurationBotFrameworkAuthentication) {
    this.config = config
    this.authentication = authentication
  }

  /**
   * Authenticates one request and hands its activity on. 400: not an activity; 401: not signed by the channel for this bot;
   * 403: signed, but another tenant, channel or service URL; 503: the keys to check it with could not be read in time.
   * Throws what `onActivity` throws.
   */
  async receive(knock: Knock, onActivity: OnActivity): Promise<DoorAnswer> {
    const parsed = activityShape.safeParse(knock.body)
    if (!isChannelToken(knock.authorization, this.config.ToBotFromChannelTokenIssuer ?? publicIssuer)) return { status: 401 }
    if (!parsed.success) return { status: 400 }
    const activity = knock.body as Activity
    try {
      await withTimeout(this.authentication.authenticateRequest(activity, knock.authorization ?? ''), authenticationTimeoutMs)
    } catch (error) {
      const status = refusalStatus(error)
      if (status === null) throw error
      return { status }
    }
    if (!isOurs(parsed.data, this.config)) return { status: 403 }
    return onActivity(activity)
  }
}
