/** What a QR code holds, keys to type instead of scanning, and codes for recovery: strings in groups that nobody says. */
import { isUnspeakable, oddPairs, saysAppPassword } from './letters.ts'

const qr =
  /otpauth(?:-migration)?:|(?<!\p{L})wifi:[^\n]{0,200};p:|phonefactor:|(?<!\p{L})fido:\/|(?<!\p{L})ms-?auth(?:enticator)?:\/\/|mobileappcommunicator|\/pad\/[\w-]{6}|activate_account\?/iu
/** A parameter of an address that opens something. */
const parameter =
  /(?:[?&#]|&amp;)(?:secret|otp|totp|passcode|password|passwd|pwd|token|tap|id_token|access_token)=[^\s&]{4}|[?&]code=(?:\d{6,9}(?!\d)|[\w.-]{20})/i
const secretIs = /(?<![\p{L}])(?:secret|geheime?)(?:[ -]?(?:key|code|sleutel))?\s{0,2}[=:]\s{0,2}(?=\S{0,63}\d)[\w+/=-]{8,64}/iu

const cue =
  /(?<!\p{L})(?:recovery|recover|back-?up\p{L}{0,6}|herstel\p{L}{0,9}|reserve\p{L}{0,8}|noodcodes?|emergency|rescue|secret|geheime?|sleutel|key|bitlocker|scan|qr|setup|set-up|instel\p{L}{0,6}|activatie\p{L}{0,6}|activation|codes?|pass(?:word|code)?|wachtwoord|paswoord)(?!\p{L})/iu
const name =
  /(?<!\p{L})(?:correlat\p{L}{1,4}|request|tenant|object|session|sessie|trace|case|zaak\p{L}{0,7}|ticket\p{L}{0,7}|invoice|factuur\p{L}{0,7}|contract\p{L}{0,7}|incident|timestamp|serial|serie\p{L}{0,7}|licen[cs]\p{L}{1,4}|kenteken|order\p{L}{0,6}|bestel\p{L}{0,8}|device|computer|laptop|desktop|printer|product|asset|track\p{L}{0,4}|vlucht|flight)(?!\p{L})/iu
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

const hasLetter = (text: string) => /[a-z]/i.test(text)
const mixes = (group: string) => hasLetter(group) && /\d/.test(group)
const sameLength = (groups: string[]) => groups.every(group => group.length === groups[0]?.length)
/** Devices and the like also carry dashes. */
const begins = /^(?:desktop|laptop|win|nb|ws|pc|srv|iphone|covid|wi|usb|mfa|sg|grp|group|aad|kb|e|q)$/i

/** "backup03", "FILE06". */
const isName = /^[a-z]{2,}\d{1,4}$/i

function isDashedKey(found: string, cued: boolean): boolean {
  const groups = found.split('-')
  if (begins.test(groups[0] ?? '')) return false
  const mixed = groups.filter(group => mixes(group) && (sameLength(groups) || !isName.test(group))).length
  const odd = groups.filter(group => !/\d/.test(group) && group.length > 2 && isUnspeakable(group)).length
  const inGroups = groups.slice(0, -1).every(group => group.length >= 3 && group.length <= 8)
  if (cued) return inGroups && (mixed >= 1 || odd >= 2) && found.length >= 9
  if (sameLength(groups) && groups.length === 2) return mixed === 2 && (groups[0]?.length ?? 0) >= 4
  return groups.length >= 3 && inGroups && mixed + odd >= 2 && found.length >= 11 && sameLength(groups.slice(1, -1))
}

function saysDashedKey(text: string, cued: boolean, named: boolean): boolean {
  const found = text.matchAll(/(?<![\w-])[a-z\d]{3,12}(?:-[a-z\d]{3,12}){1,8}(?![\w-])/gi)
  for (const [one] of found) {
    const isId = uuid.test(one) && (named || !cued)
    if (!isId && !(named && !cued) && /[\d]|[A-Z]/.test(one) && hasLetter(one) && isDashedKey(one, cued)) return true
  }
  return false
}

/** "jbsw y3dp ehpk 3pxp": four groups of four (or five) that are no words. */
function saysSpacedKey(text: string, cued: boolean): boolean {
  for (const size of [4, 5, 6, 8]) {
    const least = size === 4 ? 4 : 3
    const row = new RegExp(`(?<![\\w])[a-z\\d]{${size}}(?:[ ]{1,2}[a-z\\d]{${size}}){${least - 1},15}(?![\\w])`, 'gi')
    for (const [one] of text.matchAll(row)) {
      const groups = one.split(/ +/)
      const letters = groups.filter(hasLetter).length
      const odd = groups.filter(group => mixes(group) || (hasLetter(group) && isUnspeakable(group))).length
      const shouted = /^[A-Z\d ]+$/.test(one) && cued
      if (letters >= 2 && (odd >= 2 || (odd >= 1 && cued && size === 4) || shouted)) return true
    }
  }
  return false
}

const long = /(?<![\w/.-])[a-z2-7]{16,128}={0,6}(?![\w/.-])/gi
/** A key or a password for an app, in one piece. */
function saysLongKey(text: string, cued: boolean): boolean {
  for (const [one] of text.matchAll(long)) {
    const figures = one.match(/\d/g)?.length ?? 0
    const pairs = oddPairs(one)
    const shouted = one === one.toUpperCase()
    const oneCase = shouted || one === one.toLowerCase()
    const telling = (oneCase && figures >= 1) || (shouted && cued) || (one.length === 16 && one === text.trim())
    if (figures >= 2 || pairs >= 2 || (pairs >= 1 && telling)) return true
  }
  return false
}

const device = /(?<!\p{L})(?:device ?login|device code|apparaatcode)(?!\p{L})/iu
/** "Open microsoft.com/devicelogin and enter the code C7WQ9XPTB". Looked for before addresses are taken out. */
export const saysDeviceCode = (text: string): boolean =>
  device.test(text) && (text.match(/(?<![\w-])[A-Z\d]{8,9}(?![\w-])/g) ?? []).some(one => mixes(one) || isUnspeakable(one))

/** An address or a string that only a QR code holds. Looked for before addresses are taken out. */
export const saysQr = (text: string): boolean => qr.test(text) || parameter.test(text) || secretIs.test(text)

/** What a browser shows to a server instead of a password, and what a YubiKey types when it is touched. */
const token = /(?<![\w-])eyJ[\w-]{10,2000}\.[\w-]{4}|(?<![\w-])[cbdefghijklnrtuv]{40,48}(?![\w-])/

export type KeyKind = 'qr' | 'pass'

/** A key or a recovery code; which of the two is told from the words around it. */
export function keyKind(text: string): KeyKind | null {
  if (token.test(text) || saysAppPassword(text)) return 'pass'
  const cued = cue.test(text)
  const kind = /(?<!\p{L})(?:recover\p{L}{0,4}|back-?up|herstel|reserve|nood|bitlocker)/iu.test(text) ? 'pass' : 'qr'
  if (saysSpacedKey(text, cued) || saysLongKey(text, cued)) return kind
  return saysDashedKey(text, cued, name.test(text)) ? 'pass' : null
}
