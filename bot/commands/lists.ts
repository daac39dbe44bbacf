/** For admins: lists of people for waves. */
import type { Command } from '../answer.ts'
import { openLists } from '../rollout/lists.ts'

export const lists: Command = {
  name: 'lists',
  words: { en: ['lists', 'list'], nl: ['lijsten', 'lijst'] },
  role: 'admin',
  run: openLists,
}
