/** Somebody is about to type a secret: "my password is", and what it is comes in the next message. */

export type Ahead = 'password' | 'pass' | 'code' | 'number'

const begins =
  "^(?:(?:hi|hey|hello|hallo|hoi|ok|oke|so|dus|well|and|en)[ ,.]{1,2}){0,2}(?:(?:here|this|hier|dit) is )?(?:(?:my|mijn|m['’]?n|the|het|de|our|ons|onze) )?(?:\\p{L}{2,12} ){0,2}?"
const between =
  '(?: (?:for|of|on|to|van|voor|op|bij) \\p{L}{2,12}(?: \\p{L}{2,12}){0,2}| (?:(?:that |which )?(?:i got|they sent me)|die ik (?:kreeg|heb)))?(?: (?:now|nu|dus|so))?'
const ends = `${between} ?(?:is|was|luidt|are|zijn|:|=|…|\\.{2,3}) ?["“(:.…]{0,4}$`

const whole = (word: string): RegExp => new RegExp(`${begins}(?:${word})${ends}`, 'iu')
const patterns: [Ahead, RegExp][] = [
  ['password', whole('\\p{L}{0,12}[ -]?(?:password|wachtwoord|pas?swoord)|passphrase|ww|pw|pwd')],
  ['pass', whole('toegangspas|(?:access )?pass|tap|(?:herstel|back-?up|recovery )-?codes?')],
  ['number', whole('(?:number|getal|nummer)')],
  ['code', whole('\\p{L}{0,14}-?codes?|pin|otp')],
]
/** "I forgot what my password is" ends like that too. */
const asks =
  /(?<!\p{L})(?:wat|what|weet|know|forgot|vergeten|remember|of|if|whether|welke?|which|waar|where|how|hoe|error|fout\p{L}*|post\p{L}*)(?!\p{L})/iu

export function saysAhead(text: string): Ahead | null {
  const words = text.trim().replace(/\s+/g, ' ')
  if (words.length > 80 || asks.test(words)) return null
  return patterns.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

/** The same sentence in other words, to which the next message is the end. */
export const opening: Record<Ahead, string> = {
  password: 'my password is',
  pass: 'my pass is',
  code: 'my code is',
  number: 'the number on my screen is',
}
