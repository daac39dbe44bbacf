/** The frame that all cards of the guide share: picture and title, text, buttons, and the way to their newest state. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, heading, openUrl, paragraph, picture, quiet, warning } from './card.ts'
import { type LinkName, links } from './links.ts'
import { type PictureName, pictureOf } from './pictures.ts'
import { hasText, type Say, textKey, type Values } from './texts/translate.ts'

/** What a card of the guide is drawn from besides its own content. */
export interface GuideFrame {
  say: Say
  /** The place that its buttons speak about. */
  at: { flow: string; step: string; revision: number }
  /** Teams user id of the one person who sees it. */
  viewer: string | null
  /** What a case that is opened from here is about. */
  topic: string
  /** A kind word above the rest, such as "You were already further than that card". */
  note?: string
  /** Lines before the body: what the person needs for what begins here, and what they have. */
  opening: string[]
  /** Named values that the texts may use. */
  values: Values
}

export interface GuideContent {
  picture: PictureName
  title: string
  /** One paragraph per line. */
  body: string
  extra?: Element[]
  warn?: string
  link?: LinkName
  actions: Action[]
}

const address = (url: string): Element => paragraph(`[${url}](${url})`)

export const helpdesk = ({ say, topic }: Pick<GuideFrame, 'say' | 'topic'>): Action =>
  execute('help.open', say('common.helpdesk'), { topic })

export const openPage = (say: Say, link: LinkName): Action => openUrl(say(textKey(`guide.open.${link}`)), links[link])

/** Buttons next to an input: pressing them does not ask for an answer first. */
export const anyway = (action: Action): Action => ({ ...action, associatedInputs: 'none' })

const head = (say: Say, name: PictureName, title: string): Element => ({
  type: 'ColumnSet',
  columns: [
    { type: 'Column', width: 'auto', items: [picture(pictureOf(name), say(textKey(`picture.${name}`)), '48px')] },
    { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: [heading(title)] },
  ],
})

export function guideCard({ say, viewer, note, opening }: GuideFrame, content: GuideContent): CardMessage {
  const body: Element[] = [
    ...(note ? [quiet(note)] : []),
    head(say, content.picture, content.title),
    ...opening.map(quiet),
    ...content.body.split('\n').map(paragraph),
    ...(content.link ? [address(links[content.link])] : []),
    ...(content.warn ? [warning(content.warn)] : []),
    ...(content.extra ?? []),
  ]
  const refresh = { action: execute('guide.refresh', say('guide.refresh'), {}), userIds: viewer ? [viewer] : [] }
  return { card: card({ say, body, actions: content.actions, refresh }), summary: content.title }
}

/** The text under a key that is put together at run time, or nothing where there is none. */
export const maybe = (say: Say, key: string, values: Values): string | undefined => (hasText(key) ? say(key, values) : undefined)
