import { IntlMessageFormat } from 'intl-messageformat'
import en from '../../cards/texts/en.json' with { type: 'json' }
import nl from '../../cards/texts/nl.json' with { type: 'json' }
import { languages } from '../../cards/texts/translate.ts'
import { obey, projectFiles, sources, walk } from '../support/sources.ts'

const catalogues: Record<string, Record<string, string>> = { en, nl }
const every = Object.entries(catalogues).flatMap(([language, texts]) =>
  Object.entries(texts).map(([key, text]) => ({ language, key, text, place: `${language}.json ${key}: "${text}"` })),
)
type Parts = ReturnType<IntlMessageFormat['getAst']>

const parse = (language: string, text: string) => new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()

/** Names and kinds of what a message wants to be filled in, also inside plural and select. */
function placeholders(parts: Parts): string[] {
  return parts.flatMap(part => {
    if (!('value' in part)) return []
    const own = part.type === 0 ? [] : [`${part.value} (${kinds[part.type] ?? 'text'})`]
    const inner = 'options' in part ? Object.values(part.options).flatMap(option => placeholders(option.value)) : []
    return [...own, ...inner]
  })
}
const kinds: Record<number, string> = { 2: 'number', 3: 'date', 4: 'time', 5: 'select', 6: 'plural' }
const wanted = (language: string, text: string) => [...new Set(placeholders(parse(language, text)))].sort().join(', ')

/** What the bot itself says: without the names of values, and without the bold names of things on Microsoft's screens. */
const ownWords = (text: string) => text.replace(/\{[^{}]*\}|\*\*[^*]*\*\*/g, '_')

const unwelcome: { what: RegExp; language?: string; why: string }[] = [
  { what: /!/, why: 'an exclamation mark' },
  {
    what: /\b(simply|just|please note|obviously|of course)\b/i,
    language: 'en',
    why: 'a word that makes people feel small or adds nothing',
  },
  { what: /\b(gewoon|simpelweg|let op|uiteraard)\b/i, language: 'nl', why: 'a word that makes people feel small or adds nothing' },
  { what: /\b(u|uw)\b/, language: 'nl', why: 'u or uw; Dutch says je' },
  { what: /\b(aka\.ms|bit\.ly|tinyurl)\b/i, why: 'a short address; people must be able to read where a link leads' },
  { what: /(^|\s)'|'(\s|$)|\w'\w/, why: 'a straight apostrophe, which quotes in ICU messages; write ’' },
  { what: / {2,}|^\s|\s$/, why: 'spaces that nobody wants' },
]

describe('house rules: texts', () => {
  it('every language of the bot is checked here', () =>
    obey(
      'The languages of the bot and of this test are the same.',
      'Add the new language to this test.',
      languages.filter(one => !catalogues[one]),
    ))

  it('a language is one file', () =>
    obey(
      'Every file in cards/texts/ is a language that translate.ts lists.',
      'Add the language to `catalogues` in cards/texts/translate.ts.',
      projectFiles('cards/texts/*.json').filter(path => !catalogues[path.slice('cards/texts/'.length, -'.json'.length)]),
    ))

  it('all languages have the same keys', () =>
    obey(
      'English and its sisters have the same keys.',
      'Add the missing text, or take the leftover one out.',
      Object.entries(catalogues).flatMap(([language, texts]) => [
        ...Object.keys(en)
          .filter(key => !Object.hasOwn(texts, key))
          .map(key => `${language}.json lacks ${key}`),
        ...Object.keys(texts)
          .filter(key => !Object.hasOwn(en, key))
          .map(key => `${language}.json has ${key}, en.json does not`),
      ]),
    ))

  it('every text can be parsed and says something', () =>
    obey(
      'Texts are ICU messages.',
      'Mend the braces or the plural.',
      every.flatMap(({ language, text, place }) => {
        try {
          return parse(language, text).length ? [] : [`${place} is empty`]
        } catch (error) {
          return [`${place}: ${(error as Error).message}`]
        }
      }),
    ))

  it('a text wants the same values in every language', () =>
    obey(
      'A text has the same placeholders, of the same kind, in every language.',
      'Use the placeholders of en.json.',
      every
        .filter(({ key }) => Object.hasOwn(en, key))
        .flatMap(({ language, key, text }) => {
          const [here, there] = [wanted(language, text), wanted('en', en[key as keyof typeof en])]
          return here === there ? [] : [`${key}: en wants ${there || 'nothing'}; ${language} wants ${here || 'nothing'}`]
        }),
    ))

  it('every text is used', () => {
    const whole = new Set<string>()
    const patterns: RegExp[] = []
    for (const source of sources('bot', 'cards', 'pages', 'services', 'manifest')) {
      walk(source.tree, node => {
        if (node.type === 'StringLiteral') whole.add(node.value)
        if (node.type !== 'TemplateLiteral') return
        const fixed = node.quasis.map(part => part.value.raw)
        if (/^[a-z_]+\./.test(fixed[0] ?? ''))
          patterns.push(new RegExp(`^${fixed.map(part => part.replaceAll('.', '\\.')).join('[a-z0-9_]+(\\.[a-z0-9_]+)*')}$`))
      })
    }
    obey(
      'A text that nobody says is taken out. Keys that are put together are found by their fixed parts.',
      'Delete it from every language, or say it.',
      Object.keys(en).filter(key => !whole.has(key) && !patterns.some(pattern => pattern.test(key))),
    )
  })

  it('the bot speaks as docs/glossary.md and the voice ask', () =>
    obey(
      'Plain words: no exclamation marks, nothing that belittles, no short addresses, typographic apostrophes, Dutch with je.',
      'Say it differently.',
      every.flatMap(({ language, text, place }) =>
        unwelcome
          .filter(({ what, language: only }) => (!only || only === language) && what.test(ownWords(text)))
          .map(({ why }) => `${place} has ${why}`),
      ),
    ))
})
