/**
 * Recognises what nobody should type to a bot: one-time codes, the number on a sign-in screen, passwords, passes and phone numbers.
 * Harmless numbers (cases, dates, times, prices, versions, error codes) are taken out first, so that they are not mistaken for secrets.
 */
export type Secret = 'code' | 'password' | 'phone'

const label =
  'case|zaak|ticket|incident|inc|error|err|fout\\w*|melding|aadsts|status|order|bestel\\w*|invoice|factuur|staff|personeels\\w*|' +
  'employee|medewerker\\w*|badge|room|kamer|serial|serie\\w*|build|version|versie|kb|article|artikel|postcode|zip|step|stap|page|pagina'
const month = 'jan\\w*|feb\\w*|mrt|maart|mar\\w*|apr\\w*|mei|may|jun\\w*|jul\\w*|aug\\w*|sep\\w*|okt\\w*|oct\\w*|nov\\w*|dec\\w*'

const harmless = [
  /https?:\/\/\S+|www\.\S+/gi,
  /[\w.+-]+@[\w-]+\.[\w.-]+/g,
  /#\d{1,8}\b/g,
  /\b(?:AADSTS|KB|INC|REQ|CHG|0x)[\da-f]+\b/gi,
  new RegExp(`\\b(?:${label})(?:[ -]?(?:code|nummer|number|nr\\.?|no\\.?|id))?\\s*(?:is|was|:|#|=|-)?\\s*#?\\d[\\d.]*`, 'gi'),
  /\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}\b|\b(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b/g,
  new RegExp(`\\b\\d{1,2}(?:e|st|nd|rd|th)?\\s+(?:${month})\\b(?:\\s+\\d{4})?|\\b(?:${month})\\s+\\d{1,2}(?:,?\\s+\\d{4})?\\b`, 'gi'),
  /\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:uur|u|am|pm|h)?\b/gi,
  /(?:€|\$|£|eur|usd)\s*\d[\d., ]*\d?|\b\d[\d., ]*\s*(?:euro|eur|dollar|cent|%|procent|percent)(?!\w)/gi,
  /\b(?:ios|android|windows|win|macos|iphone|galaxy|pixel|office|outlook|teams)\s*\d+(?:\.\d+)*/gi,
  /\b\d+(?:\.\d+){2,}\b/g,
  /\b\d+\s*(?:x|keer|times|minuten|minutes|min|uur|hours?|dagen|days?|weken|weeks?|mensen|people|mb|gb|kb)\b/gi,
]

/** Error numbers of Entra that are as long as a code. */
const errorNumbers = new Set([
  '500121',
  '500011',
  '500133',
  '500014',
  '530002',
  '530003',
  '530031',
  '530032',
  '530034',
  '700016',
  '700082',
  '7000215',
  '7000218',
  '900144',
  '135010',
])

const passwordWord =
  '(?:wachtwoord|paswoord|password|passwd|pwd|passcode|passphrase|pass|toegangspas|toegangscode|tap|herstelcode|recovery code|backup code)'
const passwordIs = new RegExp(`\\b${passwordWord}\\b["'”’]?\\s*(?:(?:is|was|:|=|->)\\s*)+["'“”‘’]?(\\S+)(.*)`, 'iu')
const passwordThen = new RegExp(`\\b${passwordWord}\\b\\s+["'“”‘’]?(\\S{6,})`, 'giu')
/** What people say about a password without saying the password. */
const aboutIt =
  /^(?:not|niet|no|geen|wrong|fout|verkeerd|expired|verlopen|forgotten|vergeten|lost|kwijt|weg|gone|changed|veranderd|gewijzigd|old|oud|new|nieuw|correct|juist|goed|ok|okay|right|required|nodig|vereist|refused|geweigerd|incorrect|onjuist|locked|geblokkeerd|too|te|also|ook|a|an|een|the|het|de|my|mijn|still|nog|always|altijd|reset|hetzelfde|same|secret|geheim|ongeldig|invalid|needed|what|wat|in|on|op|aan|bekend|known|stolen|gestolen|leaked|gelekt|safe|veilig|weak|zwak|strong|sterk|now|nu|already|al|about|being|gehackt|hacked|expiring|working|klaar|done|easy|makkelijk|lang|long|kort|short)$/i

