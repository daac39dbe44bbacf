/** The guide waits: because the person wants to go on later, or because all is said. */
import { execute } from './actions.ts'
import type { CardMessage } from './card.ts'
import { type GuideFrame, guideCard, helpdesk } from './guide-card.ts'

export function pausedCard(frame: GuideFrame, stepTitle: string): CardMessage {
  const { say } = frame
  return guideCard(frame, {
    picture: 'pause',
    title: say('guide.paused.title'),
    body: say('guide.paused.body', { step: stepTitle }),
    actions: [execute('guide.resume', say('guide.go_on'), {}, 'positive'), helpdesk(frame)],
  })
}

export function closedCard(frame: GuideFrame): CardMessage {
  const { say } = frame
  return guideCard(frame, {
    picture: 'done',
    title: say('guide.closed.title'),
    body: say('guide.closed.body'),
    actions: [
      execute('guide.start', say('guide.question'), { flow: 'question' }),
      execute('menu.status', say('guide.my_deadline'), {}),
      helpdesk(frame),
    ],
  })
}
