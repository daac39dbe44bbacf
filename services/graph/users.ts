import { z } from 'zod'
import type { Directory, DirectoryUser, UserChange } from '../ports.ts'
import { type Graph, pages, readPage } from './client.ts'

const fields = [
  'id',
  'userPrincipalName',
  'displayName',
  'givenName',
  'mail',
  'preferredLanguage',
  'department',
  'jobTitle',
  'officeLocation',
  'usageLocation',
  'accountEnabled',
  'userType',
  'employeeHireDate',
]
const text = z.string().nullish()
const userBody = z.object({
  id: z.string(),
  '@removed': z.unknown().optional(),
  userPrincipalName: text,
  displayName: text,
  givenName: text,
  mail: text,
  preferredLanguage: text,
  department: text,
  jobTitle: text,
  officeLocation: text,
  usageLocation: text,
  accountEnabled: z.boolean().nullish(),
  userType: text,
  employeeHireDate: text,
})
type UserBody = z.output<typeof userBody>

/** HR systems fill unknown days with rubbish or with the year 1. */
function dayOf(text: string | null): Date | null {
  const day = new Date(text ?? '')
  return day.getUTCFullYear() > 1900 ? day : null
}

/** Keeps what Graph sent and leaves out what it did not: a change tells at least what changed, not everything. */
function readUser(body: UserBody): UserChange {
  if (body['@removed'] !== undefined) return { kind: 'removed', id: body.id }
  const user: Partial<DirectoryUser> & { id: string } = { id: body.id }
  if (body.userPrincipalName) user.upn = body.userPrincipalName
  if (body.displayName) user.name = body.displayName
  if (body.givenName !== undefined) user.givenName = body.givenName
  if (body.mail !== undefined) user.mail = body.mail
  if (body.preferredLanguage !== undefined) user.language = body.preferredLanguage
  if (body.department !== undefined) user.department = body.department
  if (body.jobTitle !== undefined) user.jobTitle = body.jobTitle
  if (body.officeLocation !== undefined) user.office = body.officeLocation
  if (body.usageLocation !== undefined) user.country = body.usageLocation
  if (typeof body.accountEnabled === 'boolean') user.enabled = body.accountEnabled
  if (body.userType !== undefined) user.guest = body.userType?.toLowerCase() === 'guest'
  if (body.employeeHireDate !== undefined) user.startsAt = dayOf(body.employeeHireDate)
  return { kind: 'user', user }
}

/** All users by delta, from the start or since a link that an earlier read ended with. A link that is too old starts again. */
export async function* readUsers(graph: Graph, since: string | null): ReturnType<Directory['users']> {
  const start = `/users/delta?$select=${fields.join(',')}`
  let full = since === null
  let path: string | null = since ?? start
  while (path) {
    const reply = await graph.call({ path, urgency: 'sweep' })
    if (reply.status === 410 && !full) {
      full = true
      path = start
      continue
    }
    const page = readPage(reply, userBody, 'the list of users')
    yield { changes: page.items.map(readUser), next: page.deltaLink, full }
    path = page.nextLink
  }
}

const managed = z.object({ id: z.string(), manager: z.object({ id: z.string() }).nullish() })

/** Delta allows no `$expand`, so who answers to whom is a read of its own. */
export async function* readManagers(graph: Graph): ReturnType<Directory['managers']> {
  const path = '/users?$select=id&$expand=manager($select=id)&$top=999'
  for await (const page of pages(graph, { path, urgency: 'sweep' }, { item: managed, what: 'the list of managers' })) {
    yield page.map(user => ({ personId: user.id, managerId: user.manager?.id ?? null }))
  }
}
