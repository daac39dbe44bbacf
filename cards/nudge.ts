/** Somebody who began and does not get further: first one question how it goes, then the offer of a human. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, heading, paragraph, quiet } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface Nudge {
  /** The title of the step. */
  step: string
  /** Where its buttons speak about. Null: the person is in a side talk, and only goes back. */
  at: { flow: string; step: string; revision: number } | null
  /** The person chose "Continue later". */
  paused: boolean
  /** The step has a list of what may go wrong. */
  hasReasons: boolean
  /** What a case would be about. */
  topic: string
  /** The moment that counts for this person, where one is announced. */
  deadline: Date | null
  passed: boolean
}

const deadlineLine = (say: Say, { deadline, passed }: Nudge) =>
  deadline ? [quiet(say(passed ? 'nudge.since' : 'nudge.until', { moment: say.moment(deadline) }))] : []

const goOn = (say: Say, style?: 'positive'): Action => execute('guide.resume', say('guide.go_on'), {}, style)
const pause = (say: Say, { at, paused }: Nudge): Action[] => (at && !paused ? [execute('guide.pause', say('guide.later'), at)] : [])

/** "How is it going?" It is no reminder: it asks once, and keeps the place. */
export function checkInCard(say: Say, nudge: Nudge): CardMessage {
  const { at, topic, step, paused } = nudge
  const title = say('nudge.how.title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('nudge.how.body', { step, paused: paused ? 'yes' : 'no' })),
        paragraph(say('nudge.how.kept')),
        ...deadlineLine(say, nudge),
      ],
      actions: [
        goOn(say, 'positive'),
        ...(at && nudge.hasReasons && !paused ? [execute('guide.trouble', say('guide.trouble'), at)] : []),
        ...pause(say, nudge),
        execute('help.open', say('common.helpdesk'), { topic }),
      ],
    }),
  }
}

/** "Shall a colleague look with you?" The helpdesk is the main button, because the steps alone did not do it. */
export function offerCard(say: Say, nudge: Nudge): CardMessage {
  const title = say('nudge.offer.title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('nudge.offer.body', { step: nudge.step })),
        paragraph(say('nudge.offer.how')),
        ...deadlineLine(say, nudge),
      ],
      actions: [execute('help.open', say('nudge.offer.yes'), { topic: nudge.topic }, 'positive'), goOn(say), ...pause(say, nudge)],
    }),
  }
}
