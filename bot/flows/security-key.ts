/** A security key: plugged into a computer or held against it. */
import type { Flow } from './flow.ts'
import { accountReasons } from './register-authenticator.ts'

export const keyAddReasons = ['no_add_button', 'not_in_list', 'page_check', 'page_error'] as const
export const keyTouchReasons = ['key_not_seen', 'key_pin', 'key_refused', 'page_check'] as const

export const securityKey: Flow = {
  id: 'security_key',
  version: 1,
  first: 'have',
  baseline: true,
  sets: 'passkey',
  steps: {
    have: {
      kind: 'choice',
      picture: 'key',
      choices: {
        ready: { to: { step: 'account' } },
        pass: { to: { flow: 'tap', step: 'key_ready' }, needs: 'temporary_pass' },
        no_check: { to: { flow: 'tap', step: 'ask' } },
        none: { to: { flow: 'no_smartphone', step: 'ways' } },
      },
    },
    account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    add: { kind: 'do', picture: 'add', link: 'security_info', reasons: keyAddReasons },
    touch: { kind: 'do', picture: 'key', reasons: keyTouchReasons, check: { goal: 'ready', again: 'add' } },
  },
  paths: [['account', 'add', 'touch']],
}
