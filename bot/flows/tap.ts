/** A temporary pass: who gives it, and how to set up something that stays within the few minutes that it works. */
import type { DoStep, Flow } from './flow.ts'
import { addReasons, appReasons, numberReasons, scanReasons } from './register-authenticator.ts'
import { nothingLeft } from './remove-old-device.ts'
import { keyAddReasons, keyTouchReasons } from './security-key.ts'

const passReasons = ['pass_refused', 'pass_expired', 'asks_password'] as const

const app: DoStep = {
  kind: 'do',
  anew: true,
  sets: 'authenticator',
  picture: 'get_app',
  text: 'register_authenticator.app',
  asks: 'phone',
  reasons: appReasons,
}

const use: DoStep = {
  kind: 'do',
  picture: 'account',
  link: 'security_info',
  text: 'tap.use',
  reasons: [...passReasons, 'more_info', 'other_name', 'page_wont_open'],
}

const remove = (again: string): DoStep => ({
  kind: 'do',
  picture: 'remove',
  link: 'security_info',
  text: 'tap.remove',
  reasons: ['which_one', 'no_delete', 'page_check'],
  removes: 'method',
  check: { goal: 'kept', again, otherwise: 'nothing_left' },
})

/** Where passes are switched off, the helpdesk helps in some other way, and nothing here goes on with one. */
const withPass = { to: { step: 'choose' }, needs: 'temporary_pass' } as const

export const tap: Flow = {
  id: 'tap',
  version: 1,
  first: 'why',
  baseline: true,
  newPhone: true,
  steps: {
    why: {
      kind: 'choice',
      picture: 'shield',
      choices: {
        first_day: { to: { step: 'first_day' } },
        lost_all: { to: { step: 'lost_all' } },
        have: { to: { step: 'choose' }, needs: 'temporary_pass' },
      },
    },
    first_day: { kind: 'answer', picture: 'shield', help: 'main', ...withPass },
    lost_all: { kind: 'answer', picture: 'urgent', topic: 'locked_out', help: 'main', ...withPass },
    ask: { kind: 'answer', picture: 'shield', help: 'main', ...withPass },
    choose: {
      kind: 'choice',
      picture: 'shield',
      choices: {
        passkey: { to: { step: 'passkey_ready' }, needs: 'passkey' },
        app: { to: { step: 'app' }, needs: 'authenticator' },
        phone: { to: { step: 'phone_app' }, needs: 'authenticator' },
        key: { to: { step: 'key_ready' }, needs: 'passkey' },
        hello: { to: { flow: 'windows_hello', step: 'settings' }, needs: 'windows_hello', last: true },
        number: { to: { flow: 'phone_number', step: 'account' }, needs: 'phone', last: true },
      },
      none: { flow: 'start', step: 'by_helpdesk' },
    },
    app,
    use,
    add: { kind: 'do', picture: 'add', link: 'security_info', text: 'register_authenticator.add', reasons: addReasons },
    scan: { kind: 'do', picture: 'scan', text: 'register_authenticator.scan', reasons: scanReasons },
    number: {
      kind: 'do',
      picture: 'number',
      text: 'register_authenticator.number',
      reasons: numberReasons,
      check: { goal: 'ready', again: 'add' },
    },
    remove: remove('remove'),
    phone_app: app,
    phone_use: { kind: 'do', picture: 'phone', reasons: [...passReasons, 'no_plus', 'app_sign_in', 'screen_lock'] },
    phone_test: {
      kind: 'do',
      picture: 'shield',
      text: 'register_authenticator.phone_test',
      reasons: ['action_required', 'no_notification', 'account_missing'],
      check: { goal: 'ready', again: 'phone_use' },
    },
    phone_remove: remove('phone_remove'),
    passkey_ready: {
      kind: 'do',
      anew: true,
      sets: 'passkey',
      picture: 'phone',
      text: 'passkey.ready',
      reasons: ['phone_too_old', 'screen_lock', 'own_phone'],
    },
    passkey_use: use,
    passkey_add: { kind: 'do', picture: 'add', link: 'security_info', text: 'passkey.add', reasons: keyAddReasons },
    passkey_save: {
      kind: 'do',
      picture: 'key',
      text: 'passkey.save',
      reasons: ['not_allowed', 'no_passkey_button', 'phone_too_old', 'screen_lock', 'bluetooth'],
      check: { goal: 'ready', again: 'passkey_add' },
    },
    passkey_remove: remove('passkey_remove'),
    key_ready: { kind: 'do', anew: true, sets: 'passkey', picture: 'key', reasons: ['key_missing', 'key_refused'] },
    key_use: use,
    key_add: { kind: 'do', picture: 'add', link: 'security_info', text: 'security_key.add', reasons: keyAddReasons },
    key_touch: {
      kind: 'do',
      picture: 'key',
      text: 'security_key.touch',
      reasons: keyTouchReasons,
      check: { goal: 'ready', again: 'key_add' },
    },
    key_remove: remove('key_remove'),
    nothing_left: nothingLeft,
  },
  paths: [
    ['app', 'use', 'add', 'scan', 'number', 'remove'],
    ['phone_app', 'phone_use', 'phone_test', 'phone_remove'],
    ['passkey_ready', 'passkey_use', 'passkey_add', 'passkey_save', 'passkey_remove'],
    ['key_ready', 'key_use', 'key_add', 'key_touch', 'key_remove'],
  ],
}
