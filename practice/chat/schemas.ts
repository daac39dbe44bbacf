import { z } from 'zod'
import type { MethodKind } from '../chat-api.ts'
import { isMethodKind } from '../company/methods.ts'

const personId = z.string().min(1).max(100)
export const methodKind = z.custom<MethodKind>(isMethodKind, 'must be a kind of sign-in method')

export const messageSchema = z
  .strictObject({ as: personId, text: z.string().trim().max(20_000), picture: z.boolean().optional(), threadId: z.string().optional() })
  .refine(({ text, picture }) => text !== '' || picture, 'has neither words nor a picture')
export const actionSchema = z.strictObject({
  as: personId,
  activityId: z.string().min(1),
  kind: z.enum(['Action.Execute', 'Action.Submit']),
  verb: z.string().optional(),
  id: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
  trigger: z.enum(['manual', 'automatic']).optional(),
})
export const readSchema = z.strictObject({ as: personId })
export const methodSchema = z.strictObject({
  kind: methodKind,
  delaySeconds: z
    .number()
    .min(0)
    .max(7 * 24 * 3600)
    .optional(),
})
export const appSchema = z.strictObject({ installed: z.boolean() })
export const moreTimeSchema = z.strictObject({ moreTime: z.boolean() })
export const blockSchema = z.strictObject({ blocked: z.boolean() })
export const awaySchema = z.strictObject({ outOfOffice: z.boolean() })
export const policySchema = z.strictObject({ on: z.boolean() })
