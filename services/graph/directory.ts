/** The Directory port over Microsoft Graph v1.0, with the few answers that are remembered for a while. */
import pThrottle from 'p-throttle'
import type { Directory, MethodsPolicy } from '../ports.ts'
import { readEnforcement } from './access.ts'
import { createGraph, type Graph, type GraphSettings } from './client.ts'
import type { Credential } from './credential.ts'
import { readGroupMembers, readGroups, readMemberships } from './groups.ts'
import { findInCatalogue, install } from './install.ts'
import { readMethods } from './methods.ts'
import { readPolicy } from './policy.ts'
import { readOutOfOffice } from './presence.ts'
import { readReport } from './report.ts'
import { readManagers, readUsers } from './users.ts'

export interface DirectorySettings {
  GRAPH_BASE_URL: string
  /** The id in the manifest of the Teams app. */
  TEAMS_APP_ID: string
}

const policyLastsMs = 5 * 60_000
const catalogueLastsMs = 60 * 60_000

/** Remembers the answer of `ask` for `lastsMs`. Callers share one request; an answer of `null` is not remembered. */
function remembered<T>(ask: () => Promise<T>, lastsMs: number): () => Promise<T> {
  let known: { value: T; until: number } | null = null
  let underway: Promise<T> | null = null
  async function renew(): Promise<T> {
    const value = await ask()
    known = value === null ? null : { value, until: performance.now() + lastsMs }
    return value
  }
  return () => {
    if (known && performance.now() < known.until) return Promise.resolve(known.value)
    underway ??= renew().finally(() => {
      underway = null
    })
    return underway
  }
}

/** The scope of tokens for the Graph at this address. */
export const graphScope = (settings: Pick<DirectorySettings, 'GRAPH_BASE_URL'>) => `${new URL(settings.GRAPH_BASE_URL).origin}/.default`

export function createDirectory(
  settings: DirectorySettings,
  credential: Pick<Credential, 'getToken'>,
  pause?: GraphSettings['pause'],
): Directory {
  const getToken = () => credential.getToken(graphScope(settings))
  const graph: Graph = createGraph({ baseUrl: settings.GRAPH_BASE_URL, getToken, ...(pause ? { pause } : {}) })
  const methodsPolicy: () => Promise<MethodsPolicy> = remembered(() => readPolicy(graph), policyLastsMs)
  const catalogueId = remembered(() => findInCatalogue(graph, settings.TEAMS_APP_ID), catalogueLastsMs)
  // Microsoft allows one app 5 report requests in 10 seconds.
  const reportSlot = pThrottle({ limit: 5, interval: 10_500, strict: true })(async () => undefined)
  // One request a second, for all apps of a tenant together.
  const accessSlot = pThrottle({ limit: 1, interval: 1_050, strict: true })(async () => undefined)

  return {
    users: since => readUsers(graph, since),
    managers: () => readManagers(graph),
    groups: () => readGroups(graph),
    groupMembers: groupId => readGroupMembers(graph, groupId),
    registrationReport: () => readReport(graph, reportSlot),
    methods: personIds => readMethods(graph, personIds),
    methodsPolicy,
    enforcementState: () => readEnforcement(graph, accessSlot),
    outOfOffice: personIds => readOutOfOffice(graph, personIds),
    memberOf: (personId, groupIds) => readMemberships(graph, personId, groupIds),
    async installApp(personId) {
      const id = await catalogueId()
      return id === null ? { kind: 'failed', code: 'app_not_in_catalogue' } : install(graph, id, personId)
    },
  }
}
