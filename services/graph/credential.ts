/**
 * One source of tokens for everything: Graph and the connector. It remembers the newest token of each scope until shortly before it
 * ends; callers that arrive while one is being fetched wait for that same fetch, so a cold burst costs one request.
 */
import { type AccessToken, ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity'

export interface CredentialSettings {
  MicrosoftAppType: 'SingleTenant' | 'UserAssignedMSI'
  MicrosoftAppId: string
  MicrosoftAppPassword: string
  MicrosoftAppTenantId: string
  AUTHORITY_HOST: string
}

export interface Credential {
  /** A bearer token for `scope` (`https://…/.default`). Throws when the authority refuses or does not answer in time. */
  getToken(scope: string): Promise<string>
  /** Fetches the tokens of these scopes ahead of the first burst. */
  warm(scopes: string[]): Promise<void>
  /** When the newest token for `scope` ends; `null` before the first one. */
  expiresAt(scope: string): Date | null
}

const microsoftAuthorities = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
  'login.partner.microsoftonline.cn',
])
const fetchTimeoutMs = 10_000
const renewBeforeMs = 5 * 60_000
/** The last moment at which a token that could not be renewed is still handed out. */
const lastUseMs = 30_000

function source(settings: CredentialSettings): TokenCredential {
  if (settings.MicrosoftAppType === 'UserAssignedMSI') return new ManagedIdentityCredential({ clientId: settings.MicrosoftAppId })
  return new ClientSecretCredential(settings.MicrosoftAppTenantId, settings.MicrosoftAppId, settings.MicrosoftAppPassword, {
    authorityHost: settings.AUTHORITY_HOST,
    disableInstanceDiscovery: !microsoftAuthorities.has(new URL(settings.AUTHORITY_HOST).hostname),
    retryOptions: { maxRetries: 2, retryDelayInMs: 300 },
  })
}

async function fetchToken(credential: TokenCredential, scope: string): Promise<AccessToken> {
  const signal = AbortSignal.timeout(fetchTimeoutMs)
  const late = Promise.withResolvers<never>()
  // The library looks at the signal only while a request is open, so the wait is cut here as well.
  signal.addEventListener('abort', () => late.reject(new Error(`No token within ${fetchTimeoutMs / 1000} s.`)), { once: true })
  const token = await Promise.race([credential.getToken(scope, { abortSignal: signal }), late.promise])
  if (!token) throw new Error('The authority gave no token.')
  return token
}

/** Tokens of the bot's own identity. `now` is the wall clock in milliseconds, which is what tokens end by. */
export function createCredential(settings: CredentialSettings, now: () => number = Date.now): Credential {
  return rememberTokens(source(settings), now)
}

export function rememberTokens(credential: TokenCredential, now: () => number): Credential {
  const newest = new Map<string, AccessToken>()
  const underway = new Map<string, Promise<AccessToken>>()

  function renew(scope: string): Promise<AccessToken> {
    const running = underway.get(scope)
    if (running) return running
    const started = fetchToken(credential, scope)
      .then(token => {
        newest.set(scope, token)
        return token
      })
      .finally(() => underway.delete(scope))
    underway.set(scope, started)
    return started
  }

  async function getToken(scope: string): Promise<string> {
    const known = newest.get(scope)
    const left = known ? known.expiresOnTimestamp - now() : 0
    if (known && left > renewBeforeMs) return known.token
    if (!known || left < lastUseMs) return (await renew(scope)).token
    // Still good for a while: nobody waits for the renewal, and a failed one is tried again by the next caller.
    renew(scope).catch(() => undefined)
    return known.token
  }

  return {
    getToken,
    async warm(scopes) {
      await Promise.all(scopes.map(getToken))
    },
    expiresAt(scope) {
      const known = newest.get(scope)
      return known ? new Date(known.expiresOnTimestamp) : null
    },
  }
}
