import type { MethodKind } from '../chat-api.ts'
import type { IconName } from './icons.ts'

/** The kinds that a person can register in the panel, in the order in which they are offered. */
export const offered: MethodKind[] = [
  'microsoftAuthenticator',
  'passkeyAuthenticator',
  'passkeySynced',
  'securityKey',
  'windowsHello',
  'phone',
]

export const methodIcons: Record<MethodKind, IconName> = {
  microsoftAuthenticator: 'shield',
  passkeyAuthenticator: 'passkey',
  passkeySynced: 'cloud',
  securityKey: 'key',
  windowsHello: 'laptop',
  softwareOath: 'digits',
  phone: 'message',
  email: 'mail',
  temporaryAccessPass: 'badge',
}
