/** Passwords and temporary passes: said ("my password is …"), or recognised because nobody types such a word otherwise. */
import { oddPairs } from './letters.ts'
import { bare, isChosen, looksChosen, looksGenerated, secretish, startsWithCapital } from './shapes.ts'

const passWords = new Set(
  'pass toegangspas toegangscode tap passcode herstelcode herstelcodes herstelsleutel noodcode reservecode backupcode back-upcode'.split(
    ' ',
  ),
)
const passwordWords = new Set(
  'password passwords passwd paswd pswd psswd passwort pwd pw psw ww wachtwoord wachtwoorden paswoord passphrase wachtzin wachtwoordzin'.split(
    ' ',
  ),
)
const twoWords =
  /^(?:recovery|backup|back-up|access|toegangs|tijdelijke?|temporary|eenmalige?|emergency|rescue) (?:codes?|keys?|pass|pas|code|sleutel|toegangspas|toegangscode|wachtwoord|password)$/i

/** How many single signs differ, at most `most`. */
function isNear(word: string, wanted: string, most: number): boolean {
  if (Math.abs(word.length - wanted.length) > most) return false
  let previous = Array.from({ length: wanted.length + 1 }, (_, index) => index)
  for (let row = 1; row <= word.length; row++) {
    const current = [row]
    for (let column = 1; column <= wanted.length; column++) {
      const cost = word[row - 1] === wanted[column - 1] ? 0 : 1
      const swapped = word[row - 1] === wanted[column - 2] && word[row - 2] === wanted[column - 1]
      current.push(
        Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (swapped ? 0 : cost)),
      )
    }
    previous = current
  }
  return (previous[wanted.length] ?? 9) <= most
}

/** "app-wachtwoord", "mypassword", "wifiwachtwoord". */
const compound = /(?:password|passwort|wachtwoord(?:en)?|pass?woord)$/

