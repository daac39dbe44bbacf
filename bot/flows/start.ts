/** What the person has in front of them decides which steps fit. */
import type { Flow } from './flow.ts'

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
      choices: {
        authenticator: { to: { flow: 'register_authenticator', step: 'app' }, needs: 'authenticator' },
        passkey: { to: { flow: 'passkey' }, needs: 'passkey' },
        other: { to: { flow: 'no_smartphone' }, aside: true },
      },
    },
    method_phone: {
      kind: 'choice',
      picture: 'shield',
      text: 'start.method',
      skipsWhenOne: true,
      choices: {
        authenticator: { to: { flow: 'register_authenticator', step: 'phone_app' }, needs: 'authenticator' },
        passkey: { to: { flow: 'passkey' }, needs: 'passkey' },
        other: { to: { flow: 'no_smartphone' }, aside: true },
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
  },
  paths: [],
}
