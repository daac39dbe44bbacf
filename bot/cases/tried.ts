import { hasText, type Say, textKey } from '../../cards/texts/translate.ts'
import type { CaseContext } from '../../services/db/schema.ts'
import { flowOf, stepOf, stepText } from '../flows/flow.ts'
import { guide } from '../flows/index.ts'

type Line = CaseContext['tried'][number]

/** How many of the newest things are shown; nobody reads more at a glance. */
const most = 6

function words(say: Say, { flow: flowId, step, event }: Line): string | null {
  if (event.startsWith('looked:') && event !== 'looked:found') return say('case.tried.looked')
  const flow = flowOf(guide.flows, flowId)
  const title = flow && stepOf(flow, step) ? stepText(flow, step, 'title') : ''
  if (!hasText(title)) return null
  const trouble = event.startsWith('reason:') ? `trouble.${event.slice('reason:'.length)}` : ''
  return hasText(trouble) ? `${say(title)} (${say(trouble)})` : say(textKey(title))
}

/** What the person did in the guide, in its own words, oldest first, without repeating itself. */
export function triedWords(say: Say, tried: Line[]): string[] {
  const all = tried.map(line => words(say, line)).filter(text => text !== null)
  return all.filter((text, index) => text !== all[index - 1]).slice(-most)
}
