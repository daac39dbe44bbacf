import { z } from 'zod'
import type { InstallOutcome } from '../ports.ts'
import type { Graph, Reply } from './client.ts'

const catalogue = z.object({ value: z.array(z.object({ id: z.string() })) })

/** The id under which the organisation's app catalogue knows our app; `null` while it is not in there. */
export async function findInCatalogue(graph: Graph, manifestId: string): Promise<string | null> {
  const path = `/appCatalogs/teamsApps?$filter=externalId eq '${manifestId}'`
  const reply = await graph.call({ path, urgency: 'sweep', attempts: 2 })
  const parsed = catalogue.safeParse(reply.body)
  return reply.status === 200 && parsed.success ? (parsed.data.value[0]?.id ?? null) : null
}

function outcomeOf(reply: Reply): InstallOutcome {
  const words = `${reply.code} ${reply.message}`
  if (reply.status === 201 || reply.status === 200 || reply.status === 409) return { kind: 'installed' }
  if (reply.status === 429) return { kind: 'throttled', retryAfterMs: reply.retryAfterMs }
  if (reply.status === 404 || /licen[sc]e/i.test(words)) return { kind: 'no_licence' }
  if (reply.status === 403) {
    // Our own missing consent looks like a person's policy but concerns everybody: it must not be written down about people.
    const ours = /role permissions|consent|scope|Authorization_RequestDenied/i.test(words)
    return ours ? { kind: 'failed', code: 'install_permission_missing' } : { kind: 'policy_blocked' }
  }
  return { kind: 'failed', code: reply.code || `graph_${reply.status}` }
}

export async function install(graph: Graph, catalogueId: string, personId: string): Promise<InstallOutcome> {
  const reply = await graph.call({
    path: `/users/${encodeURIComponent(personId)}/teamwork/installedApps`,
    urgency: 'sweep',
    attempts: 1,
    body: { 'teamsApp@odata.bind': `${graph.root}/appCatalogs/teamsApps/${catalogueId}` },
  })
  return outcomeOf(reply)
}
