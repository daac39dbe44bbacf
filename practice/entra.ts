import { bot, tenantId } from './company/constants.ts'
import { withFaults } from './faults.ts'
import { type ApiAnswer, type ApiRequest, ok, type Route } from './http.ts'
import { publicHalf } from './secrets.ts'
import { channelIssuer, connectorAudience, graphAudience, signToken } from './tokens.ts'
import type { World } from './world.ts'

const tokenSeconds = 3599
const graphPermissions = [
  'User.Read.All',
  'GroupMember.Read.All',
  'AuditLog.Read.All',
  'UserAuthenticationMethod.Read.All',
  'Policy.Read.All',
  'LicenseAssignment.Read.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
  'AppCatalog.Read.All',
  'Presence.Read.All',
]

export function entraRoutes(world: World): Route[] {
  const tenant = `/${tenantId}`
  const token = (request: ApiRequest) =>
    withFaults(world.faults, { operation: 'token', personId: null, path: request.path }, () => issueToken(world, request))
  return [
    { method: 'GET', pattern: `${tenant}/v2.0/.well-known/openid-configuration`, handle: () => ok(tenantDocument(world)) },
    { method: 'GET', pattern: `${tenant}/discovery/v2.0/keys`, handle: () => ok({ keys: [publicHalf(world.secrets.keys.entra)] }) },
    { method: 'POST', pattern: `${tenant}/oauth2/v2.0/token`, handle: token },
    { method: 'GET', pattern: '/botframework/v1/.well-known/openidconfiguration', handle: () => ok(channelDocument(world)) },
    { method: 'GET', pattern: '/botframework/v1/.well-known/keys', handle: () => ok({ keys: [channelKey(world)] }) },
  ]
}

function tenantDocument(world: World): unknown {
  const base = `${world.urls.secure}/${tenantId}`
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'practice',
  }
}

function channelDocument(world: World): unknown {
  return {
    issuer: channelIssuer,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${world.urls.secure}/botframework/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }
}

function channelKey(world: World): unknown {
  return { ...publicHalf(world.secrets.keys.channel), endorsements: ['msteams'] }
}

async function issueToken(world: World, request: ApiRequest): Promise<ApiAnswer> {
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '')
  const grant = form.get('grant_type')
  if (grant !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', `AADSTS70003: The app requested an unsupported grant type '${grant ?? ''}'.`)
  }
  const client = clientOf(form, request.headers.authorization)
  if (client.id !== bot.appId) {
    return oauthError(
      400,
      'unauthorized_client',
      `AADSTS700016: Application with identifier '${client.id}' was not found in the directory.`,
    )
  }
  if (client.secret !== world.secrets.appPassword)
    return oauthError(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.')
  const audience = audienceOf(world, form.get('scope') ?? '')
  if (!audience)
    return oauthError(400, 'invalid_scope', 'AADSTS1002012: The provided value for scope is not valid: client credentials need /.default.')
  return ok({
    token_type: 'Bearer',
    expires_in: tokenSeconds,
    ext_expires_in: tokenSeconds,
    access_token: await accessToken(world, audience),
  })
}

function clientOf(form: URLSearchParams, authorization: string | undefined): { id: string; secret: string } {
  const basic = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1]
  if (!basic) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) }
}

/** MSAL adds scopes of its own (openid, profile); exactly one `/.default` decides. */
function audienceOf(world: World, scope: string): string | null {
  const wanted = scope.split(' ').filter(part => part.endsWith('/.default'))
  const resource = wanted.length === 1 ? wanted[0]?.slice(0, -'/.default'.length).replace(/\/$/, '') : undefined
  if (resource === connectorAudience) return connectorAudience
  const graph = [graphAudience, world.urls.secure, `${world.urls.secure}/graph`]
  return resource !== undefined && graph.includes(resource) ? graphAudience : null
}

function accessToken(world: World, audience: string): Promise<string> {
  return signToken(world.secrets.keys.entra, {
    issuer: `https://sts.windows.net/${tenantId}/`,
    audience,
    expiresInSeconds: tokenSeconds,
    more: { tid: tenantId, appid: bot.appId, ver: '1.0', idtyp: 'app', ...(audience === graphAudience ? { roles: graphPermissions } : {}) },
  })
}

function oauthError(status: number, error: string, description: string): ApiAnswer {
  const codes = (/AADSTS(\d+)/.exec(description)?.[1] ?? '').split(',').map(Number)
  return { status, body: { error, error_description: description, error_codes: codes, timestamp: new Date().toISOString() } }
}
