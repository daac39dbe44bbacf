/** What words look like that are passwords or passes, and things that only look so. */
import { oddPairs } from './letters.ts'

const hasLetter = (text: string) => /\p{L}/u.test(text)
const hasDigit = (text: string) => /\d/.test(text)
const strong = /[!@#$%^&*+=?~_]/
const innerStrong = (text: string) => /\S[!@#$%^&*+=?~_]\S/.test(text)
/** Without the signs that stand around it. */
export const bare = (text: string) => text.replace(/^["'“”‘’«»([{<*`]+/u, '').replace(/["'“”‘’«».,;:)\]}>`]+$/u, '')

/** Things that carry figures, such as Windows11 or PC0123. */
const product =
  /^(?:windows|win(?=[-_ ]?\d)|office|outlook|iphone|ipad|ios|android|galaxy|pixel|samsung|teams|exchange|server|sql|sharepoint|[om]365|microsoft|mac(?:os|book)?|chrome|edge|firefox|safari|versie|version|build|task|laptop|desktop|wi-?fi|usb|zaal|kamer|room|lokaal|wave|golf|fase|phase|stap|step|week|gate|floor|covid|xbox|aadsts|caa|error|team|groep|group|klas|afdeling|locatie|gebouw|fido|bluetooth|oauth|top|pagina|page|case|zaak|ticket|scherm|screen|optie|option|regel|line|monitor|printer|sprint|project|release|site|hal|balie|werkplek|iso|nen)s?[-_ ]?[a-z]?\d[\d.,-]{0,12}(?:[a-z]{1,8}\d{0,4})?$|^(?:laptop|desktop)-\w+$/i
const shortProduct = /^(?:v|kb|inc|req|chg|ritm|pc|nb|ws|srv|q|wk|ps|mfa|b2b|e|tls|ipv|web|fy|lt|h)[-_ ]?\d[\d.,-]{0,12}[a-z]?$/i
const isProduct = (token: string): boolean =>
  product.test(token) || shortProduct.test(token) || /^(?:1password|7-?zip|3cx|2fas)$/i.test(token)

function turns(token: string): number {
  return token.match(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})|(?<=\p{Ll})(?=\p{Lu})/gu)?.length ?? 0
}
const kindsOfSign = (token: string) => [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter(kind => kind.test(token)).length

/** A string that nobody types as a word, such as a temporary pass; where a pass is spoken of, less is enough. */
export function looksGenerated(token: string, aboutPass: boolean): boolean {
  if (token.length < 8 || token.length > 64 || /[\\/]|^#|\p{L}{2}:|^\(.*\)$/u.test(token) || isProduct(token)) return false
  if (/^[a-z][\w.+-]*@[a-z]{4,}$/.test(token)) return false
  const odd = hasLetter(token) && hasDigit(token)
  if (odd && innerStrong(token)) return true
  if (kindsOfSign(token) >= 4 && /[^\p{L}\d.,:-]/u.test(token)) return true
  if (kindsOfSign(token) >= 4 && turns(token) >= 2 && token.length <= 16) return true
  const bothCases = /\p{Lu}/u.test(token) && /\p{Ll}/u.test(token)
  if (aboutPass && odd && bothCases) return !/^\p{Lu}?\p{Ll}+\d+$/u.test(token)
  const uneven = /\p{Lu}{3}\p{Ll}|\p{Ll}\p{Lu}{2}/u.test(token) ? 1 : 0
  if (odd && bothCases && turns(token) + oddPairs(token) + uneven >= 3) return true
  return odd && turns(token) >= 4
}

/** "Welkom01!", "Summer2026#": a word, figures and a sign. */
const wordFiguresSign = /^\p{L}{3,24}[-_.]?\d{1,6}[!@#$%^&*+=?~]{1,4}$/u
const signs = (token: string) => /[!@#$%^&*+=~]{1,4}$/.test(token)
/** Alone (`only`) less is enough than in a sentence. */
export function looksChosen(token: string, only: boolean): boolean {
  if (isProduct(token) || token.startsWith('#') || token.startsWith('@')) return false
  if (wordFiguresSign.test(token)) return only || signs(token)
  if (only && /^(?!code|pin|otp|sms)\p{L}{4,24}\d{2,6}$/iu.test(token)) return true
  return (
    only && token.length >= 6 && token.length <= 64 && hasLetter(token) && hasDigit(token) && strong.test(token) && !/[\\/]/.test(token)
  )
}

/** What may be a password where one is spoken of. */
export const secretish = (token: string) =>
  token.length >= 4 &&
  token.length <= 64 &&
  !isProduct(token) &&
  ((hasLetter(token) && (hasDigit(token) || /[!@#$%^&*+=~_]\S|\S[@#$%^&*+=~_]/u.test(token))) ||
    (hasDigit(token) && strong.test(token)) ||
    turns(token) >= 3)

const word = '\\p{L}{2,20}(?:[-_.@]\\p{L}{2,20}){0,2}'
/** A word or a few, with figures behind them: "Summer2026", "Lente-Koffie-41!". */
const chosen = new RegExp(`^(?=.*\\p{L}{3})${word}[-_.@#]?\\d{2,4}[!@#$%^&*?]{0,3}$`, 'u')
export const isChosen = (token = ''): boolean =>
  (chosen.test(token) && !isProduct(token)) ||
  (secretish(token) && hasDigit(token) && (innerStrong(token) || (/^[\p{L}\d]{6,}$/u.test(token) && turns(token) >= 2)))
export const startsWithCapital = (token: string): boolean => /^\p{Lu}\p{Ll}{2}/u.test(token)
