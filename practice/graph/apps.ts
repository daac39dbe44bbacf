import { teamsApp, tenantId } from '../company/constants.ts'
import type { Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, isRecord, ok } from '../http.ts'
import { graphChatId } from '../ids.ts'
import { setInstalled } from '../toBot/install.ts'
import { installationId, type World } from '../world.ts'
import { badRequest, graphRefuse, resourceNotFound } from './errors.ts'
import { equalityOf } from './query.ts'
import type { GraphRoute } from './route.ts'
import { forUser } from './users.ts'

const catalogEntry = {
  id: teamsApp.catalogId,
  externalId: teamsApp.manifestId,
  displayName: teamsApp.displayName,
  distributionMethod: 'organization',
}

export function appRoutes(world: World): GraphRoute[] {
  const installs = { kind: 'installs' } as const
  const installed = '/users/:userId/teamwork/installedApps'
  return [
    { method: 'GET', pattern: '/appCatalogs/teamsApps', options: ['$filter', '$select'], throttle: { kind: 'none' }, handle: catalog },
    {
      method: 'GET',
      pattern: installed,
      options: ['$expand', '$filter', '$select'],
      throttle: installs,
      handle: request => forUser(world, request, person => listInstalled(request, person)),
    },
    {
      method: 'POST',
      pattern: installed,
      options: [],
      throttle: installs,
      handle: request => forUser(world, request, person => install(world, request, person)),
    },
    {
      method: 'DELETE',
      pattern: `${installed}/:installationId`,
      options: [],
      throttle: installs,
      handle: request => forUser(world, request, person => uninstall(world, request, person)),
    },
    {
      method: 'GET',
      pattern: `${installed}/:installationId/chat`,
      options: [],
      throttle: installs,
      handle: request => forUser(world, request, person => chatOf(request, person)),
    },
  ]
}

function catalog(request: ApiRequest): ApiAnswer {
  const filter = equalityOf(request.query, ['externalId', 'id', 'distributionMethod'])
  if ('refused' in filter) return filter.refused
  const wanted = filter.value
  const fits = wanted === null || Object.entries(catalogEntry).some(([field, value]) => field === wanted.field && value === wanted.value)
  return ok({ value: fits ? [catalogEntry] : [] })
}

function listInstalled(request: ApiRequest, person: Person): ApiAnswer {
  if (person.app === 'unlicensed') return unlicensed()
  const expand = request.query.get('$expand')
  const filter = equalityOf(request.query, ['teamsApp/externalId', 'teamsApp/id'])
  if ('refused' in filter) return filter.refused
  if (expand !== null && !/^teamsApp(\(.*\))?$/.test(expand)) return badRequest(`Could not expand '${expand}'.`)
  const wanted = filter.value
  const fits = wanted === null || wanted.value === (wanted.field === 'teamsApp/id' ? catalogEntry.id : catalogEntry.externalId)
  if (person.app !== 'installed' || !fits) return ok({ value: [] })
  return ok({ value: [{ id: installationId(person), ...(expand === null ? {} : { teamsApp: catalogEntry }) }] })
}

function install(world: World, request: ApiRequest, person: Person): ApiAnswer {
  const bound = isRecord(request.body) ? request.body['teamsApp@odata.bind'] : undefined
  const id = typeof bound === 'string' ? /\/appCatalogs\/teamsApps(?:\/|\(')([\w-]+)/i.exec(bound)?.[1] : undefined
  if (!id) return badRequest("'teamsApp@odata.bind' must name an app of the catalog.")
  if (id !== teamsApp.catalogId)
    return graphRefuse(404, 'NotFound', `The app '${id}' is not in the catalog; a manifest id is not a catalog id.`)
  if (person.app === 'unlicensed') return unlicensed()
  if (person.app === 'policyBlocked' || person.kind === 'guest' || !person.enabled) {
    return graphRefuse(403, 'Forbidden', 'The app is blocked by the app permission policy of this user.')
  }
  if (person.app === 'installed') return graphRefuse(409, 'Conflict', 'The app is already installed for this user.')
  setInstalled(world, person, true)
  return { status: 201 }
}

function uninstall(world: World, request: ApiRequest, person: Person): ApiAnswer {
  if (person.app !== 'installed' || request.params.installationId !== installationId(person)) return resourceNotFound('installation')
  setInstalled(world, person, false)
  return { status: 204 }
}

function chatOf(request: ApiRequest, person: Person): ApiAnswer {
  if (person.app !== 'installed' || request.params.installationId !== installationId(person)) return resourceNotFound('installation')
  return ok({ id: graphChatId(person.id), topic: null, chatType: 'oneOnOne', tenantId })
}

function unlicensed(): ApiAnswer {
  return graphRefuse(404, 'NotFound', 'No Teams licence was found for this user.')
}
