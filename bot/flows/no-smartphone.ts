/** No smartphone, not one's own, or a computer that many people use: the honest alternatives. */
import type { Flow } from './flow.ts'

/** A key must be fetched, or comes by post. */
const aDay = 24 * 60

const ways = {
  key: { to: { step: 'key' }, needs: 'keys' },
  have_key: { to: { flow: 'security_key' }, needs: 'passkey' },
  windows: { to: { flow: 'windows_hello', step: 'settings' }, needs: 'windows_hello' },
} as const
const number = { to: { flow: 'phone_number', step: 'account' }, needs: 'phone', last: true } as const
const none = { flow: 'start', step: 'by_helpdesk' } as const

export const noSmartphone: Flow = {
  id: 'no_smartphone',
  version: 2,
  first: 'why',
  baseline: true,
  steps: {
    why: {
      kind: 'choice',
      picture: 'shield',
      choices: {
        no_phone: { to: { step: 'ways' } },
        own_phone: { to: { step: 'own_phone' } },
        shared: { to: { step: 'shared' } },
      },
    },
    own_phone: { kind: 'answer', picture: 'shield', to: { step: 'ways' } },
    ways: { kind: 'choice', picture: 'key', choices: { ...ways, number }, none },
    shared: { kind: 'choice', picture: 'laptop', choices: { key: ways.key, have_key: ways.have_key, number }, none },
    workplace: { kind: 'choice', picture: 'laptop', choices: ways, none },
    key: { kind: 'answer', picture: 'key', orders: true, to: { flow: 'security_key' }, patience: aDay },
  },
  paths: [],
}
