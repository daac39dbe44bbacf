/** A number on the page that is not the person's any more, has a mistake, or was never theirs. The last is urgent. */
import type { Flow } from './flow.ts'

export const wrongNumberListed: Flow = {
  id: 'wrong_number_listed',
  version: 1,
  first: 'whose',
  baseline: true,
  steps: {
    whose: {
      kind: 'choice',
      picture: 'phone',
      choices: {
        never: { to: { step: 'never' } },
        old: { to: { step: 'mine' } },
        mistake: { to: { step: 'mine' } },
        profile: { to: { step: 'profile' } },
      },
    },
    mine: {
      kind: 'choice',
      picture: 'shield',
      choices: {
        remove: { to: { flow: 'remove_old_device', step: 'number_account' } },
        change: { to: { flow: 'change_phone_number', step: 'gone' }, needs: 'phone' },
        nothing: { to: { flow: 'lost_phone', step: 'locked_out' } },
      },
    },
    never: { kind: 'answer', picture: 'urgent', topic: 'unknown_method', help: 'main', to: { step: 'whose' } },
    profile: { kind: 'answer', picture: 'question', helps: { topic: 'wrong_number_listed' } },
  },
  paths: [],
}
