/** The check does not come, or is refused. */
import { remediesFor } from './answers.ts'

const lasts = { to: { flow: 'start' }, needs: 'lasting' } as const
const notMine = { topic: 'unexpected_prompt' } as const
const onceMore = { to: { flow: 'register_authenticator' }, needs: 'authenticator' } as const

export const signInAnswers = {
  ...remediesFor('no_notification', {
    push: { picture: 'phone' },
    push_code: { picture: 'number' },
    push_settings: { picture: 'settings' },
    push_again: { picture: 'account', ...onceMore },
  }),
  ...remediesFor('sms_voice_not_received', {
    sms: { picture: 'phone', ...lasts },
    sms_limit: { picture: 'pause', ...lasts },
    sms_other: { picture: 'shield', ...lasts },
  }),
  ...remediesFor('number_matching', {
    number: { picture: 'number', to: notMine },
    number_same_phone: { picture: 'phone', to: notMine },
    number_again: { picture: 'number', to: notMine },
  }),
  ...remediesFor('code_invalid_time', {
    code: { picture: 'number' },
    code_clock: { picture: 'settings' },
    code_other: { picture: 'shield', ...onceMore },
  }),
  ...remediesFor('qr_code_fails', {
    qr: { picture: 'scan', link: 'security_info' },
    qr_scanner: { picture: 'scan' },
    qr_camera: { picture: 'settings' },
    qr_by_hand: { picture: 'phone', to: { flow: 'register_authenticator', step: 'phone_app' }, needs: 'authenticator' },
  }),
  ...remediesFor('travel_no_signal', {
    travel: { picture: 'phone', to: { flow: 'start' } },
    travel_stuck: { picture: 'phone' },
    travel_blocked: { picture: 'shield', help: 'main' },
  }),
}
