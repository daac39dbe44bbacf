/** Where each situation leads. A topic without an entry does not compile. */
import type { TopicId } from '../../services/topics.ts'
import type { Answer, Turn } from '../answer.ts'
import { openHelp } from '../cases/employee.ts'
import type { FlowId } from '../flows/flow.ts'
import { menuFor, statusFor } from '../menu.ts'
import { askIfGenuine } from '../notices/genuine.ts'

/** A place in the guide, or an answer of its own. `sentence`: what was typed; empty when a button was pressed. */
export type Lead = { flow: FlowId; step?: string } | ((turn: Turn, sentence: string) => Promise<Answer>)

export const leads: Record<TopicId, Lead> = {
  register_authenticator: { flow: 'start' },
  passkey: { flow: 'passkey' },
  security_key: { flow: 'security_key' },
  windows_hello: { flow: 'windows_hello' },
  tap: { flow: 'tap' },
  phone_number: { flow: 'start' },
  new_phone: { flow: 'new_phone' },
  lost_phone: { flow: 'lost_phone' },
  phone_not_at_hand: { flow: 'lost_phone', step: 'can_sign_in' },
  authenticator_backup_restore: { flow: 'new_phone' },
  change_phone_number: { flow: 'change_phone_number' },
  wrong_number_listed: { flow: 'change_phone_number' },
  change_default_method: { flow: 'question' },
  backup_method: { flow: 'start' },
  remove_old_device: { flow: 'lost_phone', step: 'account' },
  no_notification: { flow: 'question' },
  sms_voice_not_received: { flow: 'question' },
  number_matching: { flow: 'question' },
  code_invalid_time: { flow: 'question' },
  qr_code_fails: { flow: 'question' },
  no_smartphone: { flow: 'no_smartphone' },
  personal_phone_privacy: { flow: 'question', step: 'private_phone' },
  travel_no_signal: { flow: 'question', step: 'travel' },
  unexpected_prompt: { flow: 'lost_phone', step: 'stolen' },
  locked_out: { flow: 'lost_phone', step: 'locked_out' },
  sspr: { flow: 'question' },
  why_mfa: { flow: 'question', step: 'why' },
  when_deadline: statusFor,
  remember_device: { flow: 'question' },
  app_password_legacy_client: { flow: 'question' },
  turn_off_mfa: { flow: 'question', step: 'why' },
  rooted_phone: { flow: 'no_smartphone', step: 'ways' },
  guest_account: { flow: 'question' },
  is_it_genuine: askIfGenuine,
  helpdesk_human: (turn, sentence) => openHelp(turn, 'helpdesk_human', sentence),
  status: statusFor,
  smalltalk: async turn => ({ tell: turn.say('coach.smalltalk') }),
  other: turn => menuFor(turn, { unsure: true }),
}
