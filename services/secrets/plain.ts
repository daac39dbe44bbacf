/** One way of writing: what looks like a digit is one, invisible signs are gone, and numbers in words are numbers in digits. */

const invisible = /\u00ad|[\u200b-\u200f]|\u2060|\ufe0f|\u20e3|\ufeff/g
const tag = /<\/?(?:p|b|i|u|em|strong|br|div|span|code|pre|at|a|li|ul|ol)(?:\s[^<>]{0,200})?\/?>/gi
const bold = /\*\*([^*\n]{1,200})\*\*/g
/** Where the ten digits of other scripts begin. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50]

function latinDigit(sign: string): string {
  const at = sign.codePointAt(0) ?? 0
  const zero = zeros.find(begin => at >= begin && at < begin + 10)
  return zero === undefined ? sign : String(at - zero)
}

const units = [
  ['nul', 'zero', 'nought'],
  ['een', 'één', 'eén', 'ein', 'one'],
  ['twee', 'two'],
  ['drie', 'three'],
  ['vier', 'four'],
  ['vijf', 'five'],
  ['zes', 'six'],
  ['zeven', 'seven'],
  ['acht', 'eight'],
  ['negen', 'nine'],
]
const teens = [
  ['tien', 'ten'],
  ['elf', 'eleven'],
  ['twaalf', 'twelve'],
  ['dertien', 'thirteen'],
  ['veertien', 'fourteen'],
  ['vijftien', 'fifteen'],
  ['zestien', 'sixteen'],
  ['zeventien', 'seventeen'],
  ['achttien', 'eighteen'],
  ['negentien', 'nineteen'],
]
const tens = [
  ['twintig', 'twenty'],
  ['dertig', 'thirty'],
  ['veertig', 'forty', 'fourty'],
  ['vijftig', 'fifty'],
  ['zestig', 'sixty'],
  ['zeventig', 'seventy'],
  ['tachtig', 'eighty'],
  ['negentig', 'ninety'],
]

const entries = (names: string[][], value: (index: number) => number): [string, number][] =>
  names.flatMap((same, index) => same.map((name): [string, number] => [name, value(index)]))
const unitValues = new Map(entries(units, index => index))
const tenValues = new Map(entries(tens, index => (index + 2) * 10))
const compounds = units
  .slice(1)
  .flatMap((same, unit) =>
    tens.flatMap(([ten = ''], index): [string, number][] =>
      [same[0] ?? ''].flatMap(one => ['en', 'ën'].map((and): [string, number] => [`${one}${and}${ten}`, (index + 2) * 10 + unit + 1])),
    ),
  )
const values = new Map([...unitValues, ...entries(teens, index => index + 10), ...tenValues, ...compounds])
const repeats = new Map([
  ['dubbel', 2],
  ['dubbele', 2],
  ['double', 2],
  ['triple', 3],
])

const longest = 40
const word = new RegExp(`[\\p{L}]{1,${longest}}`, 'giu')
const between = /^[\s,.\-–/]{1,3}$/

interface Spoken {
  begin: number
  end: number
  word: string
}

/** "forty eight" is 48, "dubbel vijf" is 5 5, and what is left is said digit by digit. */
function digitsOf(words: string[]): string[] {
  const digits: string[] = []
  for (let at = 0; at < words.length; at++) {
    const [now = '', next = ''] = [words[at], words[at + 1]]
    const repeat = repeats.get(now)
    const unit = unitValues.get(next)
    const ten = tenValues.get(now)
    const joined = (repeat !== undefined || ten !== undefined) && unit !== undefined && unit > (ten === undefined ? -1 : 0)
    if (joined) at += 1
    if (joined && repeat) digits.push(...Array.from({ length: repeat }, () => String(unit)))
    else if (joined && ten !== undefined) digits.push(String(ten + unit))
    else if (/^\d+$/.test(now)) digits.push(now)
    else if (values.has(now)) digits.push(String(values.get(now)))
  }
  return digits
}

const articles = new Set(['een', 'één', 'one', 'ein'])

/** A lone "one" or "drie" is an article or a count and stays; "een zevenenveertig" and "een 9" are numbers with their article. */
function written(run: string[]): { skip: number; digits: string } | null {
  const [first = '', second = ''] = run
  const large = (values.get(second) ?? 0) >= 10 || (run.length === 2 && (first === 'een' || /^\d/.test(second)))
  const article = articles.has(first) && large
  const digits = digitsOf(article ? run.slice(1) : run)
  const [only = ''] = digits
  return digits.length > 1 || only.length > 1 ? { skip: article ? 1 : 0, digits: digits.join(' ') } : null
}

const spokenOrDigit = new RegExp(`[\\p{L}]{1,${longest}}|\\d{1,20}`, 'giu')
const isNumber = (token: string) => /^\d{1,4}$/.test(token) || values.has(token) || repeats.has(token)

function runsOf(text: string): Spoken[][] {
  const runs: Spoken[][] = []
  let run: Spoken[] = []
  for (const found of text.matchAll(spokenOrDigit)) {
    const token = found[0].toLowerCase()
    const [begin, last] = [found.index, run.at(-1)]
    const follows = last !== undefined && between.test(text.slice(last.end, begin))
    if (!isNumber(token) || (last && !follows)) {
      if (run.length > 0) runs.push(run)
      run = []
    }
    if (isNumber(token)) run.push({ begin, end: begin + found[0].length, word: token })
  }
  return run.length > 0 ? [...runs, run] : runs
}

const unit = [...unitValues.keys()].join('|')
const twoSaid = new RegExp(`(?<!\\p{L})(?:een (?=(?:${unit}) en ))?(${unit}) (?:and|en) (?=(?:${unit})(?!\\p{L}))`, 'giu')
const aboutFigures = /(?<!\p{L})(?:number match\p{L}*|getal|cijfers|digits|figures)(?!\p{L})/iu

/** The same with "een twee drie" as 1 2 3. */
export function inDigits(given: string): string {
  const text = aboutFigures.test(given) ? given.replace(twoSaid, '$1 ') : given
  if (!text.match(word)?.some(one => one.length > 1 && (values.has(one.toLowerCase()) || repeats.has(one.toLowerCase())))) return text
  let [result, from] = ['', 0]
  for (const run of runsOf(text)) {
    const spoken = run.some(({ word: one }) => !/^\d/.test(one))
    const number = spoken ? written(run.map(one => one.word)) : null
    const first = run[number?.skip ?? 0]
    const last = run.at(-1)
    if (!number || !first || !last) continue
    result += text.slice(from, first.begin) + number.digits
    from = last.end
  }
  return result + text.slice(from)
}

/** The text in plain signs. */
export function plain(text: string): string {
  const spaced = text
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(tag, ' ')
    .replace(bold, ' $1 ')
  const signs = spaced
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[^\S\n]/g, ' ')
  return signs.replace(/[\u0660-\u0e59]/g, latinDigit)
}
