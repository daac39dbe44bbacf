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
