import { hasRole } from '../../services/roles.ts'
import type { Command } from '../answer.ts'
import { openExtensionList } from '../extensions/admin.ts'
import { openMoreTime } from '../notices/more-time.ts'

/** The same word means the wish to an employee, and the list of wishes to an admin. */
export const moreTime: Command = {
  name: 'more_time',
  words: {
    en: ['more time', 'extension', 'extensions', 'i need more time'],
    nl: ['uitstel', 'meer tijd', 'ik heb meer tijd nodig', 'verzoeken om uitstel'],
  },
  role: 'employee',
  run: async turn => ((await hasRole(turn.app, turn.person.id, 'admin')) ? openExtensionList(turn) : openMoreTime(turn)),
}
