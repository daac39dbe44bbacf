/** "This doesn't work": the real reasons for this very step. */
import { execute } from './actions.ts'
import { type CardMessage, choiceField } from './card.ts'
import { anyway, type GuideFrame, guideCard, helpdesk } from './guide-card.ts'
import { textKey } from './texts/translate.ts'

export function troubleCard(frame: GuideFrame, trouble: { stepTitle: string; reasons: string[] }): CardMessage {
  const { say, at, values } = frame
  const field = choiceField({
    id: 'reason',
    label: say('guide.trouble_label'),
    expanded: true,
    required: { message: say('guide.choose_one') },
    choices: trouble.reasons.map(reason => ({ title: say(textKey(`trouble.${reason}`), values), value: reason })),
  })
  return guideCard(frame, {
    picture: 'trouble',
    title: say('guide.trouble_title'),
    body: say('guide.trouble_body', { step: trouble.stepTitle }),
    extra: [field],
    actions: [
      execute('guide.reason', say('guide.help_with_this'), at, 'positive'),
      ...[execute('guide.back', say('guide.back_to_step'), at), execute('guide.pause', say('guide.later'), at), helpdesk(frame)].map(
        anyway,
      ),
    ],
  })
}
