/** Builders for the parts of an Adaptive Card 1.5 that Teams shows everywhere. They return plain JSON. */
import type { Say } from './texts/translate.ts'

export type Element = Record<string, unknown> & { type: string }
export type Action = Record<string, unknown> & { type: 'Action.Execute' | 'Action.OpenUrl' }
export type Card = { type: 'AdaptiveCard'; version: '1.5'; body: Element[]; actions?: Action[] } & Record<string, unknown>

/** A card with the line that a notification shows. */
export interface CardMessage {
  card: Card
  summary: string
}

/** Who may see the card refreshed: the one person it is for (Teams user id, `29:…`). */
export interface Viewer {
  teamsUserId: string | null
}

export const heading = (text: string): Element => ({
  type: 'TextBlock',
  text,
  weight: 'Bolder',
  size: 'Large',
  wrap: true,
  style: 'heading',
})
export const subheading = (text: string): Element => ({ type: 'TextBlock', text, weight: 'Bolder', wrap: true, spacing: 'Medium' })
export const paragraph = (text: string): Element => ({ type: 'TextBlock', text, wrap: true, spacing: 'Small' })
export const quiet = (text: string): Element => ({ type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'Small', spacing: 'Small' })
export const strong = (text: string): Element => ({ type: 'TextBlock', text, wrap: true, weight: 'Bolder', spacing: 'Small' })
export const warning = (text: string): Element => ({
  type: 'Container',
  style: 'warning',
  bleed: false,
  items: [{ type: 'TextBlock', text, wrap: true }],
})
export const good = (items: Element[]): Element => ({ type: 'Container', style: 'good', items })
export const emphasis = (items: Element[]): Element => ({ type: 'Container', style: 'emphasis', items })
export const facts = (rows: [string, string][]): Element => ({
  type: 'FactSet',
  facts: rows.map(([title, value]) => ({ title, value })),
})
export const picture = (url: string, altText: string, width = '96px'): Element => ({
  type: 'Image',
  url,
  altText,
  width,
  horizontalAlignment: 'Left',
})

export interface TextField {
  id: string
  label: string
  value?: string
  placeholder?: string
  required?: { message: string }
  multiline?: boolean
  maxLength: number
}
export const textField = (field: TextField): Element => ({
  type: 'Input.Text',
  id: field.id,
  label: field.label,
  maxLength: field.maxLength,
  ...(field.value === undefined ? {} : { value: field.value }),
  ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
  ...(field.multiline ? { isMultiline: true } : {}),
  ...(field.required ? { isRequired: true, errorMessage: field.required.message } : {}),
})

export const dateField = (id: string, label: string, value: string, message: string): Element => ({
  type: 'Input.Date',
  id,
  label,
  value,
  isRequired: true,
  errorMessage: message,
})
export const timeField = (id: string, label: string, value: string, message: string): Element => ({
  type: 'Input.Time',
  id,
  label,
  value,
  isRequired: true,
  errorMessage: message,
})

export interface ChoiceField {
  id: string
  label: string
  choices: { title: string; value: string }[]
  value?: string
  expanded?: boolean
  /** More than one may be chosen; `value` and what comes back are then the values with commas between them. */
  several?: boolean
  required?: { message: string }
}
export const choiceField = (field: ChoiceField): Element => ({
  type: 'Input.ChoiceSet',
  id: field.id,
  label: field.label,
  choices: field.choices,
  style: field.expanded ? 'expanded' : 'compact',
  wrap: true,
  ...(field.several ? { isMultiSelect: true } : {}),
  ...(field.value === undefined ? {} : { value: field.value }),
  ...(field.required ? { isRequired: true, errorMessage: field.required.message } : {}),
})

export const openUrl = (title: string, url: string): Action => ({ type: 'Action.OpenUrl', title, url })

export interface CardParts {
  say: Say
  body: Element[]
  actions?: Action[]
  /** Present on personal cards: they ask for their newest state when they are looked at again. */
  refresh?: { action: Action; userIds: string[] }
}

export function card({ say, body, actions, refresh }: CardParts): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: say.language,
    body,
    ...(actions?.length ? { actions } : {}),
    ...(refresh?.userIds.length ? { refresh } : {}),
    msteams: { width: 'Full' },
  }
}
