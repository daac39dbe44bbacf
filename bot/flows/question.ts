/** "I have a question": short answers, and the way to the flows. A side talk that keeps the place in the guide. */
import type { TopicId } from '../../services/topics.ts'
import type { Flow } from './flow.ts'

const answer = (picture: 'question' | 'shield' | 'phone', topic: TopicId) =>
  ({ kind: 'answer', picture, to: { flow: 'start' }, helps: { topic } }) as const

export const question: Flow = {
  id: 'question',
  version: 1,
  first: 'menu',
  aside: true,
  steps: {
    menu: {
      kind: 'choice',
      picture: 'question',
      list: true,
      choices: {
        why: { to: { step: 'why' } },
        why_me: { to: { step: 'why_me' } },
        private_phone: { to: { step: 'private_phone' } },
        travel: { to: { step: 'travel' } },
        other_way: { to: { flow: 'no_smartphone' } },
        new_phone: { to: { flow: 'new_phone' } },
        lost_phone: { to: { flow: 'lost_phone' } },
        new_number: { to: { flow: 'change_phone_number' } },
        set_up: { to: { flow: 'start' } },
      },
    },
    why: answer('shield', 'why_mfa'),
    why_me: answer('question', 'why_mfa'),
    private_phone: {
      kind: 'answer',
      picture: 'shield',
      to: { flow: 'no_smartphone', step: 'ways' },
      helps: { topic: 'personal_phone_privacy' },
    },
    travel: answer('phone', 'travel_no_signal'),
  },
  paths: [],
}
