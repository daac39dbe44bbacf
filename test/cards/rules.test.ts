/** Every sample of every card in every language against what Teams takes and people can read. */
import assert from 'node:assert/strict'
import { Session } from 'node:inspector/promises'
import { languages, speak } from '../../cards/texts/translate.ts'
import { cardRules } from '../support/card-rules.ts'
import { samples } from '../support/samples/index.ts'
import { obey, type Source, sources, walk } from '../support/sources.ts'

const everyCard = () =>
  languages.flatMap(language => {
    const say = speak(language, 'Europe/Amsterdam')
    return Object.entries(samples).flatMap(([area, list]) =>
      Object.entries(list).map(([name, sample]) => ({ place: `${area}: ${name} (${language})`, message: sample(say) })),
    )
  })

describe('card rules', () => {
  for (const { title, rule, fix, problems } of cardRules) {
    it(title, () => {
      const broken = everyCard().flatMap(({ place, message }) => problems(message).map(problem => `${place}: ${problem}`))
      obey(rule, fix, broken)
    })
  }
})

/** Names of the exported functions that give a `CardMessage`. */
function cardMakers({ tree }: Source): string[] {
  const makers: string[] = []
  walk(tree, (node, above) => {
    if (node.type !== 'FunctionDeclaration' && node.type !== 'ArrowFunctionExpression') return
    const given = node.returnType?.type === 'TSTypeAnnotation' ? node.returnType.typeAnnotation : null
    const makesCard = given?.type === 'TSTypeReference' && given.typeName.type === 'Identifier' && given.typeName.name === 'CardMessage'
    const isExported = above.some(one => one.type === 'ExportNamedDeclaration')
    const parent = above.at(-1)
    const id = node.type === 'FunctionDeclaration' ? node.id : parent?.type === 'VariableDeclarator' ? parent.id : null
    if (makesCard && isExported && id?.type === 'Identifier') makers.push(id.name)
  })
  return makers
}

describe('house rules: samples', () => {
  it('every function that makes a card has a sample', async () => {
    const session = new Session()
    session.connect()
    await session.post('Profiler.enable')
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
    for (const list of Object.values(samples)) for (const sample of Object.values(list)) sample(speak('en', 'Europe/Amsterdam'))
    const { result } = await session.post('Profiler.takePreciseCoverage')
    session.disconnect()
    const called = new Set(
      result.flatMap(script =>
        script.functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).map(({ functionName }) => `${script.url}#${functionName}`),
      ),
    )
    const makers = sources('cards').flatMap(source => cardMakers(source).map(name => ({ path: source.path, name })))
    assert.ok(makers.length > 10, 'the pattern finds the functions that make cards')
    obey(
      'Every function of cards/ that makes a card is shown by a sample.',
      'Add it to a file in test/support/samples/.',
      makers
        .filter(({ path, name }) => ![...called].some(key => key.endsWith(`/${path}#${name}`)))
        .map(({ path, name }) => `${path}: ${name}`),
    )
  })
})
