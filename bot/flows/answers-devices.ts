/** A phone, a program or an account that is unlike most. */
import { remediesFor } from './answers.ts'

const otherWays = { flow: 'no_smartphone', step: 'ways' } as const

export const deviceAnswers = {
  ...remediesFor('rooted_phone', {
    rooted: { picture: 'trouble', to: otherWays },
    rooted_original: { picture: 'settings', to: otherWays },
  }),
  ...remediesFor('app_password_legacy_client', {
    old_program: { picture: 'laptop', link: 'mail' },
    old_readd: { picture: 'phone' },
    old_device: { picture: 'settings', help: 'main' },
  }),
  ...remediesFor('guest_account', {
    guest: { picture: 'account' },
    guest_account: { picture: 'account' },
  }),
}
