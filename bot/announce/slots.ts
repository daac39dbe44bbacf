/** What is said to many, between the form (one field for each slot and language) and what is stored; and what is wrong with it. */
import { z } from 'zod'
import { type SlotName, slotLabels, slotNames } from '../../cards/slots.ts'
import { languages, type Say } from '../../cards/texts/translate.ts'
import type { AnnouncementContent } from '../../services/announcements.ts'
import { checkMarkdown } from '../../services/markdown.ts'
import type { App } from '../app.ts'

/** A field of a form: trimmed; empty when it is absent, no text or too long. */
export const line = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .catch('')
    .transform(text => text.trim())

/** The slots of a payload: `what_en`, `why_nl` and so on. */
export function readSlots(payload: Record<string, unknown>): Record<string, string> {
  const ids = languages.flatMap(language => slotNames.map(slot => `${slot}_${language}`))
  return Object.fromEntries(ids.map(id => [id, line(600).parse(payload[id])]))
}

/** The stored texts as the form has them. */
export function flatSlots(content: AnnouncementContent): Record<string, string> {
  return Object.fromEntries(
    Object.entries(content.texts).flatMap(([language, texts]) => slotNames.map(slot => [`${slot}_${language}`, texts[slot]])),
  )
}

/** What is stored of the form. */
export function contentOf(values: { sender: string; phone: string; texts: Record<string, string> }): AnnouncementContent {
  const slotsOf = (language: string) => Object.fromEntries(slotNames.map(slot => [slot, values.texts[`${slot}_${language}`] ?? '']))
  const texts = Object.fromEntries(languages.map(language => [language, slotsOf(language) as Record<SlotName, string>]))
  return { sender: values.sender, phone: values.phone, texts }
}

const slotName = (say: Say, slot: SlotName, language: string) => `${say(slotLabels[slot]).split(' (')[0]} (${language.toUpperCase()})`

/** What a field of the forms is called; null for one that has no name of its own. */
export function fieldName(say: Say, id: string): string | null {
  const [part = '', language = ''] = id.split('_')
  const slot = slotNames.find(one => one === part)
  if (slot) return slotName(say, slot, language)
  if (part === 'reason' && languages.some(one => one === language)) return say('correct.reason', { language })
  if (id === 'sender') return say('announce.sender')
  return id === 'phone' ? say('announce.phone') : null
}

/** The hosts that a link may lead to: the intranet, Microsoft's own pages, and what the organisation adds. */
const allowedHosts = ({ config }: App) => [...new Set([new URL(config.INTRANET_URL).hostname, 'microsoft.com', ...config.LINK_HOSTS])]

function markdownProblems(app: App, say: Say, field: string, text: string): string[] {
  const hosts = allowedHosts(app)
  return checkMarkdown(text, hosts).map(problem =>
    problem.kind === 'not_shown'
      ? say('announce.problem_markdown', { field })
      : say(`announce.problem_link_${problem.kind}`, { field, link: problem.link, hosts: hosts.join(', ') }),
  )
}

/** Why something is corrected or taken back, per language: `reason_en`, `reason_nl`. */
export const readReason = (payload: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(languages.map(language => [language, line(200).parse(payload[`reason_${language}`])]))

/** Everybody reads it, so it is held to the same rules as the message itself. */
export function reasonProblems(app: App, say: Say, reason: Record<string, string>): string[] {
  return languages.flatMap(language => {
    const field = say('correct.reason', { language })
    const text = reason[language]
    return text ? markdownProblems(app, say, field, text) : [say('announce.problem_missing', { field })]
  })
}

/** What is wrong with the texts: empty slots, links to elsewhere, what Teams cannot show. */
export function slotProblems(
  app: App,
  say: Say,
  texts: Record<string, string>,
  kind: 'announcement' | 'security' = 'announcement',
): string[] {
  return languages.flatMap(language =>
    slotNames.flatMap(slot => {
      const text = texts[`${slot}_${language}`] ?? ''
      const field = slotName(say, slot, language)
      if (!text && kind === 'security') return slot === 'what' ? [say('announce.problem_warning', { field })] : []
      if (!text) return slot === 'extra' ? [] : [say('announce.problem_missing', { field })]
      return markdownProblems(app, say, field, text)
    }),
  )
}

/** What is wrong with who it comes from and the number to call. */
export function plainProblems(app: App, say: Say, values: { sender: string; phone: string }): string[] {
  const fields: [string, string][] = [
    [values.sender, say('announce.sender')],
    [values.phone, say('announce.phone')],
  ]
  return fields.flatMap(([value, field]) =>
    value ? markdownProblems(app, say, field, value) : [say('announce.problem_missing', { field })],
  )
}
