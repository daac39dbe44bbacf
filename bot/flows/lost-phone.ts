/** A phone that is stolen, lost, broken or found again. What is urgent comes first: the press that says "stolen" is the report. */
import type { Flow } from './flow.ts'
import { accountReasons } from './register-authenticator.ts'
import { nothingLeft } from './remove-old-device.ts'

export const lostPhone: Flow = {
  id: 'lost_phone',
  version: 2,
  first: 'what',
  baseline: true,
  steps: {
    what: {
      kind: 'choice',
      picture: 'urgent',
      help: 'call',
      choices: {
        stolen: { to: { step: 'stolen' } },
        lost_in: { to: { step: 'account' } },
        lost_out: { to: { step: 'locked_out' } },
        found: { to: { step: 'found' } },
      },
    },
    stolen: { kind: 'answer', picture: 'urgent', reports: 'stolen_phone', to: { step: 'password' } },
    password: { kind: 'answer', topic: 'stolen_phone', picture: 'account', link: 'password', to: { step: 'account' } },
    can_sign_in: {
      kind: 'choice',
      picture: 'phone',
      choices: { yes: { to: { step: 'account' } }, no: { to: { step: 'locked_out' } } },
    },
    locked_out: {
      kind: 'answer',
      picture: 'trouble',
      topic: 'locked_out',
      help: 'main',
      to: { flow: 'tap', step: 'choose' },
      needs: 'temporary_pass',
    },
    account: { kind: 'do', picture: 'account', link: 'security_info', reasons: accountReasons },
    other: {
      kind: 'do',
      picture: 'shield',
      link: 'security_info',
      reasons: ['nothing_else', 'which_one', 'page_check'],
      check: { goal: 'spare', again: 'other', otherwise: 'only_way' },
    },
    only_way: {
      kind: 'choice',
      picture: 'shield',
      choices: {
        app: { to: { flow: 'register_authenticator' }, needs: 'authenticator' },
        other: { to: { flow: 'backup_method' } },
      },
    },
    remove: {
      kind: 'do',
      picture: 'remove',
      link: 'security_info',
      reasons: ['already_gone', 'which_one', 'no_delete', 'page_check'],
      removes: 'method',
      check: { goal: 'removed', again: 'other', otherwise: 'nothing_left' },
    },
    off_already: { kind: 'answer', picture: 'done', to: { flow: 'backup_method' }, helps: { topic: 'lost_phone' } },
    nothing_left: nothingLeft,
    found: { kind: 'answer', picture: 'done', to: 'end' },
  },
  paths: [['account', 'other', 'remove']],
}
