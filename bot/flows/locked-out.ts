/** Nobody gets in any more: what to try, in order, without making it worse; then the helpdesk, urgently. */
import type { Flow } from './flow.ts'

export const lockedOut: Flow = {
  id: 'locked_out',
  version: 1,
  first: 'what',
  baseline: true,
  steps: {
    what: {
      kind: 'choice',
      picture: 'urgent',
      choices: {
        set_up: { to: { step: 'set_up' } },
        check: { to: { step: 'ways' } },
        password: { to: { flow: 'sspr' } },
        phone_gone: { to: { flow: 'lost_phone' } },
      },
    },
    set_up: { kind: 'answer', picture: 'shield', to: { flow: 'start' } },
    ways: { kind: 'choice', picture: 'shield', choices: { in: { to: { step: 'in' } }, none: { to: { step: 'device' } } } },
    device: { kind: 'choice', picture: 'laptop', choices: { in: { to: { step: 'in' } }, none: { to: { step: 'recover' } } } },
    // What the organisation's own recovery gives in the end is a pass.
    recover: {
      kind: 'choice',
      picture: 'account',
      skipsWhenOne: true,
      choices: { offered: { to: { step: 'recovering' }, needs: 'temporary_pass' }, none: { to: { step: 'human' } } },
    },
    recovering: { kind: 'answer', picture: 'account', to: { flow: 'tap', step: 'choose' }, needs: 'temporary_pass' },
    human: { kind: 'answer', picture: 'urgent', help: 'main', to: { flow: 'tap', step: 'choose' }, needs: 'temporary_pass' },
    in: { kind: 'answer', picture: 'done', to: { flow: 'start' } },
  },
  paths: [],
}
