import type { Command } from '../answer.ts'
import type { FlowId } from '../flows/flow.ts'
import { resumeFlow, startFlow } from '../flows/handlers.ts'

const walk = (name: string, flow: FlowId, words: Command['words']): Command => ({
  name,
  words,
  role: 'employee',
  run: turn => startFlow(turn, flow),
})

export const start = walk('start', 'start', {
  en: ['start', 'set it up', 'set up', 'register', 'mfa'],
  nl: ['instellen', 'registreren', 'nu instellen', 'begin'],
})
export const newPhone = walk('new_phone', 'new_phone', {
  en: ['new phone', 'i have a new phone'],
  nl: ['nieuwe telefoon', 'ik heb een nieuwe telefoon'],
})
export const lostPhone = walk('lost_phone', 'lost_phone', {
  en: ['lost phone', 'i lost my phone', 'phone stolen', 'stolen phone'],
  nl: ['telefoon kwijt', 'ik ben mijn telefoon kwijt', 'telefoon gestolen'],
})
export const changePhoneNumber = walk('change_phone_number', 'change_phone_number', {
  en: ['new number', 'my number changed', 'change number'],
  nl: ['nieuw nummer', 'mijn nummer is veranderd', 'nummer wijzigen'],
})

export const resume: Command = {
  name: 'resume',
  words: { en: ['go on', 'continue', 'resume'], nl: ['verder', 'ga verder', 'straks verder'] },
  role: 'employee',
  unlisted: true,
  run: resumeFlow,
}
