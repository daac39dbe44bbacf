import { z } from 'zod'
import type { Directory } from '../ports.ts'
import { type Graph, GraphError, pages } from './client.ts'

const group = z.object({ id: z.string(), displayName: z.string().nullish() })
const member = z.object({ id: z.string() })
const memberships = z.object({ value: z.array(z.string()) })

export async function* readGroups(graph: Graph): ReturnType<Directory['groups']> {
  const path = '/groups?$select=id,displayName&$top=999'
  for await (const page of pages(graph, { path, urgency: 'sweep' }, { item: group, what: 'the list of groups' })) {
    yield page.map(({ id, displayName }) => ({ id, name: displayName ?? id }))
  }
}

/** Reading only the people among the members is an advanced query, which needs the header and the count. */
export async function* readGroupMembers(graph: Graph, groupId: string): ReturnType<Directory['groupMembers']> {
  const path = `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user?$select=id&$count=true&$top=999`
  const call = { path, urgency: 'sweep', headers: { ConsistencyLevel: 'eventual' } } as const
  for await (const page of pages(graph, call, { item: member, what: 'the members of a group' })) yield page.map(({ id }) => id)
}

export async function readMemberships(graph: Graph, personId: string, groupIds: string[]): Promise<string[]> {
  const path = `/users/${encodeURIComponent(personId)}/checkMemberGroups`
  const reply = await graph.call({ path, urgency: 'interactive', body: { groupIds } })
  if (reply.status === 404) return []
  const parsed = memberships.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) throw new GraphError('the groups of a person', reply)
  return parsed.data.value
}
