import type { MethodKind } from '../chat-api.ts'
import type { Method } from './person.ts'
import { guidFrom } from './random.ts'

/** The mixes found in the company and how many of a thousand people have each. */
export const mixes: { perMille: number; kinds: MethodKind[] }[] = [
  { perMille: 350, kinds: [] },
  { perMille: 200, kinds: ['phone'] },
  { perMille: 50, kinds: ['email'] },
  { perMille: 140, kinds: ['microsoftAuthenticator'] },
  { perMille: 60, kinds: ['microsoftAuthenticator', 'phone'] },
  { perMille: 50, kinds: ['microsoftAuthenticator', 'windowsHello'] },
  { perMille: 40, kinds: ['passkeyAuthenticator', 'microsoftAuthenticator'] },
  { perMille: 30, kinds: ['passkeySynced'] },
  { perMille: 25, kinds: ['windowsHello'] },
  { perMille: 20, kinds: ['securityKey'] },
  { perMille: 15, kinds: ['softwareOath'] },
  { perMille: 12, kinds: ['softwareOath', 'email'] },
  { perMille: 8, kinds: ['securityKey', 'windowsHello', 'phone'] },
]

/** The mix for a person at `share` (0 to 1) of the company. */
export function mixAt(share: number): MethodKind[] {
  let left = share * 1000
  for (const mix of mixes) {
    if (left < mix.perMille) return mix.kinds
    left -= mix.perMille
  }
  return []
}

const labels: Record<MethodKind, string> = {
  microsoftAuthenticator: 'Microsoft Authenticator',
  passkeyAuthenticator: 'Passkey in Microsoft Authenticator',
  passkeySynced: 'Passkey (synced)',
  securityKey: 'Security key',
  windowsHello: 'Windows Hello',
  softwareOath: 'Authenticator app (code)',
  phone: 'Phone (text message)',
  email: 'E-mail',
  temporaryAccessPass: 'Temporary Access Pass',
}

const knownKinds = new Set<string>(Object.keys(labels))

export function isMethodKind(value: unknown): value is MethodKind {
  return typeof value === 'string' && knownKinds.has(value)
}

/** Microsoft gives a person's phone entries the same ids everywhere. */
const phoneIds = [
  '3179e48a-750b-4051-897c-87b9720928f7',
  'b6332ec1-7057-4abe-9331-3d72feddfe41',
  'e37fc753-ff3b-4958-9484-eaa9425c82bc',
] as const

export function newMethod(kind: MethodKind, personId: string, before: readonly Method[], at: { created: number; visible: number }): Method {
  const id = kind === 'phone' ? freePhoneId(before) : guidFrom(personId, kind, before.length, at.created)
  return { id, kind, label: labels[kind], createdAt: new Date(at.created).toISOString(), visibleAt: at.visible }
}

function freePhoneId(before: readonly Method[]): string {
  return phoneIds.find(id => !before.some(method => method.id === id)) ?? phoneIds[0]
}

export function phoneTypeOf(method: Method): 'mobile' | 'alternateMobile' | 'office' {
  if (method.id === phoneIds[1]) return 'alternateMobile'
  return method.id === phoneIds[2] ? 'office' : 'mobile'
}
