/**
 * The two figures on a sign-in screen: "47", "it says 47", "dat ik 47 moest intikken". Two figures stand in many a sentence, so that
 * the words on both sides decide: what is behind them must not be something counted, what is before them must be somebody who reads,
 * types or says a number.
 */

const set = (words: string): Set<string> => new Set(words.split(' '))

const numbers = set(
  'number numbers getal getalletje nummer nummertje nr no cijfer cijfers cijfertjes digit digits figure figures code 2fa mfa',
)
const screens = set(
  'screen scherm schermpje computer laptop pc app page pagina authenticator site website window venster popup monitor teams outlook ' +
    'melding notification prompt telefoon phone gsm iphone toestel tablet microsoft display beeld box vak vakje veld field',
)
const pronouns = set("it that this het dat dit er hier daar here there it's its that's 't")
const subjects = set('he she it hij ie ze zij er het that this dat dit je jij u ik we wij you i')
const copulas = set("is was are were zijn wordt werd luidt luidde it's its that's 't")
const saying = set(
  'says say said shows show showing showed displays display displayed reads read zegt zei toont toonde geeft gaf staat stond verschijnt ' +
    'verscheen appears appeared komt kwam comes came zie zag lees see saw told tell vertelde verteld meldde',
)
const typing = set(
  'type types typed enter entered press pressed tap tapped put pick picked choose chose key keyed fill filled select selected use used ' +
    'typ typte tik tikte toets toetste vul vulde voer voerde geef kies koos druk drukte gebruik gebruikte send sent stuur stuurde gave invoeren intypen invullen',
)
/** Whoever has or wants something may have or want anything. */
const having = set('have had has got get heb had heeft kreeg krijg wants want wanted wil wilde wou asks ask asked')
const endings = set(
  'typen vullen voeren toetsen tikken geven drukken kiezen intypen invullen invoeren intoetsen intikken ingeven indrukken typ typte getypt ' +
    'gevuld gevoerd getoetst getikt gegeven gedrukt gekozen ingetypt ingevuld ingevoerd ingetoetst ingetikt ingegeven ingedrukt invul intyp invoer ingeef intik doorgegeven verteld gezegd',
)
const auxiliaries = set('moet moest moeten kan kon mag zou ga had heb heeft hebben worden werd te')

const fillers = set(
  'now nu just net dus so then dan weer again eerst first alleen only ook also toch wel still nog steeds a een the het de number getal ' +
    'nummer up me mij eens even maybe misschien denk think i ik volgens steeds op in him her hem haar them hun match matching',
)
/** Words that open a new thought: behind two figures they count nothing. */
const opening = set(
  'on op in at and en but maar or of now nu then dan what wat is are for voor bij it er staat stond staan here hier there daar again weer ' +
    "opnieuw not niet no nee yes ja to te this deze dit that die dat which the de het my mijn m'n right correct goed klopt zegt says said " +
    'shows should moet kan can please aub alsjeblieft alstublieft thanks thank dank bedankt do doe i ik you u je jij he hij she ze they we ' +
    'wij so dus if als when wanneer volgens according denk think ofzo toch zo just net maybe misschien only alleen verder still nog steeds ' +
    'met with from because want omdat ok oke okay hoor eens even xx lol haha btw like zoals appears verschijnt kreeg krijg got get heb have ' +
    "had zie see was were doesnt doesn't does won't doet werkt works wil zou will after na before voordat voor who wie why waarom how hoe " +
    'where waar trouwens anyway instead underneath eronder both allebei also ook first eerst until tot always altijd came kwam appeared zijn be',
)
const determiners = set("the my your his her this that de het mijn m'n mn je jouw zijn haar deze dit")
/** Numbers that people have, live at, sit in and travel with. */
const elsewhere =
  /(?<!\p{L})(?:live|living|woon|wonen|woont|house|huis\p{L}*|bus|tram|train|trein|room|kamer|locker|kluisje|street|straat|floor|verdieping|seat|stoel|platform|spoor|years? old|leeftijd|aantal|number of)(?!\p{L})/iu
const aboutSignIn =
  /(?<!\p{L})(?:numbers?|getal\p{L}*|nummer\p{L}*|cijfers?|authenticator|approv\p{L}*|goedkeur\p{L}*|goedgekeurd|screen|scherm(?:pje|en)?|tap(?:ped)?|getikt|tik|toets|press\p{L}*|type\p{L}*|typ|getypt|enter\p{L}*|declin\p{L}*|denied|geweigerd|prompt|pop-?up|melding|sign\p{L}*|login|inlog\p{L}*|aanmeld\p{L}*|app|ingevoerd|ingevuld|mfa|2fa)(?!\p{L})/iu

