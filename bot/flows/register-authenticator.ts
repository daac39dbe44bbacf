/** The Authenticator app: with a computer and a phone, or with the phone alone. */
import type { Flow } from './flow.ts'

export const appReasons = [
  'no_space',
  'store_password',
  'store_payment',
  'wrong_app',
  'phone_too_old',
  'company_phone',
  'own_phone',
  'other_phone',
] as const
export const accountReasons = ['page_wont_open', 'other_name', 'page_check', 'more_info', 'forgot_password'] as const
export const addReasons = ['no_add_button', 'not_in_list', 'already_registered', 'page_check', 'page_error'] as const
export const scanReasons = ['qr_expired', 'camera', 'no_camera', 'no_plus', 'personal_account', 'app_sign_in'] as const
export const numberReasons = [
  'no_notification',
  'number_not_shown',
  'number_refused',
  'screen_lock',
  'action_required',
  'asks_code',
] as const

export const registerAuthenticator: Flow = {
  id: 'register_authenticator',
  version: 1,
  first: 'app',
  baseline: true,
  sets: 'authenticator',
  steps: {
    app: { kind: 'do', picture: 'get_app', asks: 'phone', reasons: appReasons },
    account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    add: { kind: 'do', picture: 'add', link: 'security_info', reasons: addReasons },
    scan: { kind: 'do', picture: 'scan', reasons: scanReasons },
    number: { kind: 'do', picture: 'number', reasons: numberReasons, check: { goal: 'ready', again: 'add' } },
    phone_app: { kind: 'do', picture: 'get_app', text: 'register_authenticator.app', asks: 'phone', reasons: appReasons },
    phone_account: { kind: 'do', picture: 'account', reasons: ['no_plus', 'other_name', 'personal_account', 'app_sign_in'] },
    phone_sign_in: {
      kind: 'do',
      picture: 'phone',
      reasons: ['page_check', 'forgot_password', 'app_sign_in', 'screen_lock', 'already_registered'],
    },
    phone_test: {
      kind: 'do',
      picture: 'shield',
      reasons: ['action_required', 'no_notification', 'account_missing'],
      check: { goal: 'ready', again: 'phone_account' },
    },
  },
  paths: [
    ['app', 'account', 'add', 'scan', 'number'],
    ['phone_app', 'phone_account', 'phone_sign_in', 'phone_test'],
  ],
}
