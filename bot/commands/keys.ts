import { hasRole } from '../../services/roles.ts'
import type { Command } from '../answer.ts'
import { openKeyList } from '../keys/agent.ts'
import { openKey } from '../keys/employee.ts'

/** The same word means one's own key to an employee, and everybody's orders to an agent. */
export const keys: Command = {
  name: 'keys',
  words: {
    en: ['my key', 'keys', 'key orders', 'order a key'],
    nl: ['mijn sleutel', 'sleutels', 'sleutelbestellingen', 'sleutel bestellen'],
  },
  role: 'employee',
  unlisted: true,
  run: async turn => ((await hasRole(turn.app, turn.person.id, 'helpdesk')) ? openKeyList(turn) : openKey(turn)),
}
