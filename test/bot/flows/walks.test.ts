import type { FlowId } from '../../../bot/flows/flow.ts'
import { guide } from '../../../bot/flows/index.ts'
import { languages } from '../../../cards/texts/translate.ts'
import { obey } from '../../support/sources.ts'
import { describeWalks, type Visited } from '../../support/walks.ts'
import { walks } from '../../walks/index.ts'

const visited: Visited = { en: new Set(), nl: new Set() }

for (const [flow, through] of Object.entries(walks)) describeWalks(flow as FlowId, through, visited)

const steps = Object.values(guide.flows).flatMap(flow => Object.keys(flow.steps).map(step => `${flow.id}.${step}`))
const remedies = Object.keys(guide.remedies).map(reason => `remedy ${reason}`)

describe('the walks', () => {
  for (const language of languages) {
    it(`visit every step and every remedy (${language})`, () =>
      obey(
        'Somebody walks through everything that the guide can show, in every language.',
        'Add it to a walk in test/walks/ (with `-g`, only the chosen walks are taken).',
        [...steps, ...remedies].filter(place => !visited[language].has(place)),
      ))
  }
})