const hasLetter = (text: string) => /\p{L}/u.test(text)
const hasDigit = (text: string) => /\d/.test(text)
const innerSymbol = (text: string) => /\S[!@#$%^&*+=?~_]\S/.test(text)
const trim = (text: string) => text.replace(/["'“”‘’.,;:)]+$/u, '')

/** A string that nobody types as a word: letters with digits and symbols in between, or letters and digits in quick turns. */
function looksGenerated(token: string): boolean {
  if (token.length < 8 || token.length > 64 || /[/\\]/.test(token)) return false
  if (innerSymbol(token) && hasLetter(token) && hasDigit(token)) return true
  const turns = token.match(/(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/gu)?.length ?? 0
  return turns >= 3 && /\p{Ll}/u.test(token) && /\p{Lu}/u.test(token)
}

function saysPassword(text: string): boolean {
  const said = passwordIs.exec(text)
  if (said) {
    const value = trim(said[1] ?? '')
    const alone = !/\p{L}/u.test(said[2] ?? '')
    if (value.length >= 4 && (hasDigit(value) || /[!@#$%^&*+=~]/.test(value))) return true
    if (alone && value.length >= 4 && !aboutIt.test(value)) return true
  }
  for (const [, value] of text.matchAll(passwordThen)) {
    if (value && hasLetter(value) && hasDigit(value)) return true
  }
  const tokens = text.split(/\s+/).map(trim)
  if (tokens.some(looksGenerated)) return true
  const only = tokens.length === 1 ? (tokens[0] ?? '') : ''
  return only.length >= 6 && hasLetter(only) && hasDigit(only) && /[!@#$%^&*+=?~]/.test(only)
}

const phone =
  /(?<![\w#.])(?:(?:\+|\b00)\s?\d(?:[\s().-]{0,2}\d){7,13}|\(?0[1-9](?:[\s().-]{0,2}\d){7,9}|\(?[2-9]\d{2}\)?[\s.-]\d{3}[\s.-]\d{4})(?!\d)/

const digits = /(?<![\w#.,])(\d{3}[ -]\d{3,4}|\d{4} \d{4}|\d{6,8})(?![\w-]|[.,]\d)/g
const shortCode =
  /\b(?:code|pin|pincode|pin code|otp|tan|sms-?code|verificatiecode|verification code)\b["'”’]?\s*(?:is|was|:|=|van|luidt)?\s*["'“‘]?\d{4}\b/i
const screenNumber =
  /\b(?:number|getal|nummer|cijfers?|digits?|code)\b[^.!?\d]{0,45}\b(?:is|was|:|=|says?|shows?|zegt|toont|staat|stond|van)\s*["'“‘]?\d{2}\b(?!\s*\p{L}{3,})/iu
const screenShows =
  /\b(?:screen|scherm|computer|laptop|app|page|pagina)\b[^.!?\d]{0,30}\b(?:is|says?|shows?|staat|stond|zegt|toont|geeft)\b[^.!?\d]{0,20}\b\d{2}\b(?!\s*\p{L}{3,})/iu
const seesNumber =
  /\b(?:getal|number|cijfers)\s*:?\s*["'“‘]?\d{2}\b(?!\s*\p{L}{3,})|\b\d{2}\b[^.!?\d]{0,15}\b(?:on|op)\s+(?:my|the|mijn|het|m'n)\s+(?:screen|scherm)/iu

function saysCode(text: string): boolean {
  if (/^\D{0,3}\d{2}\D{0,3}$/.test(text.trim())) return true
  if (shortCode.test(text) || screenNumber.test(text) || screenShows.test(text) || seesNumber.test(text)) return true
  return [...text.matchAll(digits)].some(([, found]) => !errorNumbers.has(found?.replace(/\D/g, '') ?? ''))
}

/**
 * Says what kind of secret a typed text seems to contain, or `null`. For `staff` (admins and agents) phone numbers are no secret,
 * because they write the number of the helpdesk.
 */
export function looksSecret(text: string, writer: 'employee' | 'staff' = 'employee'): Secret | null {
  const left = harmless.reduce((kept, pattern) => kept.replace(pattern, ' … '), text)
  if (saysPassword(left)) return 'password'
  if (phone.test(left) && writer === 'employee') return 'phone'
  const withoutPhones = left.replace(new RegExp(phone, 'g'), ' … ')
  return saysCode(withoutPhones) ? 'code' : null
}
