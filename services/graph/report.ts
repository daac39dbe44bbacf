import { z } from 'zod'
import type { ReportRow } from '../ports.ts'
import { type Graph, type Page, pages, type Reply, readPage } from './client.ts'
import { kindsOfReport } from './kinds.ts'

const instant = z
  .string()
  .nullish()
  .transform(value => (value && !Number.isNaN(Date.parse(value)) ? new Date(value) : null))
const row = z.object({
  id: z.string(),
  isMfaCapable: z.boolean().nullish(),
  isAdmin: z.boolean().nullish(),
  methodsRegistered: z.array(z.string()).nullish(),
  lastUpdatedDateTime: instant,
})
type Row = z.output<typeof row>

const path = '/reports/authenticationMethods/userRegistrationDetails'
const what = 'the registration report'
const withoutLicence = (reply: Reply) => reply.status === 403 && /premium|licen[sc]e/i.test(`${reply.code} ${reply.message}`)

function readRow(body: Row): ReportRow {
  return {
    personId: body.id,
    capable: body.isMfaCapable ?? false,
    privileged: body.isAdmin ?? false,
    kinds: kindsOfReport(body.methodsRegistered ?? []),
    asOf: body.lastUpdatedDateTime,
  }
}

/** The registration report, in pages; `null` where the tenant has no licence for it. `slot` waits for a free place among 5 in 10 s. */
export async function readReport(graph: Graph, slot: () => Promise<void>): Promise<AsyncIterable<ReportRow[]> | null> {
  await slot()
  const first = await graph.call({ path, urgency: 'sweep' })
  return withoutLicence(first) ? null : rows(graph, readPage(first, row, what), slot)
}

async function* rows(graph: Graph, first: Page<Row>, slot: () => Promise<void>): AsyncIterable<ReportRow[]> {
  yield first.items.map(readRow)
  if (!first.nextLink) return
  const read = { item: row, what, before: slot }
  for await (const page of pages(graph, { path: first.nextLink, urgency: 'sweep' }, read)) yield page.map(readRow)
}
