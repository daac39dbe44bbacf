/** Another phone number, while numbers still count. */
import type { Flow } from './flow.ts'
import { accountReasons } from './register-authenticator.ts'

export const changePhoneNumber: Flow = {
  id: 'change_phone_number',
  version: 2,
  first: 'old',
  baseline: true,
  steps: {
    old: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        lasting: { to: { flow: 'start', step: 'front' }, needs: 'lasting' },
        works: { to: { step: 'account' }, needs: 'phone' },
        gone: { to: { step: 'gone' } },
      },
    },
    gone: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        remove: { to: { flow: 'remove_old_device', step: 'number_account' } },
        other_way: { to: { step: 'account' }, needs: 'phone' },
        no_way: { to: { flow: 'lost_phone', step: 'locked_out' } },
      },
    },
    account: { kind: 'do', sets: 'phone', picture: 'account', link: 'security_info', reasons: accountReasons },
    change: {
      kind: 'do',
      picture: 'settings',
      link: 'security_info',
      reasons: ['no_phone_line', 'number_not_accepted', 'page_check', 'page_error'],
    },
    confirm: {
      kind: 'do',
      picture: 'number',
      reasons: ['no_text_message', 'text_limit', 'code_refused'],
      check: { goal: 'phone', again: 'change' },
    },
  },
  paths: [['account', 'change', 'confirm']],
}
