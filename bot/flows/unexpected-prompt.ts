/** A sign-in request that the person did not start: deny it, report it. Arriving at a report opens the urgent case; nothing is asked. */
import type { Flow } from './flow.ts'

export const unexpectedPrompt: Flow = {
  id: 'unexpected_prompt',
  version: 1,
  first: 'deny',
  aside: true,
  steps: {
    deny: {
      kind: 'choice',
      picture: 'urgent',
      choices: {
        report: { to: { step: 'reported' } },
        approved: { to: { step: 'approved' } },
        told: { to: { step: 'told' } },
        mine: { to: { step: 'mine' } },
      },
    },
    reported: { kind: 'answer', picture: 'shield', reports: 'unexpected_prompt', to: { step: 'password' } },
    approved: { kind: 'answer', picture: 'urgent', reports: 'approved_prompt', to: { step: 'password' } },
    told: { kind: 'answer', picture: 'urgent', reports: 'told_someone', to: { step: 'password' } },
    pressed: { kind: 'answer', picture: 'urgent', reports: 'pressed_link', to: { step: 'password' } },
    password: { kind: 'answer', picture: 'account', link: 'password', text: 'lost_phone.password', helps: { topic: 'unexpected_prompt' } },
    mine: { kind: 'answer', picture: 'done', helps: { topic: 'unexpected_prompt' } },
  },
  paths: [],
}
