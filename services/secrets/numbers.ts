/** One-time codes, phone numbers, PINs and the number on a sign-in screen, in a text whose harmless numbers are gone. */

/** What people put between the parts of one number. */
const joint = '(?:[ ]{0,2}[-–—.,/_|;:\'"*•·~()+][-.)( ]{0,2}| {1,3})'
const run = new RegExp(`[+(]{0,2}\\d{1,80}(?:${joint}\\d{1,80}){0,60}`, 'g')
/** "482 then 913"; "482 and 913" only where the text is about a code. */
const inTurn =
  /(?<![\d\p{L}])(\d{1,4})(?:,? ?(?:en dan|en daarna|daarna|gevolgd door|dan|and then|then|followed by|streepje|dash|spatie|space|punt|dot|komma|\.{2,3}) )(?=\d{1,4}(?![\d\p{L}]))/giu
const together = /(?<![\d\p{L}])(\d{3,4})(?: (?:en|and|min) | ?\n ?)(?=\d{3,4}(?![\d\p{L}]))/giu
const aboutCode =
  /(?<!\p{L})(?:\p{L}{0,14}codes?|otp|pin|tan|sms|cijfers?|digits?|getal(?:len)?|numbers?|nummers?|authenticator|verificati\p{L}{0,4}|app)(?!\p{L})/iu
/** Letters that may stand against a code because a space was forgotten. */
const stuck =
  /^(?:code|pin|pincode|otp|sms|is|it|its|en|and|de|the|nummer|number|getal|nr|van|in|op|hier|here|nu|now|dank|thanks|thx|ok|dus|so|was|zegt|says|mijn|my)$/i

export type NumberKind = 'code' | 'phone' | 'pass'

const digitsOf = (text: string): string => text.replace(/\D/g, '')
const years = (group: string): boolean => /^(?:19|20)\d{2}$/.test(group)
const same = (groups: string[]): boolean => groups.every(group => group.length === groups[0]?.length)
const rising = (groups: string[]): boolean => groups.every((group, index) => Number(group) === index + 1)

const phoneBegins = /^\(?(?:\+|0|\d{3}\))/

/** Numbers in a row that belong to each other: not "30, 14, 7, 3" or "1, 2, 3, 4, 5, 6, 7". */
function isOneNumber(found: string, groups: string[]): boolean {
  if (groups.length === 1) return true
  const halves = groups.length === 2 && groups.every(group => group.length === 3 || group.length === 4)
  if (/,/.test(found) && ((!same(groups) && !halves) || rising(groups))) return false
  if (groups.length > 4 && !same(groups) && !phoneBegins.test(found) && !groups.every(group => group.length <= 2)) return false
  if (groups.every(years)) return false
  return !(groups.some(years) && groups.every(group => years(group) || group.length <= 2) && groups.length === 2)
}

const shapes = new Set([
  '3-3-4',
  '1-3-3-4',
  '3-3-3',
  '3-7',
  '3-4-4',
  '2-9',
  '2-1-8',
  '2-3-2-2-2',
  '2-2-3-4',
  '4-6',
  '5-6',
  '3-2-2-2',
  '1-8',
  '2-3-6',
])

function longKind(found: string, groups: string[], text: string): NumberKind | null {
  const [only = ''] = groups
  if (groups.length === 1) return only.length > 15 ? 'pass' : 'phone'
  const total = groups.join('').length
  if (total >= 16) return groups.length >= 3 && Math.max(...groups.map(group => group.length)) >= 4 ? 'pass' : null
  const shape = groups.map(group => group.length).join('-')
  return phoneBegins.test(found) || shapes.has(shape) || aboutCode.test(text) || /^(?:31|32|44|49|33|1)$/.test(only) ? 'phone' : null
}

const freeNumber = /^0[89]0\d/

function kindOf(found: string, text: string): NumberKind | null {
  const groups = found.match(/\d+/g) ?? []
  const total = groups.join('').length
  if (total < 6 || !isOneNumber(found, groups)) return null
  if (total > 8) return longKind(found, groups, text)
  if (freeNumber.test(groups.join('')) && total === 8) return 'phone'
  return found.startsWith('+') ? 'phone' : 'code'
}

/** A name with figures, such as INC0012345 or PC482913, is no number; "code482913" is one. */
function trimmed(found: RegExpExecArray, text: string): string {
  const begin = found.index
  const end = begin + found[0].length
  const before = /\p{L}{1,12}$|\p{L}{2,12}-$/u.exec(text.slice(Math.max(0, begin - 13), begin))?.[0]?.replace('-', '') ?? ''
  const after = /^\p{L}{1,12}/u.exec(text.slice(end, end + 13))?.[0] ?? ''
  let kept = found[0]
  if (before && !stuck.test(before)) kept = kept.replace(/^\D*\d+/, '')
  if (after && !stuck.test(after)) kept = kept.replace(/\d+\D*$/, '')
  return kept
}

