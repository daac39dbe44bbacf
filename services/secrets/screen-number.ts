/** The two figures on a sign-in screen: "47", "it says 47", "er staat 47 op mijn scherm". */

const device = '(?:screen|scherm|computer|laptop|phone|telefoon|gsm|toestel|tablet|app|authenticator|page|pagina|pc|site|display|beeld)'
/** Words that may follow such a number. Behind a count there is what is counted: "it says 10 minutes". */
const follows =
  `(?:on|op|in)(?=\\s(?:my |the |mijn |het |m['’]?n |de |his |her |jouw |je |your )?${device}|$|[.!?,)])|at|and|en|but|maar|or|of|now|nu|then|dan|what|wat|is|are|for|voor|bij|it|er|staat|stond|staan|here|hier|there|daar|again|weer|opnieuw|not|niet|` +
  "no|nee|yes|ja|to|te|this|deze|dit|that|die|dat|which|the|de|het|my|mijn|m'n|right|correct|goed|klopt|zegt|says|said|shows|should|moet|can|kan|please|aub|" +
  'alsjeblieft|alstublieft|thanks|thank|dank|bedankt|intypen|invullen|invoeren|typen|toetsen|invul|intyp|enter|do|doe|i|ik|you|u|je|jij|he|hij|she|ze|they|we|wij|so|dus|if|als|when|wanneer|' +
  'volgens|according|denk|think|ofzo|toch|zo|just|net|maybe|misschien|only|alleen|verder|still|nog|steeds|met|with|from|van|because|want|omdat|correct|ok|oke|okay|hoor|eens|even|xx|lol|haha|' +
  "appears|appeared|verschijnt|verscheen|kreeg|krijg|got|get|heb|have|zie|see|was|were|doesnt|does|won't|doet|werkt|works|wil|want|zou|will|after|na|before|voordat|who|wie|why|waarom|how|hoe|where|waar"
const alone = `(?!\\d|[.,:/%-]\\d|\\s?[%°€$])(?=["'”’“)!?.,;:\\s]{0,6}(?:$|\\n|(?:${follows})(?![\\p{L}])|["'”’)!?.,;:]))`
const figure = `["'“‘(]{0,2}(?<![\\d.,:/#€$-])\\d ?\\d${alone}`

/** Whatever follows, but no more of the same number. */
const anyhow = `["'“‘(]{0,2}(?<![\\d.,:/#€$-])\\d ?\\d(?!\\d|\\p{L}|[.,:/%-]\\d|\\s?[%°€$]|\\s(?:digits?|cijfers?|characters|tekens|letters|signs)(?!\\p{L}))`

const numberWord = '(?:number|getal(?:letje)?|nummer(?:tje)?|nr|no|cijfers?|digits?|figures?|code|cijfertjes?|2fa|mfa)'
const screenWord =
  '(?:screen|scherm(?:pje)?|computer|laptop|pc|app|page|pagina|authenticator|site|website|window|venster|popup|pop-up|monitor|teams|outlook|it|hij|er|daar|hier|he|dat|that|this|dit|melding|notification|prompt|telefoon|phone|iphone|microsoft)'
const saying =
  '(?:is|was|are|says?|said|shows?|showing|showed|displays?|displayed|reads?|zegt|zei|toont|toonde|geeft|gaf|staat|stond|verschijnt|verscheen|luidt|wordt|werd|appears?|appeared|came up|comes up|komt|kwam|wants?|wil|wilde|asks?(?: for)?|vraagt(?: om)?|vroeg(?: om)?|has|heeft|had)'
const filler =
  "(?:now|nu|just|net|dus|so|then|dan|weer|again|eerst|first|alleen|only|ook|also|denk ik|i think|the number|het getal|number|getal|nummer|een|a|:|=|toch|wel|this time|deze keer|steeds|still|nog|there|daar|er|on (?:my|the) (?:screen|computer|laptop|phone)|op (?:mijn|het|m'n|de) (?:scherm|computer|laptop|telefoon)|bij mij|for me|mij|me|ergens|somewhere|voor mij|up|op|in)"
const fillers = `(?:[\\s,:="'“‘]{1,3}${filler}){0,4}[\\s,:="'“‘(]{1,4}`

/** What has numbers too. */
const notOf =
  '(?<!(?:house|huis|room|kamer|phone|telefoon|case|zaak|order|bus|step|line|spoor|page|seat|stoel|desk|floor|gate|platform|badge|locker) )'
/** In Dutch the verb comes last: "dat ik 47 moest intikken". */
const typing = '(?:in)?(?:typen|vullen|voeren|toetsen|tikken|geven|drukken|getypt|gevuld|gevoerd|getoetst|getikt|gegeven|gedrukt)'

