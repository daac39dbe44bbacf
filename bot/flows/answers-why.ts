/** Why it is there, why so often, and what it sees. */
import { remediesFor } from './answers.ts'

const otherWays = { flow: 'no_smartphone', step: 'ways' } as const
const setUp = { flow: 'start' } as const

export const whyAnswers = {
  ...remediesFor('why_mfa', {
    why: { picture: 'shield', to: setUp },
    why_strong: { picture: 'shield', to: setUp },
  }),
  ...remediesFor('why_mfa', { why_me: { picture: 'question', to: setUp } }),
  ...remediesFor('personal_phone_privacy', {
    private_phone: { picture: 'shield', to: otherWays },
    private_list: { picture: 'phone', to: otherWays },
  }),
  ...remediesFor('remember_device', {
    often: { picture: 'question', to: { topic: 'unexpected_prompt' } },
    often_quicker: { picture: 'key', to: { topic: 'passkey' }, needs: 'passkey' },
  }),
  ...remediesFor('turn_off_mfa', {
    off: { picture: 'shield', to: { topic: 'remember_device' } },
    off_phone: { picture: 'phone', to: otherWays },
  }),
}
