/** The guide waits: because the person wants to go on later, or because all is said. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph } from './card.ts'
import { type GuideFrame, guideCard, helpdesk } from './guide-card.ts'
import type { Say } from './texts/translate.ts'

export function pausedCard(frame: GuideFrame, stepTitle: string): CardMessage {
  const { say } = frame
  return guideCard(frame, {
    picture: 'pause',
    title: say('guide.paused.title'),
    body: say('guide.paused.body', { step: stepTitle }),
    actions: [execute('guide.resume', say('guide.go_on'), {}, 'positive'), helpdesk(frame)],
  })
}

/** `goesOn`: a side talk is over, and the person was in the middle of something before it. */
export function closedCard(frame: GuideFrame, goesOn: boolean): CardMessage {
  const { say } = frame
  return guideCard(frame, {
    picture: 'done',
    title: say('guide.closed.title'),
    body: say('guide.closed.body'),
    actions: [
      ...(goesOn ? [execute('guide.resume', say('guide.go_on'), {}, 'positive')] : []),
      execute('guide.start', say('guide.question'), { flow: 'question' }),
      execute('menu.status', say('guide.my_deadline'), {}),
      helpdesk(frame),
    ],
  })
}

/** Nothing that the guide knows helped: a human is next, in the message below. */
export function handedCard(frame: GuideFrame): CardMessage {
  const { say, at } = frame
  return guideCard(frame, {
    picture: 'trouble',
    title: say('guide.handed.title'),
    body: say('guide.handed.body'),
    actions: [
      { ...helpdesk(frame), style: 'positive' },
      execute('guide.back', say('guide.back'), at),
      execute('guide.start', say('guide.question'), { flow: 'question' }),
    ],
  })
}

/** An earlier message of the guide, once it goes on in a newer one. It asks for no newest state: that is shown below. */
export function earlierCard(say: Say): CardMessage {
  const title = say('guide.earlier.title')
  const actions = [execute('help.open', say('common.helpdesk'), {})]
  return { summary: title, card: card({ say, body: [heading(title), paragraph(say('guide.earlier.body'))], actions }) }
}
