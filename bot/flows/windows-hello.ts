/** Windows Hello: face, finger or PIN on one's own work computer. Set in Windows, not on the page with the sign-in methods. */
import type { Flow } from './flow.ts'

export const windowsHello: Flow = {
  id: 'windows_hello',
  version: 1,
  first: 'whose',
  baseline: true,
  sets: 'windows_hello',
  steps: {
    whose: {
      kind: 'choice',
      picture: 'laptop',
      choices: {
        own: { to: { step: 'settings' } },
        shared: { to: { flow: 'no_smartphone', step: 'shared' } },
        not_work: { to: { step: 'not_work' } },
      },
    },
    not_work: { kind: 'answer', picture: 'laptop', to: { flow: 'start' } },
    settings: { kind: 'do', picture: 'laptop', reasons: ['not_my_computer', 'managed_setting', 'not_joined'] },
    pin: {
      kind: 'do',
      picture: 'number',
      reasons: ['pin_there', 'no_hello', 'managed_setting', 'not_joined', 'page_check'],
      check: { goal: 'ready', again: 'pin' },
    },
  },
  paths: [['settings', 'pin']],
}
