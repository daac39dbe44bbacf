/** Error numbers of the sign-in, by what they come down to: what it means, what to do now, and the way on. */
import type { ErrorKind } from '../../services/entra-errors.ts'
import type { TopicId } from '../../services/topics.ts'
import type { AnswerStep, Flow } from './flow.ts'

const leadsTo = (topic: TopicId, picture: AnswerStep['picture'], more: Partial<AnswerStep> = {}): AnswerStep => ({
  kind: 'answer',
  picture,
  to: { topic },
  helps: { topic },
  ...more,
})
const atTheDesk: AnswerStep = { kind: 'answer', picture: 'trouble', topic: 'error_code', help: 'main', helps: { topic: 'other' } }
const byOneself: AnswerStep = { kind: 'answer', picture: 'settings', topic: 'error_code', helps: { topic: 'other' } }

const steps: Record<ErrorKind, AnswerStep> = {
  check_needed: leadsTo('register_authenticator', 'shield'),
  set_up: leadsTo('register_authenticator', 'shield'),
  check_failed: { ...leadsTo('unexpected_prompt', 'phone'), helps: { topic: 'no_notification' } },
  phone_limit: { ...leadsTo('backup_method', 'phone', { needs: 'lasting' }), helps: { topic: 'sms_voice_not_received' } },
  wrong_password: leadsTo('sspr', 'account'),
  password_over: leadsTo('sspr', 'account'),
  too_often: leadsTo('locked_out', 'trouble'),
  disabled: atTheDesk,
  session_over: byOneself,
  no_access: atTheDesk,
  blocked: atTheDesk,
  risk: { ...leadsTo('unexpected_prompt', 'urgent'), help: 'main', topic: 'unexpected_prompt' },
  device: { ...atTheDesk, picture: 'laptop' },
  old_app: leadsTo('app_password_legacy_client', 'settings'),
  set_up_elsewhere: leadsTo('tap', 'settings', { needs: 'temporary_pass' }),
  consent: atTheDesk,
  wrong_account: leadsTo('guest_account', 'account'),
  app_problem: atTheDesk,
  key_unknown: leadsTo('passkey', 'shield', { needs: 'passkey' }),
  chip: leadsTo('windows_hello', 'laptop', { needs: 'windows_hello' }),
  device_refused: { ...atTheDesk, picture: 'laptop' },
  clock: byOneself,
  network: byOneself,
  unknown: atTheDesk,
}

export const errorCode: Flow = { id: 'error_code', version: 1, first: 'unknown', aside: true, steps, paths: [] }
