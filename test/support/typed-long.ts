/** Recovery codes, phone numbers and what is in a QR code, as people type them. */
import type { Dice } from './dice.ts'

export const lower = 'abcdefghijklmnopqrstuvwxyz'
export const upper = lower.toUpperCase()
export const figures = '0123456789'
const base32 = `${upper}234567`

export const groupsOf = (text: string, size: number, joint: string) => (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(joint)

const mixed = (dice: Dice, size: number) => `${dice.signs(1, lower)}${dice.signs(1, figures)}${dice.signs(size - 2, lower + figures)}`
export const recoveryCode = (dice: Dice): string =>
  dice.pick([
    () => [mixed(dice, 8), mixed(dice, 4), mixed(dice, 4), mixed(dice, 4)].join('-'),
    () => [mixed(dice, 8), mixed(dice, 4)].join('-'),
    () => [mixed(dice, 5), mixed(dice, 5)].join('-'),
    () => Array.from({ length: 5 }, () => mixed(dice, 5).toUpperCase()).join('-'),
    () => Array.from({ length: 8 }, () => dice.digits(6)).join('-'),
    () => Array.from({ length: 8 }, () => dice.digits(6)).join(' '),
    () => Array.from({ length: 4 }, () => dice.digits(4)).join(' '),
    () => groupsOf(dice.digits(8), 4, ' '),
    () => Array.from({ length: 6 }, () => mixed(dice, 4).toUpperCase()).join('-'),
  ])()
export const recoveryTemplates = [
  'my recovery code is {}',
  'recovery key {}',
  'backup code: {}',
  'backup codes {} and more',
  'herstelcode {}',
  'mijn herstelcode is {}',
  'de reservecode is {}',
  'back-upcode: {}',
  'BitLocker asks for a key, is it {}?',
  'BitLocker herstelsleutel {}',
  'ik heb nog een code voor noodgevallen, herstelcode {} , kan ik die gebruiken?',
]

export const phoneNumber = (dice: Dice): string => {
  const mobile = dice.digits(8)
  const [two, three] = [groupsOf(mobile, 2, ' '), dice.digits(3)]
  const first = () => String(dice.number(2, 9))
  return dice.pick([
    () => `06${mobile}`,
    () => `06-${mobile}`,
    () => `06 ${two}`,
    () => `06 ${mobile}`,
    () => `+31 6 ${mobile}`,
    () => `+316${mobile}`,
    () => `0031 6 ${two}`,
    () => `+31 (0)6 ${mobile}`,
    () => `0${dice.pick(['20', '30', '10', '70'])}-${dice.digits(7)}`,
    () => `0${dice.pick(['20', '30', '10', '70'])} ${three} ${dice.digits(2)} ${dice.digits(2)}`,
    () => `047${dice.digits(1)} ${groupsOf(dice.digits(6), 2, ' ')}`,
    () => `047${dice.digits(1)}/${groupsOf(dice.digits(6), 2, '.')}`,
    () => `+32 47${dice.digits(1)} ${groupsOf(dice.digits(6), 2, ' ')}`,
    () => `+44 20 ${dice.digits(4)} ${dice.digits(4)}`,
    () => `07${dice.digits(3)} ${dice.digits(6)}`,
    () => `020 ${dice.digits(4)} ${dice.digits(4)}`,
    () => `(${first()}${dice.digits(2)}) ${three}-${dice.digits(4)}`,
    () => `${first()}${dice.digits(2)}-${three}-${dice.digits(4)}`,
    () => `+1 ${first()}${dice.digits(2)} ${three} ${dice.digits(4)}`,
    () => `1-800-${three}-${dice.digits(4)}`,
    () => `+49 ${dice.digits(3)} ${dice.digits(7)}`,
  ])()
}
export const phoneTemplates = [
  '{}',
  'call me on {}',
  'my number is {}',
  'my new number is {} and the old one is gone',
  'you can reach me at {} until five',
  'it should go to {} not to the old phone',
  'bel me op {}',
  'mijn nummer is {}',
  'mijn nieuwe nummer is {} , kun je dat aanpassen',
  'mn gsm is {}',
  'het moet naar {} gestuurd worden',
  'ik ben te bereiken op {}',
  'Sinds vorige week heb ik een nieuw abonnement en nu komt er niets meer binnen. Het nummer is {} geworden, graag aanpassen.',
]

const key = (dice: Dice, length: number): string =>
  `${dice.signs(2, 'BCDFGHKLMNPQRTVWXZ')}${dice.signs(1, '234567')}${dice.signs(length - 4, base32)}${dice.signs(1, '234567')}`
export const qrContents = (dice: Dice): string =>
  dice.pick([
    () => `otpauth://totp/Vecht%20en%20Veld:kees@example.test?secret=${key(dice, 16)}&issuer=Microsoft`,
    () => `phonefactor://activate_account?code=${dice.digits(9)}&url=https%3A%2F%2Fexample.test%2Fpad%2F${dice.digits(9)}`,
    () => `FIDO:/${dice.digits(60)}`,
    () => `secret=${key(dice, 16)}`,
    () => `secret key: ${groupsOf(key(dice, 32).toLowerCase(), 4, ' ')}`,
    () => groupsOf(key(dice, 16).toLowerCase(), 4, ' '),
    () => groupsOf(key(dice, 32), 4, ' '),
    () => groupsOf(key(dice, 16), 4, '-'),
    () => key(dice, 32),
    () => key(dice, 16).toLowerCase(),
  ])()
export const qrTemplates = [
  '{}',
  'the QR code says {}',
  'I scanned it and got {}',
  'Can’t scan image? it gives me {}',
  'it says to type {}',
  'ik scande de QR-code en kreeg {}',
  'in plaats van de QR-code moet ik {} invoeren',
  'sleutel {}',
  'Kan de afbeelding niet scannen, er staat {} onder',
]
