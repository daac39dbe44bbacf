/** The walks through each flow. */
import type { FlowId } from '../../bot/flows/flow.ts'
import type { Walk } from '../support/walks.ts'
import { authenticatorBackupRestore } from './authenticator-backup-restore.ts'
import { backupMethod } from './backup-method.ts'
import { changeDefaultMethod } from './change-default-method.ts'
import { changePhoneNumber } from './change-phone-number.ts'
import { errorCode } from './error-code.ts'
import { lockedOut } from './locked-out.ts'
import { lostPhone } from './lost-phone.ts'
import { newPhone } from './new-phone.ts'
import { noSmartphone } from './no-smartphone.ts'
import { passkey } from './passkey.ts'
import { phoneNotAtHand } from './phone-not-at-hand.ts'
import { phoneNumber } from './phone-number.ts'
import { question } from './question.ts'
import { registerAuthenticator } from './register-authenticator.ts'
import { removeOldDevice } from './remove-old-device.ts'
import { securityKey } from './security-key.ts'
import { sspr } from './sspr.ts'
import { start } from './start.ts'
import { tap } from './tap.ts'
import { unexpectedPrompt } from './unexpected-prompt.ts'
import { windowsHello } from './windows-hello.ts'
import { wrongNumberListed } from './wrong-number-listed.ts'

export const walks: Record<FlowId, readonly Walk[]> = {
  start,
  register_authenticator: registerAuthenticator,
  passkey,
  new_phone: newPhone,
  lost_phone: lostPhone,
  change_phone_number: changePhoneNumber,
  wrong_number_listed: wrongNumberListed,
  change_default_method: changeDefaultMethod,
  backup_method: backupMethod,
  remove_old_device: removeOldDevice,
  no_smartphone: noSmartphone,
  security_key: securityKey,
  windows_hello: windowsHello,
  tap,
  phone_number: phoneNumber,
  phone_not_at_hand: phoneNotAtHand,
  authenticator_backup_restore: authenticatorBackupRestore,
  locked_out: lockedOut,
  sspr,
  unexpected_prompt: unexpectedPrompt,
  error_code: errorCode,
  question,
}
