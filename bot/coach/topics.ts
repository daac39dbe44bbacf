/** Where each situation leads. A topic without an entry does not compile. */
import type { TopicId } from '../../services/topics.ts'
import type { Answer, Turn } from '../answer.ts'
import { openHelp } from '../cases/employee.ts'
import type { FlowId } from '../flows/flow.ts'
import { greet, isLate, menuFor, statusFor, whenFor } from '../menu.ts'
import { askIfGenuine } from '../notices/genuine.ts'

/** A place in the guide, or an answer of its own. `sentence`: what was typed; empty when a button was pressed. */
export type Lead = { flow: FlowId; step?: string } | ((turn: Turn, sentence: string) => Promise<Answer>)

export const leads: Record<TopicId, Lead> = {
  register_authenticator: { flow: 'start' },
  passkey: { flow: 'passkey' },
  security_key: { flow: 'security_key' },
  windows_hello: { flow: 'windows_hello' },
  tap: { flow: 'tap' },
  phone_number: { flow: 'phone_number' },
  new_phone: { flow: 'new_phone' },
  lost_phone: { flow: 'lost_phone' },
  phone_not_at_hand: { flow: 'phone_not_at_hand' },
  authenticator_backup_restore: { flow: 'authenticator_backup_restore' },
  change_phone_number: { flow: 'change_phone_number' },
  wrong_number_listed: { flow: 'wrong_number_listed' },
  change_default_method: { flow: 'change_default_method' },
  backup_method: { flow: 'backup_method' },
  remove_old_device: { flow: 'remove_old_device' },
  no_notification: { flow: 'question', step: 'push' },
  sms_voice_not_received: { flow: 'question', step: 'sms' },
  number_matching: { flow: 'question', step: 'number' },
  code_invalid_time: { flow: 'question', step: 'code' },
  qr_code_fails: { flow: 'question', step: 'qr' },
  no_smartphone: { flow: 'no_smartphone' },
  personal_phone_privacy: { flow: 'question', step: 'private_phone' },
  travel_no_signal: { flow: 'question', step: 'travel' },
  unexpected_prompt: { flow: 'unexpected_prompt' },
  locked_out: { flow: 'locked_out' },
  sspr: { flow: 'sspr' },
  why_mfa: { flow: 'question', step: 'why' },
  when_deadline: whenFor,
  remember_device: { flow: 'question', step: 'often' },
  app_password_legacy_client: { flow: 'question', step: 'old_program' },
  turn_off_mfa: { flow: 'question', step: 'off' },
  rooted_phone: { flow: 'question', step: 'rooted' },
  guest_account: { flow: 'question', step: 'guest' },
  is_it_genuine: askIfGenuine,
  helpdesk_human: (turn, sentence) => openHelp(turn, 'helpdesk_human', sentence),
  status: statusFor,
  smalltalk: greet,
  other: turn => menuFor(turn, { unsure: true }),
}

/** What somebody says who cannot pass the check, whatever they think the cause is. */
const blocking = new Set<TopicId>(['no_notification', 'sms_voice_not_received', 'code_invalid_time', 'phone_not_at_hand'])

/** Where a situation leads this person: who can no longer get in hears first how to get in. */
export async function leadOf(turn: Turn, topic: TopicId): Promise<Lead> {
  return leads[blocking.has(topic) && (await isLate(turn)) ? 'locked_out' : topic]
}
