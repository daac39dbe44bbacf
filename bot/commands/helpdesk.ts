import type { Command } from '../answer.ts'
import { openHelp } from '../cases/employee.ts'

export const helpdesk: Command = {
  name: 'helpdesk',
  words: {
    en: ['helpdesk', 'talk to the helpdesk', 'human', 'talk to a human', 'agent', 'person', 'call me'],
    nl: ['helpdesk', 'mens', 'medewerker', 'praat met de helpdesk', 'iemand spreken', 'bel mij', 'bel me'],
  },
  role: 'employee',
  run: turn => openHelp(turn),
}
