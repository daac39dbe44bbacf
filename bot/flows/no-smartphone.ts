/** No smartphone, not one's own, or a computer that many people use: the honest alternatives. */
import type { Flow } from './flow.ts'
import { accountReasons } from './register-authenticator.ts'

const ways = {
  key: { to: { step: 'key' }, needs: 'keys' },
  have_key: { to: { step: 'key_account' }, needs: 'passkey' },
  windows: { to: { step: 'windows' }, needs: 'windows_hello' },
} as const

export const noSmartphone: Flow = {
  id: 'no_smartphone',
  version: 1,
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
    ways: { kind: 'choice', picture: 'key', choices: ways },
    shared: { kind: 'choice', picture: 'laptop', choices: { key: ways.key, have_key: ways.have_key } },
    workplace: { kind: 'choice', picture: 'laptop', choices: ways },
    key: { kind: 'answer', picture: 'key', help: 'main', to: { step: 'key_account' } },
    key_account: { kind: 'do', picture: 'account', link: 'security_info', text: 'register_authenticator.account', reasons: accountReasons },
    key_add: { kind: 'do', picture: 'add', link: 'security_info', reasons: ['no_add_button', 'not_in_list', 'page_check', 'page_error'] },
    key_touch: {
      kind: 'do',
      picture: 'key',
      reasons: ['key_not_seen', 'key_pin', 'key_refused', 'page_check'],
      check: { goal: 'ready', again: 'key_add' },
    },
    windows: { kind: 'do', picture: 'laptop', reasons: ['not_my_computer', 'managed_setting'] },
    windows_pin: {
      kind: 'do',
      picture: 'number',
      reasons: ['no_hello', 'managed_setting', 'page_check'],
      check: { goal: 'ready', again: 'windows_pin' },
    },
  },
  paths: [
    ['key_account', 'key_add', 'key_touch'],
    ['windows', 'windows_pin'],
  ],
}
