/** The check does not come, or is refused. */
import { remediesFor } from './answers.ts'

const lasts = { flow: 'start' } as const
const notMine = { topic: 'unexpected_prompt' } as const
const onceMore = { flow: 'register_authenticator' } as const

export const signInAnswers = {
  ...remediesFor('no_notification', {
    push: { picture: 'phone' },
    push_code: { picture: 'number' },
    push_settings: { picture: 'settings' },
    push_again: { picture: 'account', to: onceMore },
  }),
  ...remediesFor('sms_voice_not_received', {
    sms: { picture: 'phone', to: lasts },
    sms_limit: { picture: 'pause', to: lasts },
    sms_other: { picture: 'shield', to: lasts },
  }),
  ...remediesFor('number_matching', {
    number: { picture: 'number', to: notMine },
    number_same_phone: { picture: 'phone', to: notMine },
    number_again: { picture: 'number', to: notMine },
  }),
  ...remediesFor('code_invalid_time', {
    code: { picture: 'number' },
    code_clock: { picture: 'settings' },
    code_other: { picture: 'shield', to: onceMore },
  }),
  ...remediesFor('qr_code_fails', {
    qr: { picture: 'scan', link: 'security_info' },
    qr_scanner: { picture: 'scan' },
    qr_camera: { picture: 'settings' },
    qr_by_hand: { picture: 'phone', to: { flow: 'register_authenticator', step: 'phone_app' } },
  }),
  ...remediesFor('travel_no_signal', {
    travel: { picture: 'phone', to: { flow: 'start' } },
    travel_stuck: { picture: 'phone' },
    travel_blocked: { picture: 'shield', help: 'main' },
  }),
}
