/** For the people who run the rollout: campaigns and their waves. */
import type { Command } from '../answer.ts'
import { openRollout } from '../rollout/list.ts'

export const rollout: Command = {
  name: 'rollout',
  words: { en: ['rollout', 'campaign', 'waves'], nl: ['uitrol', 'campagne', 'rondes'] },
  role: 'admin',
  run: openRollout,
}
