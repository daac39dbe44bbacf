/** Every sample of every card in every language against what Teams takes and people can read. */
import assert from 'node:assert/strict'
import { Session } from 'node:inspector/promises'
import { createRequire } from 'node:module'
import type * as AdaptiveCards from 'adaptivecards'
import { verbs } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'
import { languages, speak } from '../../cards/texts/translate.ts'
import { samples } from '../support/samples/index.ts'
import { obey, type Source, sources, walk } from '../support/sources.ts'

type Node = Record<string, unknown> & { type?: unknown }
/** Its modules cannot be imported by Node; the bundle can. */
const renderer: typeof AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js')

const mostBytes = 80 * 1024
const mostSummary = 200
const short = /^https:\/\/(aka\.ms|bit\.ly|t\.co|tinyurl\.com|goo\.gl|lnkd\.in|ow\.ly)\b/

const everyCard = () =>
  languages.flatMap(language => {
    const say = speak(language, 'Europe/Amsterdam')
    return Object.entries(samples).flatMap(([area, list]) =>
      Object.entries(list).map(([name, sample]) => ({ place: `${area}: ${name} (${language})`, message: sample(say) })),
    )
  })

function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (typeof value !== 'object' || value === null) return []
  return [value as Node, ...Object.values(value).flatMap(nodesOf)]
}

/** Places where `problems` finds something to say. */
const walkCards = (problems: (message: CardMessage) => string[]) =>
  everyCard().flatMap(({ place, message }) => problems(message).map(problem => `${place}: ${problem}`))

function parseProblems({ card }: CardMessage): string[] {
  const context = new renderer.SerializationContext()
  const parsed = new renderer.AdaptiveCard()
  parsed.hostConfig = new renderer.HostConfig({ actions: { maxActions: 6 } })
  // The renderer's own check of `lang` remembers where it stopped (a global expression) and refuses every second card.
  const { lang, ...rest } = card
  if (!/^[a-z]{2}$/.test(String(lang))) return [`lang is "${lang}"`]
  parsed.parse(rest, context)
  const invalid = parsed.validateProperties().validationEvents.map(({ message }) => message)
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message)
  return [...events, ...invalid]
}

const addressesIn = (node: Node) =>
  [node.url, ...String(node.text ?? '').matchAll(/\]\(([^)]*)\)|\b(http:\S+)/g)].flatMap(found =>
    Array.isArray(found) ? [found[1] ?? found[2]] : typeof found === 'string' ? [found] : [],
  )

describe('card rules', () => {
  it('every card is understood by the renderer without a remark', () =>
    obey('Cards parse without events.', 'Mend what the renderer says.', walkCards(parseProblems)))

  it('every card is of version 1.5 or older', () =>
    obey(
      'Teams shows cards up to version 1.5.',
      'Build the card with card() of cards/card.ts.',
      walkCards(({ card }) => (Number(card.version) <= 1.5 ? [] : [card.version])),
    ))

  it('a card has one to six buttons of its own', () =>
    obey(
      'Teams shows at most six buttons, and every card has a way out.',
      'Give it Back, Later or Helpdesk; take out what is needed least.',
      walkCards(({ card }) => {
        const count = card.actions?.length ?? 0
        const inside = nodesOf(card.body).some(node => String(node.type).startsWith('Action.'))
        return count > 6 || (count === 0 && !inside) ? [`${count} buttons`] : []
      }),
    ))

  it('every button asks for a declared verb', () =>
    obey(
      'A button carries a verb of cards/actions.ts.',
      'Make it with execute().',
      walkCards(({ card }) =>
        nodesOf(card)
          .filter(node => node.type === 'Action.Execute' && !Object.hasOwn(verbs, String(node.verb)))
          .map(node => `"${node.title}" asks for ${node.verb}`),
      ),
    ))

  it('a message stays below 80 KB, at two bytes a character', () =>
    obey(
      'A message has at most 80 KB.',
      'Show less, or a smaller picture.',
      walkCards(message => {
        const bytes = JSON.stringify(message).length * 2
        return bytes > mostBytes ? [`${bytes} bytes`] : []
      }),
    ))

  it('every text wraps and says something', () =>
    obey(
      'A TextBlock has wrap and a text without holes.',
      'Build it with cards/card.ts; give the text all its values.',
      walkCards(({ card }) =>
        nodesOf(card)
          .filter(node => node.type === 'TextBlock')
          .filter(node => node.wrap !== true || !String(node.text ?? '').trim() || /undefined|\[object|\{\w+\}/.test(String(node.text)))
          .map(node => `"${node.text}"`),
      ),
    ))

  it('every picture has words for who cannot see it', () =>
    obey(
      'An image has an alternative text.',
      'Say what the picture shows.',
      walkCards(({ card }) =>
        nodesOf(card)
          .filter(node => node.type === 'Image' && !node.altText)
          .map(node => String(node.url).slice(0, 60)),
      ),
    ))

  it('every input has a label, and every required one a message', () =>
    obey(
      'Inputs have a label; required ones an error message; texts a greatest length.',
      'Build it with cards/card.ts.',
      walkCards(({ card }) =>
        nodesOf(card)
          .filter(node => String(node.type).startsWith('Input.'))
          .filter(node => !node.label || (node.isRequired && !node.errorMessage) || (node.type === 'Input.Text' && !node.maxLength))
          .map(node => String(node.id)),
      ),
    ))

  it('two inputs of a card never have the same name', () =>
    obey(
      'Inputs have ids of their own, and none is also in the data of a button.',
      'Rename one.',
      walkCards(({ card }) => {
        const nodes = nodesOf(card)
        const ids = nodes.filter(node => String(node.type).startsWith('Input.')).map(node => String(node.id))
        const given = nodes.flatMap(node => (node.type === 'Action.Execute' ? Object.keys((node.data as object | undefined) ?? {}) : []))
        return ids.filter((id, index) => ids.indexOf(id) !== index || given.includes(id))
      }),
    ))

  it('the line of a notification reads well', () =>
    obey(
      `A summary is plain text of at most ${mostSummary} characters.`,
      'Say what happened in one line, without Markdown.',
      walkCards(({ summary }) =>
        !summary.trim() || summary.length > mostSummary || /\[object|undefined|\*\*|\]\(|\n|\{\w+\}/.test(summary) ? [`"${summary}"`] : [],
      ),
    ))

  it('links are full https addresses', () =>
    obey(
      'A link is a full https address; no shortener: people must be able to read where it leads.',
      'Write the address itself.',
      walkCards(({ card }) =>
        nodesOf(card)
          .flatMap(addressesIn)
          .filter(
            url => !url?.startsWith('data:image/png;base64,') && (!/^https:\/\/[^/]+\.[a-z]{2,}/.test(url ?? '') || short.test(url ?? '')),
          )
          .map(String),
      ),
    ))

  it('whoever a card refreshes for is named', () =>
    obey(
      'A card refreshes for one to sixty named people, with a verb that only looks.',
      'Pass the Teams user id of the one person.',
      walkCards(({ card }) => {
        const refresh = card.refresh as { action?: Node; userIds?: unknown[] } | undefined
        if (!refresh) return []
        const count = refresh.userIds?.length ?? 0
        return count >= 1 && count <= 60 && refresh.action?.type === 'Action.Execute' ? [] : [`${count} people`]
      }),
    ))
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