const letters = /(?<![\p{L}\d])(?=[\dOoIl]{6,8}(?![\p{L}\d]))(?=(?:\D{0,3}\d){4})[\dOoIl]{6,8}/gu
const likeDigits = (text: string): string => text.replace(letters, found => found.replace(/[Oo]/g, '0').replace(/[Il]/g, '1'))

/** What the numbers of a text are, the worst first. */
export function numberKinds(given: string): Set<NumberKind> {
  const kinds = new Set<NumberKind>()
  if (!/\d/.test(given) && !/[OoIl]/.test(given)) return kinds
  const text = likeDigits(given)
  const turned = text.replace(inTurn, '$1 ')
  const joined = aboutCode.test(text) ? turned.replace(together, '$1 ') : turned
  for (const found of joined.matchAll(run)) {
    const kind = kindOf(trimmed(found, joined), joined)
    if (kind) kinds.add(kind)
  }
  return kinds
}

/** Codes to sign in or to confirm with; of other codes, such as "urencode 4410", Dutch makes one word and English two. */
const codeWord =
  '(?:(?<!(?:zip|area|country|error|status|exit|dress|qr|source|bar|discount|event|stop|time|shift|reason|team|project|cost|department|budget|product|item|colou?r|room|group|course|class|batch|location|site|store|article|tax|sort|job|post|land|was|kortings|fout)[ -])' +
  '(?:pass|pin|sms|toegangs|verificatie|beveiligings|bevestigings|inlog|login|controle|activatie|herstel|nood|back-?up|reserve|tan|mfa|2fa|otp|auth\\p{L}{0,10}|security|verification|verify|access|confirmation|activation|digi|respons|[\\p{L}\\d]{2,14}-)?code)'
const pin = new RegExp(
  `(?<!\\p{L})(?:${codeWord}|pin(?: ?(?:code|nummer|number))?|otp|tan|security answer)(?!\\p{L})["'”’]?\\s{0,2}(?:(?:is|was|:|=|luidt|van|dus|nu|now|op mijn scherm|on my screen)\\s{0,2}){0,3}["'“‘#]?(\\d[ .-]?\\d[ .-]?\\d[ .-]?\\d[ .-]?\\d?)(?![\\d.,]?\\d)(?!\\p{L})`,
  'iu',
)
const pinAfter = /(?<![\p{L}\d.,-])\d{4}\s(?:is|was)\s(?:my|mijn|the|de|het)\s(?:pin|pincode|code|sms-?code|otp)(?!\p{L})/iu
/** "De code die ik kreeg is 4821", "the pin of my key is 4821"; a year is none. */
const pinFurtherOn = new RegExp(
  `(?<!\\p{L})(?:${codeWord}|pin|otp)(?: [\\p{L}'’]{1,14}){1,6}(?: is| was| =|:|,| \\() ?(?!(?:19|20)\\d\\d)\\d{4}(?![\\d\\p{L}]|[.,:/%-]\\d| \\p{L})`,
  'iu',
)
const entraLike = /^(?:5\d{4}|6[5-8]\d{3}|7\d{4}|9\d{4}|1[36]\d{3})$/

/** Of an error somebody says "code 50199", of what was sent to them "my code". */
const whose = /(?<!\p{L})(?:my|your|mijn|je|jouw|uw)\s(?:[\p{L}\d-]{1,20}[ -])?\p{L}{0,14}-?code(?!\p{L})/iu

/** "Your code is X7K9P2": capitals and figures, unless it is the code of an error. */
const letterCode =
  /(?<!\p{L})(?:(?:my|your|mijn|je|uw|the|de|verification|verificatie|security|beveiligings|log-?in|inlog|sms|one-time|eenmalige|toegangs|access|activation|activatie)[ -]?code|^code)(?:\s(?:is|was)|\s?[:=])?\s{1,2}["'“‘]?(?!CAA|AAD|KB|INC)(?=[A-Z\d]{0,9}\d)(?=\d{0,9}[A-Z])[A-Z\d]{5,10}(?![\w-])/u
const aboutError = /error|fout|fault|stop ?code|crash/i

/** A PIN: four or five figures that are called a code. */
export function saysPin(text: string): boolean {
  const said = digitsOf(pin.exec(text)?.[1] ?? '')
  return (
    (said.length >= 4 && (!entraLike.test(said) || whose.test(text))) ||
    pinAfter.test(text) ||
    pinFurtherOn.test(text) ||
    (letterCode.test(text) && !aboutError.test(text))
  )
}