const patterns = [
  // "the number on my screen is 47 underneath"
  `(?<!\\p{L})${notOf}(?:number|getal(?:letje)?|nummer(?:tje)?)(?!\\p{L}| of (?!my|the))[^.!?\\d\\n]{0,60}(?<!\\p{L})(?:is|was|says|shows|zegt|toont|staat)${fillers}${anyhow}`,
  // "getal: 47", "number 47", "the code shown is 47"
  `(?<!\\p{L})${numberWord}(?!\\p{L}| of (?!my|the))[^.!?\\d\\n]{0,60}(?<!\\p{L})${saying}${fillers}${figure}`,
  `(?<!\\p{L})${notOf}${numberWord}(?!\\p{L})\\s{0,2}[:=]?\\s{0,2}${figure}`,
  // "it says 47", "op mijn scherm staat 47", "er staat 47"
  `(?<!\\p{L})${screenWord}(?!\\p{L})[^.!?\\d\\n]{0,30}(?<!\\p{L})${saying}${fillers}${figure}`,
  `(?<!\\p{L})(?:staat|stond|zegt|says|shows|toont|verschijnt|displays|reads)${fillers}${figure}`,
  // "it's 47", "het is 47"
  `(?<!\\p{L})(?:it['’]?s|it is|that['’]?s|that is|het is|'t is|dat is|dit is|this is|is it|is het)${fillers}${figure}`,
  // "I see 47", "ik zie 47", "I got 47", "ik kreeg 47"
  `(?<!\\p{L})(?:i|ik|we|wij)\\s(?:can |kan |now |nu |just |only |alleen )?(?:see|saw|zie|zag|get|got|have|had|krijg|kreeg|heb|had|lees|read|typed?|typ(?:te)?|entered|enter|pressed|chose|choose|koos|kies|toetste|vulde|gaf|gave|send|stuur)(?: here| hier| there| daar| nu| now| in)?${fillers}${figure}`,
  `(?<!\\p{L})(?:zie ik|zag ik|krijg ik|kreeg ik|lees ik|see|zie)${fillers}${figure}`,
  // "should I type 47", "vul 47 in", "47 intypen"
  `(?<!\\p{L})(?:type|typ|enter|toets|vul|voer|invoeren|intypen|invullen|tik|press|druk|put|fill in|key in)${fillers}${figure}`,
  `(?<![\\d.,:/#€$\\p{L}-])\\d ?\\d["'”’)]{0,2}\\s(?:(?:moet|moest|moeten|kan|kon|mag|zou|ga|had|heb)\\s(?:worden\\s)?)?${typing}(?!\\p{L})`,
  `(?<!\\p{L})(?:typ|typte|tik|tikte|toets|toetste|vul|vulde|voer|voerde|geef|gaf)\\s(?:ik|je|jij|dan|nu|\\s){0,3}${anyhow}["'”’)]{0,2}\\sin(?!\\p{L})`,
  // "47, what now?", "47 maar welke app"
  `^["'“‘(\\s]{0,3}\\d ?\\d["'”’)]{0,2}(?:\\s?\\?|,?\\s(?:maar|but|wat|what|welke?|which|waar|where|moet|should|klopt|correct|toch|is (?:dat|that|het|it|the|de)|denk|i think)(?!\\p{L}))`,
  // "47 on my screen", "47 staat er", "47 says the app", "47 is the number"
  `(?<![\\d.,:/#€$\\p{L}-])\\d ?\\d["'”’)]{0,2},?\\s(?:on|op)\\s(?:my|the|mijn|het|m['’]?n|de|his|your|je|jouw)\\s(?:screen|scherm|computer|laptop|phone|telefoon|pc)`,
  `(?<![\\d.,:/#€$\\p{L}-])\\d ?\\d["'”’)]{0,2},?\\s(?:staat|zegt|says|it says|shows|toont|geeft|appears|verschijnt|invullen|intypen|invoeren|intoetsen|ingeven)(?!\\p{L})`,
  `(?<![\\d.,:/#€$\\p{L}-])\\d ?\\d["'”’)]{0,2}\\s(?:is|was)\\s(?:the|het|my|mijn|what|wat)\\s(?:\\p{L}{1,12}\\s)?(?:number|getal|nummer|cijfer|code|answer|antwoord|i see|ik zie|it says|er staat|hij zegt)`,
].map(source => new RegExp(source, 'iu'))

const smallTalk =
  /^(?:it['’]?s|it|is|the|het|getal|number|nummer|nr|no|code|ok|okay|oke|oké|yes|yep|ja|jep|nee|hi|hoi|hey|hallo|hello|thanks|thank|you|thx|dank|je|bedankt|please|pls|aub|denk|ik|i|think|volgens|mij|mijn|my|een|a|en|and|of|or|dan|then|now|nu|dus|so|eh|uh|um|hm|that|dat|dit|this|screen|scherm|op|on|one|says|zegt|staat|er|daar|hier|here|there|toch|zo|weer|again|sorry|answer|antwoord|first|eerst|wait|wacht|no|to|je|me|was|wel|hè|he|hij|app|said|maar|but|niet|not|eens|even|top|super|great|right|klopt|goed|correct|m['’]?n|de|laatste|last|nieuwe|new|alstublieft|alsjeblieft|got|see|zie|i['’]m|seeing|krijg|kreeg|heb|have|xx|mfa|2fa|cijfer|cijfers|twee|two)$/iu

/** A short text that holds two figures and next to nothing else. */
function isBare(text: string): boolean {
  if (text.length > 80 || text.includes('…')) return false
  const numbers = text.match(/\d ?\d|\d/g) ?? []
  if (numbers.length !== 1 || !/^\d ?\d$/.test(numbers[0] ?? '')) return false
  if (/[€$%°/#]|\d[.,:/-]\d|\d\p{L}|\p{L}\d/u.test(text)) return false
  const words = text.match(/[\p{L}'’]+/gu) ?? []
  return words.length <= 6 && words.every(one => smallTalk.test(one))
}

/** A page that was copied whole: the two figures stand on a line of their own. */
const ownLine = /(?:^|\n)[ ]{0,8}\d ?\d[ ]{0,8}(?:\n|$)/
const signInPage =
  /(?<!\p{L})(?:number shown|weergegeven getal|getal dat wordt weergegeven|authenticator|approve (?:the )?sign|aanmeldingsaanvraag|number on|getal op)(?!\p{L})/iu

/** `text` is without its harmless numbers. */
export function saysScreenNumber(text: string): boolean {
  if (!/\d ?\d/.test(text)) return false
  return isBare(text.trim()) || (ownLine.test(text) && signInPage.test(text)) || patterns.some(pattern => pattern.test(text))
}
