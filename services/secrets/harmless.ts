/**
 * Numbers that are no secret: cases, dates, times, prices, amounts, addresses, accounts, versions, error codes, devices. They are taken
 * out before anything is looked for. Every pattern is bounded, so that a long text costs no more than its length.
 */
import { isErrorNumber } from '../entra-errors.ts'

/** A number ends here, and is not the first part of a longer one ("#482 913"). */
const ends = '(?![\\d]|[ .,-]\\d)'

const month =
  '(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|june?|juni|july?|juli|aug(?:ust(?:us)?)?|' +
  'sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

/** What stands before a number that names a thing: "order 4500123456". */
const things =
  'case|zaak|ticket|incident|inc|order|bestelling|purchase order|po|invoice|factuur|reference|referentie|ref|kenmerk|dossier|contract|' +
  'polis|debiteur|asset|inventaris|serial|serie|build|kb|article|artikel|track(?:ing)?|track (?:&|and|en) trace|pakket|zending|parcel|' +
  'barcode|isbn|imei|registered(?: in \\p{L}{3,20})?|registration|company|kvk|btw|vat|bsn|project|kostenplaats|cost cent(?:er|re)|badge|room|kamer|lokaal|zaal|postbus|po box|error|err|foutcode|' +
  'foutmelding|kenteken|licen[cs]e plate|meter|boeking|booking|reservering|reservation|flight|vlucht|receipt|printer'
/** Of these only a number that is called one: a person or a request may well stand before a secret. */
const numbered =
  'personeels?|personnel|staff|employee|medewerkers?|werknemers?|student(?:en)?|leerling|klant(?:en)?|customer|client|melding(?:en)?s?|fout|change|' +
  'request|verzoek|aanvraag|bestel|order|serie|policy|laptop|pc|machine|pas|phone serial|servicedesk|call|wijzigings?|event|bon|' +
  'inventaris|asset|device serial|account|kamer|zaak|case|ticket|factuur|polis|dossier|incident|stam|pers|rijksregister|ondernemings|' +
  'lidmaatschaps|membership|abonnee|relatie|project|vestigings?|filiaal|winkel|store|branch|kassa|product|model|artikel|volg|' +
  'registratie|registration|inschrijvings|zending|batch|chassis|lokaal|locatie|afdelings?|spoor|trein|vlucht|bus'
const number = '(?:nummers?|numbers?|nr\\.?|no\\.?|num|id)'
const filler = '(?:\\s{0,2}(?:is|was|:|=|#|-|met|with|van|of|the|het|my|mijn|under|onder|denk ik|i think))'
/** Not a phone number. */
const figure = '(?!0\\d{9}|\\+|00\\d{9})[a-z]{0,4}\\d(?:[.\\-/]?[\\da-z]){0,24}'
const anyFigure = '(?!0\\d{9}|\\+|00\\d{9})(?=[a-z]{0,10}\\d)[a-z\\d](?:[.\\-/]?[\\da-z]){0,24}'
const own = '(?:(?:my|mijn|the|het|de|our|ons|onze|a|een) )?'

/** Dutch makes one word of it; these are numbers to call, or to sign in with. */
const toCall =
  'telefoon|tel|mobiel|mobiele|gsm|pin|tan|controle|verificatie|beveiligings|bel|privé|prive|thuis|vast|vaste|doorkies|whatsapp|sms|nood|contact|code|inlog|scherm|toegangs|activatie|werk|oud|nieuw'
