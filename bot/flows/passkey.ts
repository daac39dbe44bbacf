/** A passkey: in the Authenticator app, or in the person's own iCloud Keychain or Google Password Manager. */
import type { Flow } from './flow.ts'
import { accountReasons, appReasons } from './register-authenticator.ts'

const createReasons = ['no_passkey_button', 'page_check', 'not_allowed', 'phone_too_old', 'screen_lock', 'bluetooth'] as const

export const passkey: Flow = {
  id: 'passkey',
  version: 1,
  first: 'where',
  baseline: true,
  steps: {
    where: {
      kind: 'choice',
      picture: 'key',
      choices: {
        in_app: { to: { step: 'app' } },
        synced: { to: { step: 'ready' } },
        nothing_yet: { to: { flow: 'register_authenticator' }, needs: 'authenticator' },
      },
    },
    app: { kind: 'do', picture: 'get_app', text: 'register_authenticator.app', reasons: appReasons },
    app_account: { kind: 'do', picture: 'account', reasons: ['no_plus', 'other_name', 'personal_account', 'page_check', 'app_sign_in'] },
    allow: { kind: 'do', picture: 'settings', reasons: ['no_setting', 'phone_too_old', 'company_phone'] },
    create: { kind: 'do', picture: 'key', reasons: createReasons, check: { goal: 'ready', again: 'create' } },
    ready: { kind: 'do', picture: 'phone', reasons: ['phone_too_old', 'screen_lock', 'own_phone', 'company_phone'] },
    account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    add: { kind: 'do', picture: 'add', link: 'security_info', reasons: ['no_add_button', 'not_in_list', 'page_check', 'page_error'] },
    save: { kind: 'do', picture: 'key', reasons: createReasons, check: { goal: 'ready', again: 'add' } },
  },
  paths: [
    ['app', 'app_account', 'allow', 'create'],
    ['ready', 'account', 'add', 'save'],
  ],
}
