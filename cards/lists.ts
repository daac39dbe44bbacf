/** For admins: lists of people for waves. A short one is pasted here; a long one is uploaded as a file, and the card says where. */
import { execute } from './actions.ts'
import { type CardMessage, card, type Element, facts, heading, paragraph, quiet, subheading, textField, warning } from './card.ts'
import type { Say } from './texts/translate.ts'

/** As many characters as a button carries without trouble. */
export const mostPasted = 20_000

export type MissReason = 'unknown' | 'ambiguous' | 'guest' | 'left' | 'duplicate' | 'no_address'

export interface Lists {
  /** The newest ones. */
  lists: { name: string; matched: number; at: Date }[]
  /** What became of the list that was made a moment ago. */
  made: { name: string; rows: number; matched: number; misses: { value: string; why: MissReason }[] } | null
  problem: 'empty' | 'no_address_column' | 'broken' | 'no_name' | 'secret' | null
  /** In which lines of what was pasted the secret was seen; empty where that is not known. */
  secretLines: number[]
  /** Where a file of any size is uploaded; null where browsers and scripts cannot reach the bot. */
  uploadAt: string | null
  /** What was typed, when something is still wrong with it. */
  name: string
  addresses: string
}

function madePart(say: Say, { name, rows, matched, misses }: NonNullable<Lists['made']>): Element[] {
  const lines = misses.map(({ value, why }): [string, string] => [value || say('lists.hidden'), say(`lists.why_${why}`)])
  const others = rows - matched - misses.length
  return [
    subheading(say('lists.made', { name, rows, matched })),
    ...(lines.length > 0 ? [paragraph(say('lists.missed')), facts(lines)] : []),
    ...(others > 0 ? [quiet(say('lists.more', { count: others }))] : []),
  ]
}

const mostLines = 10

function problemOf(say: Say, problem: NonNullable<Lists['problem']>, lines: number[]): string {
  if (problem !== 'secret' || lines.length === 0) return say(`lists.problem_${problem}`)
  const shown = lines.slice(0, mostLines)
  return say('lists.problem_secret_line', { count: lines.length, lines: shown.join(', '), more: lines.length - shown.length })
}

export function listsCard(say: Say, lists: Lists): CardMessage {
  const title = say('lists.title')
  const rows = lists.lists.map(({ name, matched, at }): [string, string] => [name, say('lists.line', { matched, day: say.day(at) })])
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('lists.body')),
        ...(lists.made ? madePart(say, lists.made) : []),
        ...(lists.problem ? [warning(problemOf(say, lists.problem, lists.secretLines))] : []),
        ...(rows.length > 0 ? [facts(rows)] : [quiet(say('lists.none'))]),
        textField({ id: 'name', label: say('lists.name'), placeholder: say('lists.name_hint'), value: lists.name, maxLength: 100 }),
        textField({
          id: 'addresses',
          label: say('lists.addresses'),
          placeholder: say('lists.addresses_hint'),
          value: lists.addresses,
          multiline: true,
          maxLength: mostPasted,
        }),
        quiet(lists.uploadAt ? say('lists.upload', { url: lists.uploadAt }) : say('lists.upload_nowhere')),
      ],
      actions: [execute('lists.make', say('lists.make'), {}, 'positive'), execute('rollout.list', say('menu.rollout'), {})],
    }),
  }
}
