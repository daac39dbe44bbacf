/** What Teams takes and people can read: every rule that a card of any kind keeps. */
import { createRequire } from 'node:module'
import type * as AdaptiveCards from 'adaptivecards'
import { verbs } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'

export type Node = Record<string, unknown> & { type?: unknown }
/** Its modules cannot be imported by Node; the bundle can. */
const renderer: typeof AdaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js')

const mostBytes = 80 * 1024
const mostSummary = 200
const short = /^https:\/\/(aka\.ms|bit\.ly|t\.co|tinyurl\.com|goo\.gl|lnkd\.in|ow\.ly)\b/

export function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (typeof value !== 'object' || value === null) return []
  return [value as Node, ...Object.values(value).flatMap(nodesOf)]
}

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

export interface CardRule {
  title: string
  rule: string
  fix: string
  /** What breaks it on this card. */
  problems(message: CardMessage): string[]
}

export const cardRules: CardRule[] = [
  {
    title: 'every card is understood by the renderer without a remark',
    rule: 'Cards parse without events.',
    fix: 'Mend what the renderer says.',
    problems: parseProblems,
  },
  {
    title: 'every card is of version 1.5 or older',
    rule: 'Teams shows cards up to version 1.5.',
    fix: 'Build the card with card() of cards/card.ts.',
    problems: ({ card }) => (Number(card.version) <= 1.5 ? [] : [card.version]),
  },
  {
    title: 'a card has one to six buttons of its own',
    rule: 'Teams shows at most six buttons, and every card has a way out.',
    fix: 'Give it Back, Later or Helpdesk; take out what is needed least.',
    problems: ({ card }) => {
      const count = card.actions?.length ?? 0
      const inside = nodesOf(card.body).some(node => String(node.type).startsWith('Action.'))
      return count > 6 || (count === 0 && !inside) ? [`${count} buttons`] : []
    },
  },
  {
    title: 'every button asks for a declared verb',
    rule: 'A button carries a verb of cards/actions.ts.',
    fix: 'Make it with execute().',
    problems: ({ card }) =>
      nodesOf(card)
        .filter(node => node.type === 'Action.Execute' && !Object.hasOwn(verbs, String(node.verb)))
        .map(node => `"${node.title}" asks for ${node.verb}`),
  },
  {
    title: 'a message stays below 80 KB, at two bytes a character',
    rule: 'A message has at most 80 KB.',
    fix: 'Show less, or a smaller picture.',
    problems: message => {
      const bytes = JSON.stringify(message).length * 2
      return bytes > mostBytes ? [`${bytes} bytes`] : []
    },
  },
  {
    title: 'every text wraps and says something',
    rule: 'A TextBlock has wrap and a text without holes.',
    fix: 'Build it with cards/card.ts; give the text all its values.',
    problems: ({ card }) =>
      nodesOf(card)
        .filter(node => node.type === 'TextBlock')
        .filter(node => node.wrap !== true || !String(node.text ?? '').trim() || /undefined|\[object|\{\w+\}/.test(String(node.text)))
        .map(node => `"${node.text}"`),
  },
  {
    title: 'every picture has words for who cannot see it',
    rule: 'An image has an alternative text.',
    fix: 'Say what the picture shows.',
    problems: ({ card }) =>
      nodesOf(card)
        .filter(node => node.type === 'Image' && !node.altText)
        .map(node => String(node.url).slice(0, 60)),
  },
  {
    title: 'every input has a label, and every required one a message',
    rule: 'Inputs have a label; required ones an error message; texts a greatest length.',
    fix: 'Build it with cards/card.ts.',
    problems: ({ card }) =>
      nodesOf(card)
        .filter(node => String(node.type).startsWith('Input.'))
        .filter(node => !node.label || (node.isRequired && !node.errorMessage) || (node.type === 'Input.Text' && !node.maxLength))
        .map(node => String(node.id)),
  },
  {
    title: 'two inputs of a card never have the same name',
    rule: 'Inputs have ids of their own, and none is also in the data of a button.',
    fix: 'Rename one.',
    problems: ({ card }) => {
      const nodes = nodesOf(card)
      const ids = nodes.filter(node => String(node.type).startsWith('Input.')).map(node => String(node.id))
      const given = nodes.flatMap(node => (node.type === 'Action.Execute' ? Object.keys((node.data as object | undefined) ?? {}) : []))
      return ids.filter((id, index) => ids.indexOf(id) !== index || given.includes(id))
    },
  },
  {
    title: 'the line of a notification reads well',
    rule: `A summary is plain text of at most ${mostSummary} characters.`,
    fix: 'Say what happened in one line, without Markdown.',
    problems: ({ summary }) =>
      !summary.trim() || summary.length > mostSummary || /\[object|undefined|\*\*|\]\(|\n|\{\w+\}/.test(summary) ? [`"${summary}"`] : [],
  },
  {
    title: 'links are full https addresses',
    rule: 'A link is a full https address; no shortener: people must be able to read where it leads.',
    fix: 'Write the address itself.',
    problems: ({ card }) =>
      nodesOf(card)
        .flatMap(addressesIn)
        .filter(
          url => !url?.startsWith('data:image/png;base64,') && (!/^https:\/\/[^/]+\.[a-z]{2,}/.test(url ?? '') || short.test(url ?? '')),
        )
        .map(String),
  },
  {
    title: 'whoever a card refreshes for is named',
    rule: 'A card refreshes for one to sixty named people, with a verb that only looks.',
    fix: 'Pass the Teams user id of the one person.',
    problems: ({ card }) => {
      const refresh = card.refresh as { action?: Node; userIds?: unknown[] } | undefined
      if (!refresh) return []
      const count = refresh.userIds?.length ?? 0
      return count >= 1 && count <= 60 && refresh.action?.type === 'Action.Execute' ? [] : [`${count} people`]
    },
  },
]

/** Everything that is wrong with a card. */
export const cardProblems = (message: CardMessage): string[] =>
  cardRules.flatMap(({ rule, problems }) => problems(message).map(problem => `${rule} ${problem}`))