const labelled = [
  // As offices number what they file: "DPIA 2026-055".
  /(?<![\d\p{L}.,-])[A-Z]{2,8}[ -]20[12]\d-\d{2,5}(?![\d-])/gu,
  new RegExp(`(?<![\\p{L}\\d])(?!(?:${toCall})-?nummer)\\p{L}{3,24}nummer(?=[\\s:=#.-])${filler}{0,3}\\s{0,2}#?${figure}(?! ?\\d)`, 'giu'),
  new RegExp(`(?<![\\p{L}\\d]|\\bin )(?:${things})(?: ?code)?(?:[ -]?${number})?(?=[\\s:=#.-])${filler}{0,3}\\s{0,2}#?${figure}`, 'giu'),
  new RegExp(
    `(?<![\\p{L}\\d])(?:${things}|${numbered})[ -]?${number}(?=[\\s:=#.-])${filler}{0,3}\\s{0,2}#?${anyFigure}(?: \\d{2,4}){0,3}(?![\\d])`,
    'giu',
  ),
  new RegExp(
    `(?<![\\p{L}\\d])#?${figure} (?:is|was|=) ${own}(?:(?:${things})(?: ?code)?|(?:${things}|${numbered})[ -]?${number})(?![\\p{L}])`,
    'giu',
  ),
  // As helpdesks number what they are asked: "melding M 2611 0042", "I2611-204".
  /(?<![\p{L}\d])(?:(?:melding|incident|ticket|zaak|case|call|wijziging|change|topdesk)(?:[ -]?(?:nummer|number|nr\.?))?[\s:#-]{1,3}[A-Z]{1,3} ?|[A-Z])\d{4}[ -]\d{3,5}(?![\d]|[ .,-]\d)/giu,
  new RegExp(
    '(?<![\\p{L}\\d])(?:steps?|stap(?:pen)?|pages?|pagina|version|versie|chapter|hoofdstuk|status|floor|verdieping|extension|toestel|line|' +
      'regel|lijn|bus|tram|gate|vraag|question|option|optie|wave|golf|http|weeks?|wk|section|kanaal|channel|level|niveau|postcode|' +
      'zip(?: code)?|huisnummer|house number|groep|group|gebouw|building|balie|desk|poort|port|slide|dia|dag|day|model|generatie|age|' +
      'leeftijd)\\.?(?:[ -]?(?:nummer|number|nr\\.?|no\\.?))?[\\s:=#-]{1,3}\\d{1,5}(?:[a-z]|(?:\\.\\d{1,6}){1,4})?' +
      `(?:\\s?(?:[/-]|of|or|to|tot|t/m)\\s?\\d{1,5})?${ends}`,
    'giu',
  ),
]

const counted =
  'people|persons?|mensen|personen|users|gebruikers|medewerkers|employees|colleagues|laptops|computers|phones|telefoons|devices|' +
  'apparaten|accounts|licen[cs]es|licenties|emails|e-mails|mails|berichten|messages|pieces|stuks|items|pages|inhabitants|inwoners|' +
  'leden|members|visitors|bezoekers|km|kilometers?|meters?|metres?|m2|kwh|kg|gram|mb|gb|kb|tb|bytes?|pixels?|points|punten|steps|' +
  'stappen|words|woorden|rows|rijen|regels|tickets|zaken|cases|years?|jaar|jaren|months?|maand(?:en)?|students?|studenten|leerlingen|' +
  'klanten|customers|euros?|stores|winkels|locaties|locations|codes|keys|sleutels|minuten|minutes'
const count = '\\d{1,3}(?:[.,]?\\d{3}){0,3}'

const amounts = [
  /(?:€|\$|£|\beur|\busd|\bgbp)\s{0,2}\d(?:[\d., ]{0,15}\d)?(?![a-z\d])/gi,
  /(?<![\d.,\p{L}])\d[\d., ]{0,14}(?:,-)?\s{0,2}(?:euros?|eur|dollars?|cents?|pounds?|pond|%|procent|percent|€|\$|£)(?![\p{L}\d])/giu,
  new RegExp(
    `(?<![\\d.,\\p{L}])${count}(?:\\s?(?:-|–|to|tot|à|of(?: the)?|or|van(?: de)?|out of)\\s?${count})?\\s{1,2}(?:${counted})(?![\\p{L}])`,
    'giu',
  ),
  /(?<![\d.,])\d{1,3}(?:\.\d{3}){2,4}(?!\d|\.\d)|(?<![\d.,])\d{1,3}(?:,\d{3}){2,4}(?!\d|,\d)/g,
  /(?<![\d.,\p{L}])\d{1,5}(?:[.,]\d{1,2})?\s{0,2}(?:x|keer|maal|times|seconden|seconds?|secs?|minuten|minuutjes?|minutes?|min|uren|uur|u|hours?|hrs?|h|dagen|days?|weken|weeks?|graden|degrees|°c?|mb|gb|kb|tb|ghz|mhz|mbps)(?![\p{L}\d])/giu,
  /(?<![\d.,])\d{1,2}[.,]\d{4,7}(?![\d.,])/g,
]

const clock = '(?:[01]?\\d|2[0-4])[.:]?[0-5]\\d'
const fullClock = '(?:(?:[01]\\d|2[0-4])[.:]?[0-5]\\d|\\d[.:][0-5]\\d)'
const isoDate = '(?:19|20)\\d{2}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\\d|3[01])'
const toTheSecond = (joint: string) => `(?:[01]\\d|2[0-3])${joint}[0-5]\\d${joint}[0-5]\\d(?!\\d)`
const moments = [
  new RegExp(`\\b${isoDate}[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,7})?)?(?:Z|[+-]\\d{2}:?\\d{2})?`, 'g'),
  // What cameras and screenshots are called: "20261124 101545", "2026-11-24 at 10.15.45".
  new RegExp(`(?<![\\d.])202\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])[ -]${toTheSecond('')}`, 'g'),
  new RegExp(`(?<!\\p{L})(?:screen ?shot|schermafbeelding|schermopname) ${isoDate}[ -]${toTheSecond('')}`, 'giu'),
  new RegExp(`(?<![\\d.])${isoDate}(?: at | om |[ -])${toTheSecond('[.:]')}`, 'g'),
  new RegExp(`(?<![\\d.])${isoDate}(?!\\d|-\\d)`, 'g'),
  /(?<![\d.,/-])(?:0?[1-9]|[12]\d|3[01])([-/. ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}(?!\d|[-/.]\d)/g,
  /(?<![\d.,/-])(?:0?[1-9]|1[0-2])([-/])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)\d{2}(?!\d|[-/.]\d)/g,
  // Two figures for the year: only of these years, because a code may be typed like this.
  /(?<![\d.,/-])(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|1[0-2])\1(?:2[5-8])(?!\d|[-/.]\d)/g,
  /(?<!\d)202\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<![\p{L}])(?:datum|date|geboren|geboortedatum|born|birthday|deadline|vanaf|since|sinds|until)\s{0,2}(?:is|op|on|:|=)?\s{0,2}(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\d{2}|\d{2})(?!\d)/giu,
  new RegExp(`(?<!\\d)\\d{1,2}(?:e|ste|de|st|nd|rd|th)?[ .-]{1,2}(?:of )?${month}(?!\\p{L})\\.?(?:[ ,'’-]{1,2}\\d{4}(?!\\d))?`, 'giu'),
  new RegExp(`(?<!\\p{L})${month}\\.? (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?!\\d)(?:,? \\d{4}(?!\\d))?`, 'giu'),
  new RegExp(`(?<!\\p{L})${month}\\.? (?:19|20)\\d{2}(?!\\d)`, 'giu'),
  /(?<!\d)(?:19|20)\d{2}\s?(?:[-–/]|tot|to|en|and|t\/m)\s?(?:19|20)\d{2}(?![\d-])|(?<![\d-])(?:19|20)\d{2}[-–/]\d{2}(?![\d-])/gi,
  /(?<!\p{L})(?:between|tussen|from|van)\s\d{1,3}\s(?:and|en|to|tot|t\/m)\s\d{1,3}(?![\d]|[.,:-]\d|\s\d)/giu,
  new RegExp(`(?<![\\d.,\\p{L}])${clock}\\s?(?:-|–|tot|to|till|until)\\s?${clock}\\s?(?:uur|u|h|hrs|am|pm)(?!\\p{L})`, 'giu'),
  new RegExp(
    `(?<!\\p{L})(?:van|tussen|from|between|open|om|at)\\s${fullClock}\\s?(?:-|–|tot|en|to|till|until|and)\\s?${fullClock}(?![\\d-])`,
    'giu',
  ),
  /(?<![\d.:,-])(?:[01]?\d|2[0-4])[.:][0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-4])[.:][0-5]\d(?![\d-]|[.:,]\d)/g,
  /(?<![\d.:,-])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])\s?(?:uur|u|am|pm|h)?(?![\p{L}])/giu,
  /(?<![\d.,-])(?:[01]?\d|2[0-4])\.[0-5]\d(?!\d|[.,-]\d)\s?(?:uur|u|am|pm|h)?(?![\p{L}\d])/giu,
  /(?<![\d.,\p{L}-])(?:[01]?\d|2[0-4])[.:]?(?:[0-5]\d)?\s{0,2}(?:uur|am|pm|a\.m\.|p\.m\.|o['’]?clock|hrs)(?![\p{L}\d])/giu,
]

/** What is left of a number that somebody wants to recognise: its last figures. */
const lastFigures =
  /(?<!\p{L})(?:(?:last|laatste)\s(?:two\s|twee\s|four\s|vier\s|\d\s)?(?:digits|cijfers|numbers|nummers|figures)|(?:ends?|ending|eindigt|eindigend)\s(?:with|in|on|op|met))(?:\s(?:are|is|zijn|op|with))?[\s:,]{1,2}\d{2,4}(?!\d)/giu

const notInitials =
  'is|en|of|op|in|it|to|de|ik|we|je|at|on|or|no|ok|my|me|he|so|as|an|if|by|do|go|up|us|am|be|te|er|al|ja|na|nu|om|uw|ze|zo|hi|mn'
const places = [
  /(?<!\p{L})(?:live|living|woon|woont|wonen)\s(?:at|op|in)\s(?:(?:number|nummer|nr|no)\.?\s)?\d{1,4}(?:\s?[a-z])?(?![\d\p{L}])/giu,
  lastFigures,
  /(?<!\p{L})\p{L}{2,30}(?:straat|laan|weg|plein|gracht|kade|dijk|singel|pad|hof|steeg|markt|street|road|lane|avenue|square|drive)\s\d{1,5}(?:\s?[a-z])?(?![\d\p{L}])(?:\s?-\s?\d{1,4}(?!\d))?/giu,
  /(?<![\d\p{L}]|\d[ .-])[1-9]\d{3}\s?[A-Z]{2}(?![\p{L}\d])/gu,
  new RegExp(`(?<![\\d\\p{L}]|\\d[ .-])[1-9]\\d{3}\\s?(?!(?:${notInitials})(?!\\p{L}))[a-z]{2}(?![\\p{L}\\d])`, 'gu'),
  /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?:\/\d{1,2})?(?!\d|\.\d)/g,
]

