/** Something goes off the account: only after the directory has shown that something else works, and it is asked again afterwards. */
import type { ChoiceStep, DoStep, Flow } from './flow.ts'
import { accountReasons } from './register-authenticator.ts'

/** What somebody does whose account suddenly has no way in any more, while they are still signed in. */
export const nothingLeft: ChoiceStep = {
  kind: 'choice',
  picture: 'urgent',
  topic: 'locked_out',
  text: 'remove_old_device.nothing_left',
  choices: {
    app: { to: { flow: 'register_authenticator' }, needs: 'authenticator' },
    other: { to: { flow: 'start', step: 'front' } },
  },
}

const account: DoStep = {
  kind: 'do',
  picture: 'account',
  link: 'security_info',
  text: 'remove_old_device.account',
  reasons: accountReasons,
}
const keep = (again: string): DoStep => ({
  kind: 'do',
  picture: 'shield',
  link: 'security_info',
  text: 'remove_old_device.keep',
  reasons: ['cannot_keep', 'which_one', 'page_wont_open'],
  check: { goal: 'spare', again, otherwise: 'only_one' },
})

export const removeOldDevice: Flow = {
  id: 'remove_old_device',
  version: 1,
  first: 'which',
  baseline: true,
  steps: {
    which: {
      kind: 'choice',
      picture: 'remove',
      choices: { method: { to: { step: 'account' } }, number: { to: { step: 'number_account' } }, unknown: { to: { step: 'unknown' } } },
    },
    account,
    keep: keep('keep'),
    remove: {
      kind: 'do',
      picture: 'remove',
      link: 'security_info',
      reasons: ['which_one', 'no_delete', 'page_check'],
      removes: 'method',
      check: { goal: 'removed', again: 'remove', otherwise: 'nothing_left' },
    },
    number_account: account,
    number_keep: keep('number_keep'),
    number_remove: {
      kind: 'do',
      picture: 'remove',
      link: 'security_info',
      reasons: ['which_number', 'no_delete', 'page_check'],
      removes: 'number',
      check: { goal: 'removed', again: 'number_remove', otherwise: 'nothing_left' },
    },
    only_one: { kind: 'choice', picture: 'shield', choices: { add: { to: { flow: 'backup_method' } } } },
    nothing_left: nothingLeft,
    unknown: { kind: 'answer', picture: 'urgent', topic: 'unknown_method', help: 'main', to: { step: 'which' } },
  },
  paths: [
    ['account', 'keep', 'remove'],
    ['number_account', 'number_keep', 'number_remove'],
  ],
}
