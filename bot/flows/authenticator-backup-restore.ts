/** Authenticator came back from a backup: the names are there, and each work account wants to be signed in to again. */
import type { Flow } from './flow.ts'
import { nothingLeft } from './remove-old-device.ts'

export const authenticatorBackupRestore: Flow = {
  id: 'authenticator_backup_restore',
  version: 1,
  first: 'what',
  baseline: true,
  sets: 'authenticator',
  steps: {
    what: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        check: { to: { step: 'find' } },
        only_app: { to: { step: 'only_app' } },
        switched: { to: { flow: 'new_phone' } },
      },
    },
    only_app: { kind: 'answer', picture: 'shield', help: 'main', to: { step: 'find' } },
    find: { kind: 'do', anew: true, picture: 'account', reasons: ['restored_nothing', 'no_plus', 'app_sign_in', 'personal_account'] },
    sign_in: {
      kind: 'do',
      picture: 'phone',
      reasons: ['page_check', 'old_phone_rings', 'restored_no_sign_in', 'forgot_password', 'app_sign_in', 'screen_lock'],
    },
    test: {
      kind: 'do',
      picture: 'shield',
      reasons: ['action_required', 'restored_no_sign_in', 'no_notification'],
      check: { goal: 'added', again: 'sign_in' },
    },
    remove: {
      kind: 'do',
      picture: 'remove',
      link: 'security_info',
      reasons: ['which_one', 'no_delete', 'page_check'],
      removes: 'method',
      check: { goal: 'kept', again: 'remove', otherwise: 'nothing_left' },
    },
    nothing_left: nothingLeft,
  },
  paths: [['find', 'sign_in', 'test', 'remove']],
}
