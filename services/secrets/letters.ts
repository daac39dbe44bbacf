/** Which letters follow each other in words: a string that a computer made gives itself away by pairs that no word has. */

/** A letter, and those that follow it in fewer than one of ten thousand pairs of letters, in English as well as in Dutch words. */
const unheard =
  'aoq bcdfghkmnpqvwxz cbdfgjmnpqvwxz dqx fcjnpqx gcfjqx hcdghjkpqvxz ihwy jbchjqrwxy kcfqx lqx mcjqxz nx oj pcfqx ' +
  'qabcdefghijklmnopqrstvwxyz rqx sx tqx uhjqy vbcdfghjkmnpqstvwxyz wcfgjkmpqtuvwxyz xbdfghjklmnqrsvwyz yfhjkquvxyz zbcdfghjkmnpqrstvx'
const odd = new Set(unheard.split(' ').flatMap(([first = '', ...next]) => next.map(second => first + second)))

/** How many different pairs of letters are in it that words do not have. */
export function oddPairs(text: string): number {
  const found = new Set<string>()
  const letters = text.toLowerCase()
  for (let at = 0; at + 1 < letters.length; at++) if (odd.has(letters.slice(at, at + 2))) found.add(letters.slice(at, at + 2))
  return found.size
}

/** A group of letters that nobody can say. */
export const isUnspeakable = (group: string): boolean => oddPairs(group) > 0 || /^[^aeiouy\d]{3,}$/i.test(group)

const common = new Set(
  (
    'also back been call came code come data deze dien dies doch does doet done door down even four from gaan gaat gave geef geen give goed ' +
    'good haar have heel help here hier hoor just keer kijk know laat last like list long look made maar mail make many meer mens mijn ' +
    'more most move much must naar name need nice niks niet nine once ones only onze open over page pass real same says send sent ' +
    'snel some soms soon such take tell than that then they this time took toch type uren used veel very voor want ware weer week ' +
    'weet well went were what when will wist with word work your zegt zelf zien zijn zoek'
  ).split(' '),
)
const groups = /(?<!\w)[a-z]{4}(?: [a-z]{4}){3}(?!\w| [a-z]{4}(?!\w))/g

/** The sixteen letters of a password for one app, in one piece or in four. */
export function saysAppPassword(text: string): boolean {
  if (!/(?<!\p{L})app[ -]?(?:password|wachtwoord|pass?woord)/iu.test(text)) return false
  const pieces = text.match(/(?<!\w)[a-z]{16}(?!\w)/g) ?? []
  const rows = text.match(groups) ?? []
  return pieces.some(one => oddPairs(one) > 0) || rows.some(row => row.split(' ').filter(one => common.has(one)).length < 2)
}
