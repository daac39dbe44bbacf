import { z } from 'zod'
import { questionCounts } from '../../services/questions.ts'
import { resource } from './resource.ts'

const outcome = z.enum(['asked', 'unsure', 'helped', 'not_helped', 'human'])

export const questionResources = [
  resource(
    {
      method: 'GET',
      path: '/questions',
      about:
        'What people ask, most frequent first: for each situation and language how often it was asked, how often the bot was not sure, whether the answer helped, and how often a human was next. Nobody’s words are kept.',
      query: z.object({
        since: z.iso.date().optional().meta({ description: 'Only from this day on, in the zone of the organisation.' }),
      }),
      answer: z.object({ items: z.array(z.object({ topic: z.string(), language: z.string(), outcome, count: z.int() })) }),
    },
    async ({ app }, { query: { since } }) => ({ items: await questionCounts(app.db, since) }),
  ),
]
