/**
 * Recognises what nobody should type to a bot: one-time codes, the number on a sign-in screen, passwords, passes and recovery codes,
 * what a QR code holds, and phone numbers. How each is recognised is in `secrets/`.
 */
import { withoutHarmless, withoutNames } from './secrets/harmless.ts'
import { keyKind, saysDeviceCode, saysQr } from './secrets/keys.ts'
import { numberKinds, saysPin } from './secrets/numbers.ts'
import { passwordKind, saysAccount } from './secrets/passwords.ts'
import { inDigits, plain } from './secrets/plain.ts'
import { saysScreenNumber } from './secrets/screen-number.ts'

export type Secret = 'code' | 'password' | 'pass' | 'phone' | 'qr'

/**
 * Who types. Admins and agents write phone numbers, because people must be able to call; the forms of admins also have fields for
 * small numbers, so that two figures alone are none from a sign-in screen there.
 */
export type Writer = 'employee' | 'agent' | 'admin'

function numberKind(text: string, writer: Writer): Secret | null {
  const kinds = numberKinds(text)
  if (kinds.has('pass')) return 'pass'
  if (kinds.has('phone') && writer === 'employee') return 'phone'
  if (kinds.has('code') || saysPin(text)) return 'code'
  return writer !== 'admin' && saysScreenNumber(text) ? 'code' : null
}

/** As much of a text as is looked at in one go; what is further on is not. */
export const longestTyped = 6000

/** Says what kind of secret a typed text seems to contain, or `null`. */
export function looksSecret(text: string, writer: Writer = 'employee'): Secret | null {
  const signs = plain(text.slice(0, longestTyped))
  if (saysQr(signs)) return 'qr'
  if (saysDeviceCode(signs)) return 'code'
  if (saysAccount(signs)) return 'password'
  const words = withoutNames(signs)
  const left = withoutHarmless(inDigits(words))
  return keyKind(words) ?? passwordKind(left) ?? numberKind(left, writer)
}
