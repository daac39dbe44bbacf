import { z } from 'zod'
import { type Graph, GraphError } from './client.ts'

/** The most that Graph takes in one call; 1500 calls in 30 seconds are allowed. */
const mostIds = 650
const presences = z.object({
  value: z.array(z.object({ id: z.string(), outOfOfficeSettings: z.object({ isOutOfOffice: z.boolean().nullish() }).nullish() })),
})

export async function readOutOfOffice(graph: Graph, personIds: string[]): Promise<Set<string>> {
  const away = new Set<string>()
  for (let from = 0; from < personIds.length; from += mostIds) {
    const ids = personIds.slice(from, from + mostIds)
    const reply = await graph.call({ path: '/communications/getPresencesByUserId', urgency: 'interactive', body: { ids } })
    const parsed = presences.safeParse(reply.body)
    if (reply.status !== 200 || !parsed.success) throw new GraphError('who is out of office', reply)
    for (const { id, outOfOfficeSettings } of parsed.data.value) if (outOfOfficeSettings?.isOutOfOffice) away.add(id)
  }
  return away
}