type Cue = 'password' | 'pass'
function cueOf(word: string, next: string): Cue | null {
  if (/^(?:manager|managers|kluis|vault|hash|policy|beleid)$/i.test(next)) return null
  const plain = word.toLowerCase().replace(/['’]s$/, '')
  if (passwordWords.has(plain) || compound.test(plain)) return 'password'
  if (passWords.has(plain) || twoWords.test(`${plain} ${next}`)) return 'pass'
  const misspelt = /^[pw]/.test(plain) && plain.length >= 6 && plain.length <= 13 && /^\p{L}+$/u.test(plain)
  if (!misspelt || /^(?:passport|paspoort|passwordless|wachtwoordloos|passwordreset|woord\p{L}*|waarvoor|waardoor|weerwoord)$/u.test(plain))
    return null
  return ['password', 'wachtwoord', 'paswoord'].some(wanted => isNear(plain, wanted, 2)) ? 'password' : null
}

/** What people say about a password without saying the password. */
const about = new RegExp(
  `^(?:${[
    'not|niet|no|nee|geen|wrong|fout|foute|verkeerd|incorrect|onjuist|invalid|ongeldig|correct|juist|goed|right|ok|okay|fine|prima|expired|verlopen',
    'gone|weg|kwijt|lost|stolen|old|oud|oude|new|nieuw|nieuwe|required|nodig|vereist|verplicht|needed|too|te|also|ook|a|an|een|the|het|de|my|mijn|your|je|jouw|our|ons|uw',
    'his|her|zijn|haar|hun|their|still|nog|always|altijd|never|nooit|same|hetzelfde|zelfde|secret|geheim|what|wat|in|on|op|aan|at|bij|for|voor|of|van|to|naar|with|met|from',
    'bekend|known|onbekend|unknown|safe|veilig|onveilig|unsafe|weak|zwak|zwakke|strong|sterk|sterke|now|nu|already|al|about|over|being|easy|makkelijk|hard|moeilijk|lang|long|kort|short',
    'klaar|done|very|heel|erg|so|zo|really|echt|just|gewoon|only|alleen|all|alles|everything|nothing|niets|something|iets|somewhere|ergens|here|hier|there|daar|this|that|dit|dat|deze|die',
    'how|hoe|why|waarom|when|wanneer|where|waar|who|wie|which|welke|can|kan|could|kun|cannot|must|moet|should|will|zal|would|zou|may|mag|do|does|did|doe|doet|is|was|are|has|have|heb|heeft|had',
    'i|ik|you|jij|he|hij|she|zij|ze|we|wij|they|it|er|and|en|or|but|maar|because|omdat|want|if|als|then|dan|after|na|before|again|weer|opnieuw|today|vandaag|tomorrow|morgen|yesterday|gisteren',
    'reset|manager|manager?s|hint|page|pagina|problem|probleem|problemen|trouble|help|hulp|please|aub|thanks|bedankt|one|two|twee|both|enough|genoeg|different|anders|case|sensitive|personal|persoonlijk',
    'protected|mine|yours|leeg|empty|blank|open|dicht|stuk|broken|kapot|gestolen|gelekt|leaked|hacked|gehackt|locked|blocked|working|wrong|rejected|accepted|due|out|up|down|off|uit|sinds|since|until|tot',
    'english|engels|dutch|nederlands|temporary|tijdelijk|valid|geldig|ready|beschikbaar|available|inside|binnen|bad|slecht|good|great|important|belangrijk|impossible|onmogelijk|possible|mogelijk',
    'pas|pass|code|password|wachtwoord|login|account|number|nummer|characters|tekens|digits|cijfers|letters|weken|weeks|dagen|days|maanden|months|jaar|years|every|elke|om|per|due|nou|vast|raar|weird|strange|gek',
    'druk|klik|kies|typ|type|press|click|choose|tap|tik|open|look|kijk|vraag|ask|lees|read|start|begin|probeer|call|gebruik|enter|vul|voer|keep|find|zoek|check|first|eerst',
    'water|via|through|door|without|zonder|than|dan|even|mislukt|failed|gelukt|ingevuld|leesbaar|zichtbaar|visible|hidden|verborgen|visible|saved|synced|niks|zoek|leuk|missing|vergeten|forgotten',
  ].join('|')})$|^(?:ge|ver|be|ont|her|in|uit|af|aan|op)\\p{L}{3,}(?:d|t|en)$|\\p{L}{3,}(?:ed|ing|less|lijk|baar|able|ible)$`,
  'iu',
)
const isAbout = (word: string) => about.test(word) || word.length < 4

const links = /^(?:is|was|=|:|->|→|=>|luidt|luidde|are|zijn|were|to|naar|in|als|as|be|became|werd|wordt|blijft|remains|equals|-)$/i
const strongLinks = /^(?:is|was|=|:|->|→|=>|luidt|luidde|equals|-)$/i
const fillers =
  /^(?:now|nu|just|gewoon|always|altijd|still|nog|steeds|dus|so|eh|uh|um|volgens|mij|i|think|denk|ik|the|het|een|a|my|mijn|new|nieuw|nieuwe|this|dit|deze|following|volgende|called|:|=|"|'|ook|also|namely|namelijk|again|weer|toch|maybe|misschien|eigenlijk|actually|is|was)$/i
/** "Passwords: a colleague helps you" goes on about something else. */
const articles = /^(?:an?|een|the|het|de)$/i
/** After these a word alone is what the password is. */
const endsThere =
  /^(?:and|en|but|maar|of|or|which|die|dat|want|because|omdat|with|met|for|voor|on|op|in|,|\.|;|!|\?|\)|maar|it|het|does|doet|werkt|works|why|waarom|can|kan|i|ik|so|dus|thanks|help|now|nu)$/i

/** Signs that stand apart from the word before them: "password:Hond" and "(Hond)". */
const tokensOf = (text: string): string[] =>
  text
    .replace(/"\s{0,2}([:,])\s{0,2}"/g, ' $1 ')
    .replace(/(?<=[\p{L}\d])\/(?=[^\s/]{0,40}\d)(?=[^\s/]{0,40}\p{L})(?=[^\s/]{5})/gu, ' / ')
    .replace(/[;|&](?=\p{L}{1,20}[:=])/gu, ' ; ')
    .replace(/(?<=[\p{L}'’])(?:\s{0,2})([:=])(?=\s|\S)/gu, ' $1 ')
    .split(/\s+/)
    .filter(Boolean)

function wordFollows(tokens: string[], at: number): boolean {
  const raw = tokens[at] ?? ''
  const word = bare(raw)
  const next = tokens[at + 1] ?? ''
  if (!/^[\p{L}'’-]{4,40}[!?]{0,3}$/u.test(word) || isAbout(word.replace(/[!?]+$/, ''))) return false
  if (!next || /["”’'.,;!?)]$/.test(raw) || endsThere.test(next)) return true
  const rest = tokens.slice(at + 1, at + 7).map(bare)
  return rest.length >= 2 && rest.filter(one => !isAbout(one)).length === rest.length
}

/** The value behind "password … is", at most a few words further on. */
function valueFollows(tokens: string[], cueAt: number): boolean {
  let linked = false
  let strongly = false
  for (let at = cueAt + 1; at < Math.min(tokens.length, cueAt + 12); at++) {
    const raw = tokens[at] ?? ''
    const token = bare(raw)
    if (links.test(raw)) {
      linked = true
      // "Is still in Outlook" says where it is, not what.
      strongly = strongLinks.test(raw) && (strongly || at <= cueAt + 2)
    } else if (strongly && /^(?!(?:19|20)\d\d$)\d{4,64}$/.test(token)) return true
    else if (secretish(token) && (linked || at === cueAt + 1 || (at === cueAt + 2 && isFiller(tokens[at - 1])))) return true
    else if (strongly && !articles.test(tokens[at - 1] ?? '') && (wordFollows(tokens, at) || isPhrase(tokens, at))) return true
    else if (linked && !isFiller(raw)) return false
    if (!linked && (at - cueAt > 6 || /^(?:and|en|but|maar)$|,$/i.test(raw))) return false
    if (/[.!?;]$/.test(raw) && !links.test(raw)) return false
  }
  return false
}
const isFiller = (token: string | undefined) => fillers.test(token ?? '')

/** "correct horse battery staple": three words and more of which hardly one is about a password. */
function isPhrase(tokens: string[], at: number): boolean {
  const words = tokens.slice(at, at + 5).map(bare)
  return (
    words.length >= 4 &&
    words.slice(1).every(word => /^\p{L}{4,}$/u.test(word) && !about.test(word)) &&
    !isAbout(words[1] ?? '') &&
    !fillers.test(words[0] ?? '')
  )
}

/** "Welkom01 is mijn wachtwoord". */
function valueBefore(tokens: string[], cueAt: number): boolean {
  for (let at = Math.max(1, cueAt - 5); at < cueAt; at++) {
    if (!/^(?:is|was|=)$/i.test(tokens[at] ?? '')) continue
    const value = bare(tokens[at - 1] ?? '')
    const between = tokens.slice(at + 1, cueAt)
    const close =
      between.length <= 3 &&
      between.every(word =>
        /^(?:my|mijn|the|het|de|our|ons|old|oude?|new|nieuwe?|tijdelijke?|temporary|work|werk|m['’]n|current|huidige)$/i.test(word),
      )
    if (close && (secretish(value) || (at === 1 && value.length >= 4 && between.length > 0 && !isAbout(value)))) return true
  }
  return false
}

/** "I changed it to Summer2026", "inloggen met Welkom01!". */
const chosenTo =
  /(?<!\p{L})(?:changed?|set|reset|veranderd?|wijzig(?:de)?|gewijzigd|aangepast|ingesteld|gezet|log(?:ged)? ?in|sign(?:ed)? in|inloggen|ingelogd|aanmelden|use|used|gebruik(?:t|te)?|try|tried|probeer(?:de)?|geprobeerd|enter(?:ed)?|typ(?:e|ed|te)?|(?:in)?getypt|in(?:gevuld|gevoerd|gegeven|getikt)|inlog\p{L}{0,8}|login|credentials|user(?:name)?|gebruikersnaam|new one|nieuwe|uitroepteken|hoofdletter|hekje|exclamation|capital)(?!\p{L})/iu
const typing =
  /(?<!\p{L})(?:typed?|typte?|try|tried|enter(?:ed)?|probeer(?:de)?|geprobeerd|(?:in)?getypt|in(?:gevuld|gevoerd|gegeven|getikt))(?!\p{L})/iu
const typedBefore =
  /^(?:to|naar|van|from|in|is|was|met|with|:|=|\/|used|use|try|tried|probeer(?:de)?|typ(?:te)?|typed?|enter(?:ed)?|gebruik(?:te)?|als|as|one|geef|vul|voer|heb|reads?|staat|stond|luidt|says?|zegt)$/i
const typedAfter = /^(?:geprobeerd|(?:in)?getypt|ingevuld|ingevoerd|ingegeven|ingetikt|gebruikt|in|intyp|invul|ingeef|invoer|als|as)$/i
const between = /^(?:anders|eens|gewoon|overal|altijd|ook|nu|just|always|everywhere|now|then|dan|weer|again|eerst|first)$/i
const also = /^(?:and|en|of|or)$/i
/** Whose password it is: "the password of kees22". */
const ofWhom = /^(?:for|of|from|van|voor|user|username|account|gebruiker|gebruikersnaam|login|inlognaam|naam|name|by|door)$/i
function saysChosen(text: string, tokens: string[], aboutPassword: boolean): boolean {
  if (!aboutPassword && !chosenTo.test(text)) return false
  const words = tokens.map(bare)
  return words.some((token, at) => {
    if (!isChosen(token)) return false
    if (aboutPassword && startsWithCapital(token)) return true
    const last = tokens.slice(0, at).findLastIndex(one => !between.test(one))
    const [before = '', after = ''] = [tokens[last], tokens[at + 1]]
    const beside = (also.test(before) && isChosen(words[at - 2])) || (also.test(after) && isChosen(words[at + 2]))
    const inRow = /^[-/]$/.test(before) && /(?<!\p{L})(?:inlog|log-?in)/iu.test(text)
    if (inRow) return true
    const typed = typedBefore.test(before) || typedAfter.test(bare(after)) || beside
    const named = /^(?:[:=]|is|was)$/i.test(before) ? (tokens[last - 1] ?? '') : before
    if (aboutPassword && ofWhom.test(named) && !/^(?:naar|to|into|in)$/i.test(after)) return false
    return aboutPassword || (typed && (startsWithCapital(token) || typing.test(text)))
  })
}

const besideAddress =
  /@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}["'”’>)]{0,2}(?:\s{1,2}(?:[/|:-]|and|en|met|with)|[,;:/|])\s{0,2}["'“‘(]{0,2}([^\s"'”’)]{5,40})/giu
/** "kees@contoso.example / lente2026". Looked for before addresses are taken out. */
export const saysAccount = (text: string): boolean => [...text.matchAll(besideAddress)].some(([, token = '']) => isChosen(bare(token)))

const quoted =
  /(?<!\p{L})(?:passw\p{L}{1,4}|wachtw\p{L}{1,6}|ww|pw)\s{0,2}(?:is|was|:|=|nu|now|\s){0,3}\s{0,2}["“‘'«(][^"”’'»)\n]{0,40}\d[^"”’'»)\n]{0,40}["”’'»)]/iu

/** "status=Failed2B": what stands before the sign is a word. */
function isLabelled(token: string): boolean {
  const [label] = /^\p{L}\p{Ll}{3,}(?=[:=])/u.exec(token) ?? []
  return label !== undefined && oddPairs(label) === 0
}

/** Whether a text holds a password or a pass, and which. */
export function passwordKind(given: string): Cue | null {
  const text = given.replace(/(?<!\p{L})(pass|wacht|pas) (?=wo(?:rd|ord)(?!\p{L}))/giu, '$1')
  const tokens = tokensOf(text)
  const only = tokens.length === 1
  if (quoted.test(text)) return 'password'
  const cues = new Set<Cue>()
  for (const [at, token] of tokens.entries()) {
    const [said = '', next = ''] = [token, tokens[at + 1] ?? ''].map(one => bare(one).replace(/[?!]+$/, ''))
    const cue = cueOf(said, next)
    if (cue) cues.add(cue)
    if (cue && (valueFollows(tokens, at) || valueBefore(tokens, at))) return cue
  }
  // Between spaces, because a pass may hold the signs that part a word from what is said of it.
  const whole = text.split(/\s+/).filter(token => !isLabelled(token))
  const aboutPass = cues.has('pass') || /(?<!\p{L})pas(?!\p{L})/iu.test(text)
  if ([...tokens, ...whole].some(token => looksGenerated(bare(token), aboutPass))) return aboutPass ? 'pass' : 'password'
  return tokens.some(token => looksChosen(bare(token), only)) ||
    saysChosen(text, tokens, /wachtwoord|pass?word|paswoord/i.test(text) || cues.has('password'))
    ? 'password'
    : null
}
