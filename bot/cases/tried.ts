import { hasText, type Say, textKey } from '../../cards/texts/translate.ts'
import type { CaseContext } from '../../services/db/tables/cases.ts'
import { flowOf, stepOf, stepText } from '../flows/flow.ts'
import { guide } from '../flows/index.ts'

type Line = CaseContext['tried'][number]

/** How many of the newest things are shown; nobody reads more at a glance. */
const most = 6

function titleOf({ flow: flowId, step }: Pick<Line, 'flow' | 'step'>): string {
  const flow = flowOf(guide.flows, flowId)
  return flow && stepOf(flow, step) ? stepText(flow, step, 'title') : ''
}

/** What a step is called, or its id where no such step exists any more. */
export function stepWords(say: Say, place: Pick<Line, 'flow' | 'step'>): string {
  const title = titleOf(place)
  return hasText(title) ? say(title) : place.step
}

/** Where nothing happens any more. */
export const silenceWords = (say: Say, at: NonNullable<CaseContext['silence']>): string =>
  'key' in at ? say(`case.silence.key.${at.key}`) : stepWords(say, at)

function words(say: Say, line: Line): string | null {
  const { event } = line
  if (event.startsWith('looked:') && event !== 'looked:found') return say('case.tried.looked')
  const title = titleOf(line)
  if (!hasText(title)) return null
  const trouble = event.startsWith('reason:') ? `trouble.${event.slice('reason:'.length)}` : ''
  return hasText(trouble) ? `${say(title)} (${say(trouble)})` : say(textKey(title))
}

/** What the person did in the guide, in its own words, oldest first, without repeating itself. */
export function triedWords(say: Say, tried: Line[]): string[] {
  const all = tried.map(line => words(say, line)).filter(text => text !== null)
  return all.filter((text, index) => text !== all[index - 1]).slice(-most)
}
