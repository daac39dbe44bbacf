import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { ApiAnswer, ApiRequest } from '../http.ts'
import { timestamp, type World } from '../world.ts'
import { graphRefuse, resourceNotFound } from './errors.ts'
import type { GraphRoute } from './route.ts'
import { findUser } from './users.ts'

const recipient = z.strictObject({ emailAddress: z.strictObject({ address: z.email(), name: z.string().optional() }) })
const messageSchema = z.strictObject({
  message: z.strictObject({
    subject: z.string().min(1).max(255),
    body: z.strictObject({ contentType: z.literal(['html', 'text']), content: z.string().min(1) }),
    toRecipients: z.array(recipient).length(1),
  }),
  saveToSentItems: z.boolean().optional(),
})

/** Outlook's documented number of requests at once for an app and a mailbox. */
const mostAtOnce = 4
const takesMs = 40

export function mailRoutes(world: World): GraphRoute[] {
  const underWay = new Map<string, number>()
  return [
    {
      method: 'POST',
      pattern: '/users/:userId/sendMail',
      options: [],
      throttle: { kind: 'mail' },
      handle: request => sendMail(world, request, underWay),
    },
  ]
}

/** Takes an e-mail from one mailbox to one person; nothing leaves this machine. */
async function sendMail(world: World, request: ApiRequest, underWay: Map<string, number>): Promise<ApiAnswer> {
  const key = request.params.userId ?? ''
  const mailbox = findUser(world, key)
  if (!mailbox) return resourceNotFound(key)
  if (mailbox.kind === 'breakGlass' || mailbox.kind === 'guest')
    return graphRefuse(404, 'MailboxNotEnabledForRESTAPI', 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.')
  const parsed = messageSchema.safeParse(request.body)
  if (!parsed.success) return graphRefuse(400, 'ErrorInvalidRequest', z.prettifyError(parsed.error))
  const busy = underWay.get(mailbox.id) ?? 0
  if (busy >= mostAtOnce && world.limits.enabled)
    return {
      ...graphRefuse(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.'),
      headers: { 'retry-after': '1' },
    }
  underWay.set(mailbox.id, busy + 1)
  await sleep(takesMs)
  underWay.set(mailbox.id, (underWay.get(mailbox.id) ?? 1) - 1)
  const { subject, body, toRecipients } = parsed.data.message
  const [to] = toRecipients
  world.mails.push({ at: timestamp(world), from: mailbox.upn, to: to?.emailAddress.address ?? '', subject, html: body.content })
  return { status: 202 }
}
