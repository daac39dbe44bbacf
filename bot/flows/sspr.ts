/** A new password, without the helpdesk. The directory cannot see a password change: this flow ends with a question, not with a check. */
import type { Flow } from './flow.ts'

export const sspr: Flow = {
  id: 'sspr',
  version: 1,
  first: 'what',
  baseline: true,
  steps: {
    what: {
      kind: 'choice',
      picture: 'account',
      choices: {
        forgotten: { to: { step: 'page' } },
        known: { to: { step: 'change' } },
        no_check: { to: { step: 'no_check' } },
        odd: { to: { step: 'odd' } },
      },
    },
    page: { kind: 'do', picture: 'account', link: 'sspr', reasons: ['sspr_page', 'sspr_picture', 'sspr_off', 'sspr_not_registered'] },
    prove: {
      kind: 'do',
      picture: 'shield',
      reasons: ['sspr_none_works', 'asks_code', 'sspr_second', 'no_text_message', 'text_limit'],
    },
    choose: { kind: 'do', picture: 'key', reasons: ['password_refused', 'sspr_too_late'], to: { step: 'done' } },
    done: { kind: 'answer', picture: 'done', helps: { topic: 'sspr', otherwise: 'not_yet' } },
    not_yet: { kind: 'answer', picture: 'trouble', helps: { topic: 'sspr' } },
    change: { kind: 'answer', picture: 'key', link: 'password', helps: { topic: 'sspr' } },
    no_check: { kind: 'answer', picture: 'shield', help: 'main', to: { flow: 'start' } },
    odd: { kind: 'answer', picture: 'urgent', reports: 'known_password', to: { step: 'change' } },
  },
  paths: [['page', 'prove', 'choose']],
}
