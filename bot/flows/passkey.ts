/**
 * A passkey: in the Authenticator app, in the person's own iCloud Keychain or Google Password Manager, or on their computer. The page
 * takes it only within five minutes after another check.
 */
import type { Flow } from './flow.ts'
import { accountReasons, appReasons } from './register-authenticator.ts'

const createReasons = ['no_passkey_button', 'page_check', 'not_allowed', 'phone_too_old', 'screen_lock', 'bluetooth'] as const
const addReasons = ['no_add_button', 'not_in_list', 'page_check', 'page_error'] as const

export const passkey: Flow = {
  id: 'passkey',
  version: 1,
  first: 'where',
  baseline: true,
  sets: 'passkey',
  steps: {
    where: {
      kind: 'choice',
      picture: 'key',
      choices: {
        in_app: { to: { step: 'app' } },
        synced: { to: { step: 'ready' } },
        computer: { to: { step: 'computer_ready' } },
        nothing_yet: { to: { flow: 'register_authenticator' }, needs: 'first' },
        nothing: { to: { flow: 'tap', step: 'ask' }, needs: 'first_pass' },
      },
    },
    app: { kind: 'do', picture: 'get_app', text: 'register_authenticator.app', asks: 'phone', reasons: appReasons },
    app_account: { kind: 'do', picture: 'account', reasons: ['no_plus', 'other_name', 'personal_account', 'page_check', 'app_sign_in'] },
    allow: { kind: 'do', picture: 'settings', asks: 'phone', reasons: ['no_setting', 'phone_too_old', 'company_phone', 'other_phone'] },
    create: { kind: 'do', picture: 'key', reasons: createReasons, check: { goal: 'ready', again: 'create' } },
    ready: {
      kind: 'do',
      picture: 'phone',
      asks: 'phone',
      reasons: ['phone_too_old', 'screen_lock', 'own_phone', 'company_phone', 'other_phone'],
    },
    account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    add: { kind: 'do', picture: 'add', link: 'security_info', reasons: addReasons },
    save: {
      kind: 'do',
      picture: 'key',
      asks: 'phone',
      reasons: [...createReasons, 'other_phone'],
      check: { goal: 'ready', again: 'add' },
    },
    computer_ready: {
      kind: 'do',
      picture: 'laptop',
      asks: 'computer',
      reasons: ['not_my_computer', 'no_hello', 'managed_setting', 'other_computer'],
    },
    computer_account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    computer_add: { kind: 'do', picture: 'add', link: 'security_info', text: 'passkey.add', reasons: addReasons },
    computer_save: {
      kind: 'do',
      picture: 'key',
      asks: 'computer',
      reasons: ['passkey_there', 'only_phone', 'not_allowed', 'page_check', 'other_computer'],
      check: { goal: 'ready', again: 'computer_add' },
    },
  },
  paths: [
    ['app', 'app_account', 'allow', 'create'],
    ['ready', 'account', 'add', 'save'],
    ['computer_ready', 'computer_account', 'computer_add', 'computer_save'],
  ],
}
