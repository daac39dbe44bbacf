/** The phone is at home, or its battery is empty: a way in for today. Nothing is taken off the account. */
import type { Flow } from './flow.ts'

export const phoneNotAtHand: Flow = {
  id: 'phone_not_at_hand',
  version: 1,
  first: 'what',
  baseline: true,
  steps: {
    what: {
      kind: 'choice',
      picture: 'phone',
      choices: { in: { to: { step: 'in' } }, no_way: { to: { step: 'pass' } }, lost: { to: { flow: 'lost_phone' } } },
    },
    in: { kind: 'answer', picture: 'done', to: { flow: 'backup_method' }, helps: { topic: 'phone_not_at_hand' } },
    pass: { kind: 'answer', picture: 'shield', help: 'main', to: { step: 'use' }, needs: 'temporary_pass' },
    use: { kind: 'answer', picture: 'account', helps: { topic: 'phone_not_at_hand' } },
  },
  paths: [],
}
