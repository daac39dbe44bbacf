/** "I have a question": every situation by button, short answers, and the way to the flows. A side talk that keeps the place in the guide. */
import { toTopics } from './answers.ts'
import { deviceAnswers } from './answers-devices.ts'
import { signInAnswers } from './answers-sign-in.ts'
import { whyAnswers } from './answers-why.ts'
import type { ChoiceStep, Flow } from './flow.ts'

const list = (picture: ChoiceStep['picture'], choices: ChoiceStep['choices']): ChoiceStep => ({
  kind: 'choice',
  picture,
  list: true,
  choices,
})

export const question: Flow = {
  id: 'question',
  version: 2,
  first: 'menu',
  aside: true,
  steps: {
    menu: {
      kind: 'choice',
      picture: 'question',
      choices: {
        setting_up: { to: { step: 'setting_up' } },
        phones: { to: { step: 'phones' } },
        wrong: { to: { step: 'wrong' } },
        doubts: { to: { step: 'doubts' } },
      },
    },
    setting_up: list('add', {
      ...toTopics('register_authenticator'),
      passkey: { to: { topic: 'passkey' }, needs: 'passkey' },
      security_key: { to: { topic: 'security_key' }, needs: 'passkey' },
      windows_hello: { to: { topic: 'windows_hello' }, needs: 'windows_hello' },
      phone_number: { to: { topic: 'phone_number' }, needs: 'phone' },
      tap: { to: { topic: 'tap' }, needs: 'temporary_pass' },
      ...toTopics('backup_method', 'change_default_method', 'remove_old_device'),
    }),
    phones: list('phone', {
      ...toTopics('new_phone', 'lost_phone', 'phone_not_at_hand'),
      authenticator_backup_restore: { to: { topic: 'authenticator_backup_restore' }, needs: 'authenticator' },
      ...toTopics('no_smartphone', 'change_phone_number', 'wrong_number_listed', 'travel_no_signal', 'rooted_phone'),
    }),
    wrong: list(
      'trouble',
      toTopics(
        'unexpected_prompt',
        'locked_out',
        'no_notification',
        'sms_voice_not_received',
        'number_matching',
        'code_invalid_time',
        'qr_code_fails',
        'sspr',
        'app_password_legacy_client',
      ),
    ),
    doubts: list('shield', {
      ...toTopics('when_deadline', 'is_it_genuine', 'why_mfa'),
      why_me: { to: { step: 'why_me' } },
      ...toTopics('personal_phone_privacy', 'remember_device', 'turn_off_mfa', 'guest_account'),
    }),
    ...signInAnswers,
    ...deviceAnswers,
    ...whyAnswers,
  },
  paths: [],
}
