/** How Graph names sign-in methods, in its three places, and which kind each is. Names compare without letter case. */
import type { MethodKind } from '../ports.ts'

/** `@odata.type` of one method of a person. A password is no second factor. */
const byType: Record<string, MethodKind | null> = {
  '#microsoft.graph.passwordauthenticationmethod': null,
  '#microsoft.graph.microsoftauthenticatorauthenticationmethod': 'authenticator',
  '#microsoft.graph.fido2authenticationmethod': 'passkey',
  '#microsoft.graph.windowshelloforbusinessauthenticationmethod': 'windows_hello',
  '#microsoft.graph.platformcredentialauthenticationmethod': 'platform_credential',
  '#microsoft.graph.softwareoathauthenticationmethod': 'software_oath',
  '#microsoft.graph.hardwareoathauthenticationmethod': 'hardware_oath',
  '#microsoft.graph.x509certificateauthenticationmethod': 'certificate',
  '#microsoft.graph.externalauthenticationmethod': 'external',
  '#microsoft.graph.phoneauthenticationmethod': 'phone',
  '#microsoft.graph.emailauthenticationmethod': 'email',
  '#microsoft.graph.temporaryaccesspassauthenticationmethod': 'temporary_pass',
}

/** `methodsRegistered` in the registration report. */
const byReportName: Record<string, MethodKind> = {
  microsoftauthenticatorpush: 'authenticator',
  microsoftauthenticatorpasswordless: 'authenticator',
  fido2: 'passkey',
  fido2securitykey: 'passkey',
  passkeydevicebound: 'passkey',
  passkeydeviceboundauthenticator: 'passkey',
  passkeysynced: 'passkey',
  passkeydeviceboundwindowshello: 'windows_hello',
  windowshelloforbusiness: 'windows_hello',
  macossecureenclavekey: 'platform_credential',
  softwareonetimepasscode: 'software_oath',
  hardwareonetimepasscode: 'hardware_oath',
  externalauthmethod: 'external',
  mobilephone: 'phone',
  alternatemobilephone: 'phone',
  officephone: 'phone',
  email: 'email',
  securityquestion: 'security_questions',
  temporaryaccesspass: 'temporary_pass',
}

/** `id` of a configuration in the authentication methods policy. */
const byPolicyId: Record<string, MethodKind> = {
  fido2: 'passkey',
  microsoftauthenticator: 'authenticator',
  sms: 'phone',
  voice: 'phone',
  softwareoath: 'software_oath',
  hardwareoath: 'hardware_oath',
  x509certificate: 'certificate',
  email: 'email',
  temporaryaccesspass: 'temporary_pass',
}

/** `null` for what is not a second factor; `other` for a type that this version does not know. */
function kindOfType(type: string): MethodKind | null {
  const known = byType[type.toLowerCase()]
  return known === undefined ? 'other' : known
}
/** One kind per method: two phones with the app are twice `authenticator`. */
export const kindsOfTypes = (types: string[]): MethodKind[] => types.map(kindOfType).filter(kind => kind !== null)
/** Each kind once: the report names one app several times, by what it can do. */
export const kindsOfReport = (names: string[]): MethodKind[] => [...new Set(names.map(name => byReportName[name.toLowerCase()] ?? 'other'))]

/** The kind that a configuration of the policy is about; `null` for one that this version does not know. */
export function kindOfPolicy(id: string, type: string): MethodKind | null {
  if (type.toLowerCase() === '#microsoft.graph.externalauthenticationmethodconfiguration') return 'external'
  return byPolicyId[id.toLowerCase()] ?? null
}
