import type { Command } from '../answer.ts'
import { menuFor, statusFor } from '../menu.ts'

export const help: Command = {
  name: 'help',
  words: {
    en: ['help', 'hi', 'hello', 'hey', 'menu', 'good morning'],
    nl: ['hulp', 'hallo', 'hoi', 'dag', 'goedemorgen', 'goedemiddag'],
  },
  role: 'employee',
  run: turn => menuFor(turn),
}

export const status: Command = {
  name: 'status',
  words: { en: ['status', 'how do i stand'], nl: ['status', 'hoe sta ik ervoor', 'mijn status'] },
  role: 'employee',
  run: statusFor,
}
