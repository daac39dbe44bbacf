import { importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { bot, tenantId } from './company/constants.ts'
import { publicHalf } from './secrets.ts'

export const channelIssuer = 'https://api.botframework.com'
export const connectorAudience = 'https://api.botframework.com'
export const graphAudience = 'https://graph.microsoft.com'

export interface TokenClaims {
  issuer: string
  audience: string
  expiresInSeconds: number
  /** Five minutes ago, when absent: clocks differ. */
  startsInSeconds?: number | undefined
  more: Record<string, unknown>
}

/** Signs with RS256; seconds count from this machine's clock, never from practice's. */
export async function signToken(key: JWK, claims: TokenClaims): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT(claims.more)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(key.kid ? { kid: key.kid } : {}) })
    .setIssuer(claims.issuer)
    .setAudience(claims.audience)
    .setIssuedAt(now)
    .setNotBefore(now + (claims.startsInSeconds ?? -300))
    .setExpirationTime(now + claims.expiresInSeconds)
    .sign(await importJWK(key, 'RS256'))
}

export type Verdict = { accepted: true } | { accepted: false; why: string }

/** Remembers good tokens until they expire: the bot sends the same one for an hour. */
const accepted = new Map<string, number>()

/** Checks what Microsoft checks: signature, audience, time, tenant and app. */
export async function checkToken(authorization: string | undefined, key: JWK, audiences: string[]): Promise<Verdict> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
  if (!token) return { accepted: false, why: 'Authorization has been denied for this request: no bearer token.' }
  const cacheKey = `${audiences[0]} ${token}`
  if ((accepted.get(cacheKey) ?? 0) > Date.now()) return { accepted: true }
  try {
    const { payload } = await jwtVerify(token, await importJWK(publicHalf(key), 'RS256'), { audience: audiences, algorithms: ['RS256'] })
    if (payload.tid !== tenantId) return { accepted: false, why: 'The token is from another tenant.' }
    if (payload.appid !== bot.appId) return { accepted: false, why: 'The token is from another application.' }
    if (accepted.size > 1000) accepted.clear()
    accepted.set(cacheKey, (payload.exp ?? 0) * 1000)
    return { accepted: true }
  } catch (error) {
    return { accepted: false, why: error instanceof Error ? error.message : 'The token is not valid.' }
  }
}
