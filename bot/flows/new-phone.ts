/** A new phone while the old one is at hand: the old one stays until the directory has seen the new one. */
import type { DoStep, Flow } from './flow.ts'
import { accountReasons, addReasons, appReasons, numberReasons, scanReasons } from './register-authenticator.ts'
import { nothingLeft } from './remove-old-device.ts'

const keep = { kind: 'do', sets: 'authenticator', picture: 'shield', reasons: ['already_wiped', 'must_hand_in'] } as const
const app = { kind: 'do', picture: 'get_app', asks: 'phone', reasons: appReasons } as const
const remove = (again: string): DoStep => ({
  kind: 'do',
  picture: 'remove',
  link: 'security_info',
  text: 'new_phone.remove',
  reasons: ['which_one', 'no_delete', 'page_check'],
  removes: 'method',
  check: { goal: 'removed', again, otherwise: 'nothing_left' },
})

export const newPhone: Flow = {
  id: 'new_phone',
  version: 2,
  first: 'old',
  baseline: true,
  newPhone: true,
  steps: {
    old: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        computer: { to: { step: 'keep' }, needs: 'authenticator' },
        phones: { to: { step: 'phone_keep' }, needs: 'authenticator' },
        works: { to: { step: 'without_app' }, needs: 'no_app' },
        gone: { to: { flow: 'lost_phone', step: 'can_sign_in' } },
      },
    },
    without_app: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        passkey: { to: { flow: 'passkey' }, needs: 'passkey' },
        number: { to: { flow: 'change_phone_number' }, needs: 'phone' },
        remove: { to: { flow: 'remove_old_device', step: 'account' }, needs: 'lasting' },
      },
      none: { flow: 'start', step: 'by_helpdesk' },
    },
    keep,
    app,
    account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    add: { kind: 'do', picture: 'add', link: 'security_info', text: 'register_authenticator.add', reasons: addReasons },
    scan: { kind: 'do', picture: 'scan', reasons: scanReasons },
    number: { kind: 'do', picture: 'number', reasons: [...numberReasons, 'old_phone_rings'], check: { goal: 'added', again: 'add' } },
    remove: remove('remove'),
    phone_keep: { ...keep, text: 'new_phone.keep' },
    phone_app: { ...app, text: 'new_phone.app' },
    phone_sign_in: { kind: 'do', picture: 'phone', reasons: ['no_plus', 'page_check', 'old_phone_rings', 'app_sign_in', 'screen_lock'] },
    phone_test: {
      kind: 'do',
      picture: 'shield',
      text: 'register_authenticator.phone_test',
      reasons: ['action_required', 'no_notification', 'account_missing'],
      check: { goal: 'added', again: 'phone_sign_in' },
    },
    phone_remove: remove('phone_remove'),
    nothing_left: nothingLeft,
  },
  paths: [
    ['keep', 'app', 'account', 'add', 'scan', 'number', 'remove'],
    ['phone_keep', 'phone_app', 'phone_sign_in', 'phone_test', 'phone_remove'],
  ],
}
