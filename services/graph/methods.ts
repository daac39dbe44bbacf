import { z } from 'zod'
import type { MethodsAnswer } from '../ports.ts'
import { type Graph, type Reply, retryAfterMs } from './client.ts'
import { kindsOfTypes } from './kinds.ts'

/** The most that Graph takes in one batch. */
const batchSize = 20
const methods = z.object({ value: z.array(z.object({ '@odata.type': z.string() })) })
const batch = z.object({
  responses: z.array(
    z.object({ id: z.string(), status: z.number(), headers: z.record(z.string(), z.string()).optional(), body: z.unknown().optional() }),
  ),
})
type Item = z.output<typeof batch>['responses'][number]

/** Each item of a batch is answered and throttled on its own. */
function readItem(item: Item | undefined): MethodsAnswer {
  if (item?.status === 404) return { kind: 'gone' }
  const found = methods.safeParse(item?.body)
  if (item?.status === 200 && found.success)
    return { kind: 'found', methods: kindsOfTypes(found.data.value.map(one => one['@odata.type'])) }
  const header = Object.entries(item?.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')
  return { kind: 'unavailable', retryAfterMs: retryAfterMs(header?.[1]) }
}

function readBatch(reply: Reply, personIds: string[]): [string, MethodsAnswer][] {
  const parsed = batch.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) {
    return personIds.map(personId => [personId, { kind: 'unavailable', retryAfterMs: reply.retryAfterMs }])
  }
  const items = new Map(parsed.data.responses.map(item => [item.id, item]))
  return personIds.map((personId, at) => [personId, readItem(items.get(String(at)))])
}

export async function readMethods(graph: Graph, personIds: string[]): Promise<Map<string, MethodsAnswer>> {
  const answers = new Map<string, MethodsAnswer>()
  for (let from = 0; from < personIds.length; from += batchSize) {
    const ids = personIds.slice(from, from + batchSize)
    const requests = ids.map((personId, at) => ({
      id: String(at),
      method: 'GET',
      url: `/users/${encodeURIComponent(personId)}/authentication/methods`,
    }))
    const reply = await graph.call({ path: '/$batch', urgency: 'interactive', body: { requests } })
    for (const [personId, answer] of readBatch(reply, ids)) answers.set(personId, answer)
  }
  return answers
}
