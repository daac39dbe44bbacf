/** The Mailer port over Microsoft Graph: from one mailbox, one e-mail to one person. Needs Mail.Send for that mailbox. */
import type { Mailer, MailOutcome, OutgoingMail } from '../ports.ts'
import { createGraph, type GraphSettings, type Reply } from './client.ts'
import type { Credential } from './credential.ts'
import { graphScope } from './directory.ts'

export interface MailerSettings {
  GRAPH_BASE_URL: string
  MAIL_SENDER?: string | undefined
}

/** Neither a connection nor a request came about. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
/** Without consent, without the scope for this mailbox, or without such a mailbox, no e-mail can go at all. */
const setUp = new Set([401, 403, 404])

/** How long to wait where Graph does not say. */
const usualWaitMs = 10_000

export function outcomeOf({ status, code, retryAfterMs }: Reply): MailOutcome {
  const named = code || `graph_${status}`
  if (status === 202) return { kind: 'sent' }
  // Graph says 503 when it refuses to begin; any other fault may have come after the e-mail was handed on.
  if (status === 429 || status === 503 || neverSent.has(code)) return { kind: 'wait', forMs: retryAfterMs ?? usualWaitMs }
  if (status === 0 || status >= 500) return { kind: 'uncertain', code: named }
  return { kind: setUp.has(status) ? 'set_up' : 'refused', code: named }
}

const bodyOf = ({ to, subject, html }: OutgoingMail) => ({
  message: {
    subject,
    body: { contentType: 'html', content: html },
    toRecipients: [{ emailAddress: { address: to.address, name: to.name } }],
  },
  saveToSentItems: false,
})

/** Null where no mailbox is set. */
export function createMailer(
  settings: MailerSettings,
  credential: Pick<Credential, 'getToken'>,
  pause?: GraphSettings['pause'],
): Mailer | null {
  const { MAIL_SENDER: sender, GRAPH_BASE_URL: baseUrl } = settings
  if (!sender) return null
  const getToken = () => credential.getToken(graphScope(settings))
  const graph = createGraph({ baseUrl, getToken, ...(pause ? { pause } : {}) })
  const path = `/users/${encodeURIComponent(sender)}/sendMail`
  return { send: async mail => outcomeOf(await graph.call({ path, urgency: 'sweep', attempts: 1, body: bodyOf(mail) })) }
}
