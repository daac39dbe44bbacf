/** A phone number as a way to sign in, where the policy still allows it; what lasts is offered first. */
import type { Flow } from './flow.ts'
import { accountReasons } from './register-authenticator.ts'

export const phoneNumber: Flow = {
  id: 'phone_number',
  version: 1,
  first: 'which',
  baseline: true,
  sets: 'phone',
  steps: {
    which: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        passkey: { to: { flow: 'passkey' }, needs: 'passkey' },
        app: { to: { flow: 'start', step: 'front' }, needs: 'authenticator' },
        no_phone: { to: { flow: 'no_smartphone' } },
        number: { to: { step: 'account' } },
      },
    },
    account: { kind: 'do', picture: 'account', link: 'security_info', text: 'register_authenticator.account', reasons: accountReasons },
    add: {
      kind: 'do',
      picture: 'add',
      link: 'security_info',
      reasons: ['no_add_button', 'phone_not_offered', 'number_not_accepted', 'page_check', 'page_error'],
    },
    confirm: {
      kind: 'do',
      picture: 'number',
      reasons: ['no_text_message', 'text_limit', 'code_refused'],
      check: { goal: 'phone', again: 'add' },
    },
  },
  paths: [['account', 'add', 'confirm']],
}
