/** What the person has in front of them decides which steps fit. */
import type { Flow } from './flow.ts'

const besidesApp = {
  passkey: { to: { flow: 'passkey' }, needs: 'passkey' },
  hello: { to: { flow: 'windows_hello' }, needs: 'windows_hello', last: true },
  number: { to: { flow: 'phone_number' }, needs: 'phone', last: true },
  other: { to: { flow: 'no_smartphone' }, aside: true },
} as const

export const start: Flow = {
  id: 'start',
  version: 1,
  first: 'front',
  steps: {
    front: {
      kind: 'choice',
      picture: 'devices',
      choices: {
        both: { to: { step: 'method' } },
        phone: { to: { step: 'method_phone' } },
        shared: { to: { step: 'shared' } },
        none: { to: { flow: 'no_smartphone' } },
      },
    },
    method: {
      kind: 'choice',
      picture: 'shield',
      skipsWhenOne: true,
      none: { flow: 'no_smartphone', step: 'ways' },
      choices: {
        authenticator: { to: { flow: 'register_authenticator', step: 'app' }, needs: 'authenticator' },
        ...besidesApp,
      },
    },
    method_phone: {
      kind: 'choice',
      picture: 'shield',
      text: 'start.method',
      skipsWhenOne: true,
      none: { flow: 'no_smartphone', step: 'ways' },
      choices: {
        authenticator: { to: { flow: 'register_authenticator', step: 'phone_app' }, needs: 'authenticator' },
        ...besidesApp,
      },
    },
    shared: {
      kind: 'choice',
      picture: 'laptop',
      choices: {
        with_phone: { to: { step: 'method_phone' } },
        without: { to: { flow: 'no_smartphone', step: 'shared' } },
      },
    },
    not_used: { kind: 'answer', picture: 'question', to: { step: 'front' } },
    by_helpdesk: { kind: 'answer', picture: 'shield', help: 'main' },
  },
  paths: [],
}
