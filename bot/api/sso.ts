/**
 * Who calls the API: the token that Teams gives to a tab (single sign-on), checked against the tenant's own keys. What it says is
 * believed for one thing only: the caller's object id. Names and addresses in it may be changed by people and are never read.
 */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Config } from '../config.ts'

export type Verdict =
  | { kind: 'caller'; personId: string }
  /** `why` is for whoever built the client. */
  | { kind: 'refused'; why: 'no_token' | 'expired' | 'not_valid' | 'no_scope' | 'no_person' }
  /** The keys could not be read. */
  | { kind: 'unavailable' }

export type CheckToken = (authorization: string | undefined) => Promise<Verdict>

const keysTimeoutMs = 5_000
const clockToleranceSeconds = 60
const scope = 'access_as_user'
const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Who signs version 1 tokens, by cloud. */
const issuerOfVersion1 = ({ AUTHORITY_HOST, MicrosoftAppTenantId }: Config) =>
  `https://sts.${/\.cn$/.test(new URL(AUTHORITY_HOST).hostname) ? 'chinacloudapi.cn' : 'windows.net'}/${MicrosoftAppTenantId}/`

/** The issuer, the audience and the version belong together (teams.md 5.1): `api://` addresses appear in version 1 tokens only. */
function isForUs(payload: JWTPayload, config: Config): boolean {
  const { MicrosoftAppId: id, MicrosoftAppTenantId: tenant } = config
  if (payload.tid !== tenant || typeof payload.aud !== 'string') return false
  if (payload.ver === '2.0') return payload.iss === `${config.AUTHORITY_HOST}/${tenant}/v2.0` && payload.aud === id
  return payload.ver === '1.0' && payload.iss === issuerOfVersion1(config) && [id, `api://botid-${id}`].includes(payload.aud)
}

function judge(payload: JWTPayload, config: Config): Verdict {
  if (!isForUs(payload, config)) return { kind: 'refused', why: 'not_valid' }
  if (typeof payload.scp !== 'string' || !payload.scp.split(' ').includes(scope)) return { kind: 'refused', why: 'no_scope' }
  if (typeof payload.oid !== 'string' || !objectId.test(payload.oid)) return { kind: 'refused', why: 'no_person' }
  return { kind: 'caller', personId: payload.oid.toLowerCase() }
}

/** A token that is bad is told from keys that could not be read: the first is the caller's fault, the second is not. */
function verdictOf(error: unknown): Verdict {
  if (error instanceof errors.JWTExpired) return { kind: 'refused', why: 'expired' }
  const noKeys = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || !(error instanceof errors.JOSEError)
  if (noKeys || error.code === errors.JOSEError.code) return { kind: 'unavailable' }
  return { kind: 'refused', why: 'not_valid' }
}

/** Keys are read when first needed and kept; an unknown key makes them be read again, at most every half minute. */
export function createTokenCheck(config: Config): CheckToken {
  const address = new URL(`${config.AUTHORITY_HOST}/${config.MicrosoftAppTenantId}/discovery/v2.0/keys`)
  const keys = createRemoteJWKSet(address, { timeoutDuration: keysTimeoutMs })
  const rules = { algorithms: ['RS256'], clockTolerance: clockToleranceSeconds, requiredClaims: ['exp', 'nbf', 'aud', 'iss'] }
  return async authorization => {
    const token = authorization?.match(/^Bearer (\S+)$/i)?.[1]
    if (!token) return { kind: 'refused', why: 'no_token' }
    try {
      const { payload } = await jwtVerify(token, keys, rules)
      return judge(payload, config)
    } catch (error) {
      return verdictOf(error)
    }
  }
}
