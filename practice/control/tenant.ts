import { z } from 'zod'
import { personalChatOf } from '../chat/events.ts'
import { refresh } from '../chat/refresh.ts'
import { methodKind } from '../chat/schemas.ts'
import { noSuchPerson, personBy } from '../chat/who.ts'
import { helpdeskTeam } from '../company/constants.ts'
import { newMethod } from '../company/methods.ts'
import type { Method } from '../company/person.ts'
import { type ApiAnswer, ok } from '../http.ts'
import { conversationOf } from '../state.ts'
import { commit, now, patchPerson, type World } from '../world.ts'

const personId = z.string()

/** Exactly these methods from now on; the ones already there stay as they are. */
export const methodsSchema = z.strictObject({ personId, kinds: z.array(methodKind).max(20), delaySeconds: z.number().min(0).optional() })

export const personSchema = z.strictObject({
  personId,
  patch: z.strictObject({
    enabled: z.boolean().optional(),
    deleted: z.boolean().optional(),
    department: z.string().optional(),
    jobTitle: z.string().optional(),
    preferredLanguage: z.string().nullable().optional(),
    managerId: z.string().nullable().optional(),
    app: z.enum(['installed', 'absent', 'policyBlocked', 'unlicensed']).optional(),
    botBlocked: z.boolean().optional(),
    outOfOffice: z.boolean().optional(),
    startsAt: z.string().nullable().optional(),
  }),
})
/** What people meet when they sign in, from now on. */
export const accessSchema = z.strictObject({
  state: z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced']).optional(),
  includeGroups: z.array(z.string()).nullable().optional(),
  excludeGroups: z.array(z.string()).optional(),
  securityDefaults: z.boolean().nullable().optional(),
})
export const conversationSchema = z.strictObject({ personId, gone: z.boolean() })
export const refreshSchema = z.strictObject({ personId, conversationId: z.string().optional(), messageId: z.string().optional() })

export function setMethods(world: World, body: z.infer<typeof methodsSchema>): ApiAnswer {
  const person = personBy(world, body.personId)
  if (!person) return noSuchPerson
  const at = now(world)
  const left = [...person.methods]
  const methods: Method[] = []
  for (const kind of body.kinds) {
    const known = left.findIndex(method => method.kind === kind)
    const visible = at + (body.delaySeconds ?? 0) * 1000
    methods.push(known >= 0 ? (left.splice(known, 1)[0] as Method) : newMethod(kind, person.id, methods, { created: at, visible }))
  }
  patchPerson(world, person, { methods })
  return { status: 204 }
}

/** A change in the directory, which delta tells; nobody tells the bot of it. */
export function changePerson(world: World, body: z.infer<typeof personSchema>): ApiAnswer {
  const person = personBy(world, body.personId)
  if (!person) return noSuchPerson
  patchPerson(world, person, body.patch, true)
  return { status: 204 }
}

export function setGone(world: World, body: z.infer<typeof conversationSchema>): ApiAnswer {
  const person = personBy(world, body.personId)
  if (!person) return noSuchPerson
  const conversation = personalChatOf(world, person)
  commit(world, { type: 'conversation', id: conversation.id, opened: conversation.opened, gone: body.gone })
  return { status: 204 }
}

/** The person's client asks for fresh cards now, however young the old ones are. */
export async function refreshNow(world: World, body: z.infer<typeof refreshSchema>): Promise<ApiAnswer> {
  const person = personBy(world, body.personId)
  if (!person) return noSuchPerson
  const conversation =
    body.conversationId === undefined ? personalChatOf(world, person) : conversationOf(world.state, helpdeskTeam.channelId)
  if (!conversation) return noSuchPerson
  const wanted = [...conversation.messages.values()].filter(message => body.messageId === undefined || message.id === body.messageId)
  const cards = await Promise.all(wanted.map(message => refresh(world, person, conversation, message)))
  return ok({ refreshed: cards.filter(Boolean).length })
}
