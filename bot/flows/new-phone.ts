/** A new phone while the old one is at hand: the old one stays until the directory has seen the new one. */
import type { Flow } from './flow.ts'
import { accountReasons, addReasons, appReasons, numberReasons, scanReasons } from './register-authenticator.ts'

export const newPhone: Flow = {
  id: 'new_phone',
  version: 1,
  first: 'old',
  baseline: true,
  steps: {
    old: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        computer: { to: { step: 'keep' } },
        phones: { to: { step: 'phone_keep' } },
        gone: { to: { flow: 'lost_phone', step: 'can_sign_in' } },
      },
    },
    keep: { kind: 'do', picture: 'shield', reasons: ['already_wiped', 'must_hand_in'] },
    app: { kind: 'do', picture: 'get_app', reasons: appReasons },
    account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    add: { kind: 'do', picture: 'add', link: 'security_info', text: 'register_authenticator.add', reasons: addReasons },
    scan: { kind: 'do', picture: 'scan', reasons: scanReasons },
    number: { kind: 'do', picture: 'number', reasons: [...numberReasons, 'old_phone_rings'], check: { goal: 'added', again: 'add' } },
    remove: {
      kind: 'do',
      picture: 'remove',
      link: 'security_info',
      reasons: ['which_one', 'no_delete', 'page_check'],
      check: { goal: 'kept', again: 'remove' },
    },
    phone_keep: { kind: 'do', picture: 'shield', text: 'new_phone.keep', reasons: ['already_wiped', 'must_hand_in'] },
    phone_app: { kind: 'do', picture: 'get_app', text: 'new_phone.app', reasons: appReasons },
    phone_sign_in: { kind: 'do', picture: 'phone', reasons: ['no_plus', 'page_check', 'old_phone_rings', 'app_sign_in', 'screen_lock'] },
    phone_test: {
      kind: 'do',
      picture: 'shield',
      text: 'register_authenticator.phone_test',
      reasons: ['action_required', 'no_notification', 'account_missing'],
      check: { goal: 'added', again: 'phone_sign_in' },
    },
    phone_remove: {
      kind: 'do',
      picture: 'remove',
      link: 'security_info',
      text: 'new_phone.remove',
      reasons: ['which_one', 'no_delete', 'page_check'],
      check: { goal: 'kept', again: 'phone_remove' },
    },
  },
  paths: [
    ['keep', 'app', 'account', 'add', 'scan', 'number', 'remove'],
    ['phone_keep', 'phone_app', 'phone_sign_in', 'phone_test', 'phone_remove'],
  ],
}
