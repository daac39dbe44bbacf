/** Short answers that several buttons of the rollout give. */
import { rolloutNoteCard } from '../../cards/rollout-steer.ts'
import type { Say, TextKey } from '../../cards/texts/translate.ts'
import type { Answer } from '../answer.ts'

export interface RolloutAnswer extends Answer {
  /** The wave on its way that the card shows: the card is kept true from now on. */
  shows?: string
}

export const note = (say: Say, title: TextKey, body: TextKey): Answer => ({
  replace: rolloutNoteCard(say, { title: say(title), body: say(body) }),
})

/** Somebody was faster, or it is not there any more. */
export const movedOn = (say: Say): Answer => note(say, 'rollout.moved_on', 'rollout.moved_on_body')
