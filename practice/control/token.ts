import { z } from 'zod'
import { noSuchPerson, personBy } from '../chat/who.ts'
import { bot, tenantId } from '../company/constants.ts'
import { type ApiAnswer, ok, refuse } from '../http.ts'
import { newKey } from '../secrets.ts'
import { serviceUrl } from '../toBot/call.ts'
import { channelIssuer, signToken } from '../tokens.ts'
import type { World } from '../world.ts'

/** Teams on computers and phones, as Entra knows it. */
const teamsClientId = '1fec8e78-bce4-4aaf-ab1b-5451cc387264'

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

/** A token as Teams gives it to a tab of this person; each further field spoils or changes one thing. */
export const userTokenSchema = z.strictObject({
  personId: z.string(),
  version: z.enum(['1.0', '2.0']).optional(),
  issuer: z.string().optional(),
  audience: z.string().optional(),
  tenantId: z.string().optional(),
  /** What it may do; null leaves the claim out. */
  scope: z.string().nullable().optional(),
  /** Negative for one that has expired. */
  expiresInSeconds: z.number().optional(),
  /** From when it counts; later than now for one that is too young. */
  startsInSeconds: z.number().optional(),
  key: z.enum(['practice', 'other']).optional(),
  unsigned: z.boolean().optional(),
})

/** Entra gives none to people who cannot sign in. */
export async function makeUserToken(world: World, wanted: z.infer<typeof userTokenSchema>): Promise<ApiAnswer> {
  const person = personBy(world, wanted.personId)
  if (!person) return noSuchPerson
  if (!person.enabled) return refuse(403, 'interaction_required', 'AADSTS50057: The user account is disabled.')
  const { version = '2.0', scope = 'access_as_user' } = wanted
  const own = { oid: person.id, sub: person.id, name: person.name, preferred_username: person.upn, ver: version }
  const { entra } = world.secrets.keys
  const key = wanted.key === 'other' ? await newKey(entra.kid ?? '') : entra
  const token = await signToken(key, {
    issuer: wanted.issuer ?? (version === '1.0' ? `https://sts.windows.net/${tenantId}/` : `${world.urls.secure}/${tenantId}/v2.0`),
    audience: wanted.audience ?? (version === '1.0' ? `api://botid-${bot.appId}` : bot.appId),
    expiresInSeconds: wanted.expiresInSeconds ?? 3600,
    startsInSeconds: wanted.startsInSeconds,
    more: { ...own, tid: wanted.tenantId ?? tenantId, azp: teamsClientId, ...(scope === null ? {} : { scp: scope }) },
  })
  return ok({ token: wanted.unsigned ? withoutSignature(token) : token })
}

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
