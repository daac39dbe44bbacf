import { z } from 'zod'
import { bot, tenantId } from '../company/constants.ts'
import { type ApiAnswer, ok } from '../http.ts'
import { newKey } from '../secrets.ts'
import { serviceUrl } from '../toBot/call.ts'
import { channelIssuer, signToken } from '../tokens.ts'
import type { World } from '../world.ts'

/** A token for the bot, by default as good as the channel's own; each field spoils or changes one thing. */
export const tokenSchema = z.strictObject({
  issuer: z.string().optional(),
  audience: z.string().optional(),
  /** The serviceurl claim; null leaves it out. */
  serviceUrl: z.string().nullable().optional(),
  /** Negative for one that has expired. */
  expiresInSeconds: z.number().optional(),
  key: z.enum(['practice', 'other']).optional(),
  tenantId: z.string().optional(),
  unsigned: z.boolean().optional(),
})

export async function makeToken(world: World, wanted: z.infer<typeof tokenSchema>): Promise<ApiAnswer> {
  const claim = wanted.serviceUrl === undefined ? serviceUrl(world) : wanted.serviceUrl
  const claims = {
    issuer: wanted.issuer ?? channelIssuer,
    audience: wanted.audience ?? bot.appId,
    expiresInSeconds: wanted.expiresInSeconds ?? 3600,
    more: { ...(claim === null ? {} : { serviceurl: claim }), tid: wanted.tenantId ?? tenantId },
  }
  const { channel } = world.secrets.keys
  // A foreign key under the known name: only the signature can give it away.
  const key = wanted.key === 'other' ? await newKey(channel.kid ?? '') : channel
  const token = await signToken(key, claims)
  return ok({ token: wanted.unsigned ? withoutSignature(token) : token })
}

function withoutSignature(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
  return `${header}.${token.split('.')[1] ?? ''}.`
}