const figure = /(?<!\d[.,:/-])(?<![\p{L}\d#€$£/-])\d ?\d(?![\p{L}\d%°€$£]|[.,:/-]\d|-\p{L}|\s?[%°€$£])/gu
const pieces = /\p{L}[\p{L}\d'’]*|\d[\p{L}\d]*|[^\s\p{L}\d]|\n/gu
const reach = 120

interface Place {
  /** Backwards from the figures, in their sentence. */
  before: string[]
  after: string[]
  isAboutSignIn: boolean
}

const isWord = (piece = ''): boolean => /^\p{L}/u.test(piece)
const isQuote = (piece: string): boolean => /^["'“”‘’*)\]]$/.test(piece)

function piecesOf(text: string): string[] {
  return (text.toLowerCase().replaceAll('’', "'").match(pieces) ?? []).filter(piece => !isQuote(piece))
}

function placeOf(text: string, begin: number, end: number, isAboutSignIn: boolean): Place {
  const left = text.slice(Math.max(0, begin - reach), begin).split(/[.!?](?=\s)/)
  const before = piecesOf(left.at(-1) ?? '').reverse()
  return { before, after: piecesOf(text.slice(end, end + reach)), isAboutSignIn }
}

/** "12 colleagues", "12 of us", "12 in my team": so many of something. */
function counts({ after }: Place): boolean {
  const [next = '', second = '', third = ''] = after
  if (!isWord(next)) return /^\d/.test(next)
  if (next === 'van') return !screens.has(third)
  if (next === 'of') return /^(?:us|the|them|my|our|you)$/.test(second)
  if (next === 'in' || next === 'on' || next === 'op') {
    const where = determiners.has(second) ? third : second
    return isWord(where) && !opening.has(where) && !screens.has(where)
  }
  return !opening.has(next) && !endings.has(next) && !auxiliaries.has(next) && !saying.has(next)
}

/** "47 on my screen", "47 staat er", "47 moest intikken". */
function isShownOrTyped({ before, after }: Place): boolean {
  const verb = after.find(word => !auxiliaries.has(word)) ?? ''
  const [next = '', second = '', third = ''] = after
  const onScreen = /^(?:on|op|in)$/.test(next) && (screens.has(second) || screens.has(third))
  const shown =
    saying.has(next) ||
    (subjects.has(next) && saying.has(second)) ||
    (next === 'is' && (saying.has(second) || /^(?:the|het|what|wat|my|mijn)$/.test(second)))
  const isMoment = /^(?:om|at|tot|until|sinds|since|to|van|from|bus|lijn)$/.test(before[0] ?? '')
  return !isMoment && (onScreen || shown || endings.has(verb))
}

/** What is said before the figures, when it leads to a number on a screen. */
function leads({ before, after, isAboutSignIn }: Place): boolean {
  const from = before.findIndex(piece => !fillers.has(piece))
  const [first = '', ...further] = from < 0 ? [] : before.slice(from)
  const skipped = from < 0 ? before : before.slice(0, from)
  const clause = further.slice(0, 12)
  if (skipped.some(piece => numbers.has(piece)) || numbers.has(first)) return true
  if (copulas.has(first)) {
    const asked = further.length === 0 && /^(?:right|correct|goed|juist|the|de|het|it|dat|that)$/.test(after[0] ?? '')
    return asked || [first, ...skipped, ...clause].some(piece => pronouns.has(piece) || numbers.has(piece) || screens.has(piece))
  }
  if (auxiliaries.has(first)) return skipped.some(piece => pronouns.has(piece))
  if (saying.has(first) || typing.has(first)) return true
  // "Zei hij 47", "zegt de app 47".
  if (subjects.has(first) || screens.has(first)) {
    const verb = clause.find(piece => !determiners.has(piece)) ?? ''
    return saying.has(verb) || (copulas.has(verb) && pronouns.has(first)) || (having.has(verb) && isAboutSignIn)
  }
  if (having.has(first)) return isAboutSignIn
  if (first === 'om' || first === 'for') return /^(?:asks?|asked|vraagt|vroeg)$/.test(further[0] ?? '')
  if (first === ':' || first === '=') return clause.slice(0, 4).some(piece => numbers.has(piece) || screens.has(piece) || saying.has(piece))
  const opens =
    first === '' || /^(?:[,;(\n–-]|and|en|or|but|maar|so|dus|ok|yes|ja)$/.test(first) || (first === 'of' && /^\d/.test(further[0] ?? ''))
  // "Yes 47."
  if (/^(?:yes|ja|ok)$/.test(first) && further.length === 0 && /^[.!,]$/.test(after[0] ?? '')) return true
  return opens && isAboutSignIn && !/^(?:of|van|in|at|with|met|for|voor)$/.test(after[0] ?? '')
}

const smallTalk = set(
  "it's it is the het getal number nummer nr no code ok okay oke oké yes yep ja jep nee hi hoi hey hallo hello thanks thank you thx dank je " +
    'bedankt please pls aub denk ik i think volgens mij mijn my een a en and of or dan then now nu dus so eh uh um hm that dat dit this ' +
    'screen scherm op on one says zegt staat er daar hier here there toch zo weer again sorry answer antwoord first eerst wait wacht to me ' +
    "was wel hè he hij app said maar but niet not eens even super great right klopt goed correct m'n mn de laatste last nieuwe new " +
    'alstublieft alsjeblieft got see zie seeing krijg kreeg heb have xx mfa 2fa cijfer cijfers twee two its t trouwens btw',
)

/** A short text that holds two figures and next to nothing else. */
function isBare(text: string): boolean {
  if (text.length > 80 || text.includes('…') || /\d.*\d.*\d/s.test(text) || /\d[\p{L}+]|\p{L}\d/u.test(text)) return false
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}']+/gu) ?? []
  return words.length <= 6 && words.every(word => smallTalk.has(word))
}

/** A page that was copied whole: the two figures stand on a line of their own. */
const ownLine = /(?:^|\n)[ ]{0,8}\d ?\d[ ]{0,8}(?:\n|$)/
const signInPage =
  /(?<!\p{L})(?:number shown|weergegeven getal|getal dat wordt weergegeven|authenticator|approve (?:the )?sign|aanmeldingsaanvraag|number on|getal op)(?!\p{L})/iu

/** `text` is without its harmless numbers. */
export function saysScreenNumber(text: string): boolean {
  const found = [...text.matchAll(figure)]
  if (found.length === 0) return false
  if (isBare(text.trim()) || (ownLine.test(text) && signInPage.test(text))) return true
  if (elsewhere.test(text)) return false
  const isAboutSignIn = aboutSignIn.test(text)
  return found.some(({ index, 0: { length } }) => {
    const place = placeOf(text, index, index + length, isAboutSignIn)
    return !counts(place) && (leads(place) || isShownOrTyped(place))
  })
}
