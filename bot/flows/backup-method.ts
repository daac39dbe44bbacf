/** A second way to sign in, best on another device than the first. The strongest comes first; a phone number is none where there is anything else. */
import type { Flow } from './flow.ts'

export const backupMethod: Flow = {
  id: 'backup_method',
  version: 1,
  first: 'which',
  baseline: true,
  steps: {
    which: {
      kind: 'choice',
      picture: 'shield',
      choices: {
        passkey: { to: { flow: 'passkey' }, needs: 'passkey' },
        hello: { to: { flow: 'windows_hello' }, needs: 'windows_hello' },
        key: { to: { flow: 'no_smartphone', step: 'key' }, needs: 'keys' },
        app: { to: { flow: 'register_authenticator' }, needs: 'authenticator' },
        number: { to: { flow: 'phone_number', step: 'account' }, needs: 'phone', last: true },
      },
      none: { flow: 'start', step: 'by_helpdesk' },
    },
  },
  paths: [],
}