const products =
  'ios|ipados|android|windows|win|macos|iphone|ipad|galaxy|pixel|samsung|office|outlook|edge|chrome|firefox|safari|exchange|sharepoint|' +
  'server|redmi|oneplus|fairphone|nokia|xperia|release|firmware|driver|ubuntu|java|word|excel|microsoft|m365|office 365'
const names = [
  /\b(?:https?:\/\/|www\.)[^\s<>]{1,2000}/gi,
  /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,24}(?!\w)/gi,
  /(?<![\w.-])[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,5}\.(?:com|nl|be|net|org|ms|eu|io|uk|de|test|example|local)(?:[/?#][^\s<>]{0,2000})?(?![\w])/gi,
  /(?<![\da-f:])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\da-f:-])/gi,
  /(?<![\w-])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\w-])/gi,
  new RegExp(`(?<![\\w#!?@%^&*+=])#\\d{1,5}${ends}`, 'g'),
  /\b(?:AADSTS|AADB2C)[ :-]{0,2}\d{4,8}\b/gi,
  /\b0x[\da-f]{1,8}\b/gi,
  /(?<![\da-z]|\d[ -])80(?:18|07|09|28)[\da-f]{4}(?![\da-z])/gi,
  /[ ]?\(\d{1,3}\)(?=\.(?:png|jpe?g|pdf|docx?|xlsx?|heic|mp4))/gi,
  // The same error number in tens, as Office writes it, and ids, also without their dashes.
  /(?<=(?:code|error|fout|hresult)\p{L}{0,6}[\s:]{1,3}-?)-?214\d{7}(?!\d)|(?<![\d\p{L}])-214[67]\d{6}(?!\d)/giu,
  /(?<![\w-])(?:[\da-f]{2}-)?[\da-f]{32}(?:[\da-f]{8}|[\da-f]{32}|-[\da-f]{16}(?:-\d\d)?)?(?![\w-])/gi,
  /(?<=(?<!\p{L})(?:\p{L}{2,12}[ -]?)?id[\s:=#]{1,3})(?=[\d-]{0,8}[a-f])(?=[a-f-]{0,8}\d)[\da-f]{4,12}(?:-[\da-f]{2,12}){0,4}(?![\w-])/giu,
  /(?<=(?<!\p{L})(?:firmware|build|model|s\/n|patch(?: level)?)[\s:]{1,2})(?=[a-z]{0,12}\d)[\w./-]{3,30}/giu,
  new RegExp(
    `(?<!\\p{L})(?:${products})[ -]?[a-z]?\\d{1,4}(?:[.,]\\d{1,6}){0,4}${ends}(?:\\s?(?:pro|plus|max|ultra|mini|se|\\d\\dh\\d)(?!\\p{L}))?(?!\\p{L}\\d|\\p{L}{2}|[!@#$%^&*])`,
    'giu',
  ),
]

const dotted = /(?<![\d.\p{L}/-])v?\d{1,5}(?:\.\d{1,6}){2,4}(?!\d|\.\d)/giu
/** "48.29.13" and "4.8.2.9.1.3" are codes in pairs and one by one; "17.4.1" is a version. */
function isVersion(found: string): boolean {
  const parts = found.replace(/^v/i, '').split('.')
  const lengths = parts.map(part => part.length).join('-')
  return lengths !== '3-3-4' && !parts.every(part => part.length === 2) && !(parts.length > 4 && parts.every(part => part.length === 1))
}

const iban =
  /(?<![A-Z\d])(?:AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GR|HR|HU|IE|IT|LT|LU|LV|NL|NO|PL|PT|RO|SE|SI|SK|TR|MA)\d{2}(?: ?[A-Z\d]{2,4}){3,8}(?![A-Z\d])/gi
const wellKnownIban = /(?<![A-Z\d])NL\d{2} ?[A-Z]{4} ?(?:\d ?){9}\d(?!\d)|(?<![A-Z\d])BE\d{2}(?: ?\d{4}){3}(?!\d)/gi
/** The check figures of an account number make the remainder 1. */
function isIban(found: string): boolean {
  const signs = found.replace(/ /g, '')
  if (signs.length < 15 || signs.length > 34) return false
  let rest = 0
  for (const sign of signs.slice(4) + signs.slice(0, 4)) rest = Number(`${rest}${Number.parseInt(sign, 36)}`) % 97
  return rest === 1
}

const gap = ' … '
/** In the middle of a string of signs a number is a part of it: "Orchid$514", "k8x#7u^q". */
const apart = (pattern: RegExp): RegExp =>
  new RegExp(`(?<![a-zA-Z\\d!?@#%^&*+=\u00c0-\u024f])(?:${pattern.source})(?![@#$%^&*+=_]\\S|[!?][\\w@#$%^&*+=])`, pattern.flags)
const patterns = [...labelled, ...moments, ...amounts, ...places].map(apart)
const errorNumber = /(?<![\p{L}\d.,+-]|\d )\d{5,7}(?![\p{L}\d]|[ .,-]\d)/gu

const take = (text: string, all: RegExp[]): string => all.reduce((kept, pattern) => kept.replace(pattern, gap), text)

const file =
  /(?<![\p{L}\d_.()-])[\p{L}\d][\p{L}\d_.()-]{0,200}\.(?:png|jpe?g|gif|heic|pdf|docx?|xlsx?|pptx?|csv|txt|zip|msg|eml|mp4|mov)(?![\p{L}\d])/giu
/** "MFA-guide_v2.1.pdf": the joints of a file's name are none of a password. */
const asWords = (found: string): string => found.replaceAll('_', ' ').replace(/\.(?=[a-z\d]{3,4}$)/i, ' ')

/** The text without addresses, accounts and other names that carry figures. */
export function withoutNames(text: string): string {
  if (!/[\d@.]/.test(text)) return text
  return take(text.replace(file, asWords), names)
    .replace(wellKnownIban, gap)
    .replace(iban, found => (isIban(found) ? gap : found))
}

/** The same without its harmless numbers. */
export function withoutHarmless(text: string): string {
  if (!/\d/.test(text)) return text
  const left = take(text, patterns)
  const withoutVersions = left.replace(dotted, found => (isVersion(found) ? gap : found))
  return withoutVersions.replace(errorNumber, found => (isErrorNumber(found) ? gap : found))
}
