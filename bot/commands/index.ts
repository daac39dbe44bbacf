/** The list of typed commands. */
import type { Answer, Command, Turn } from '../answer.ts'
import { announce, announcements, authorLimits } from './announce.ts'
import { featuresCommand } from './features.ts'
import { genuine } from './genuine.ts'
import { changePhoneNumber, lostPhone, newPhone, resume, start } from './guide.ts'
import { helpdesk } from './helpdesk.ts'
import { keys } from './keys.ts'
import { language } from './language.ts'
import { lists } from './lists.ts'
import { help, status } from './menu.ts'
import { moreTime } from './more-time.ts'
import { forget, later, privacy, startReminders, stopReminders } from './own.ts'
import { peopleCommand } from './people.ts'
import { personCommand } from './person.ts'
import { rollout } from './rollout.ts'

export const commands: Command[] = [
  help,
  start,
  resume,
  newPhone,
  lostPhone,
  changePhoneNumber,
  status,
  language,
  helpdesk,
  genuine,
  moreTime,
  keys,
  later,
  stopReminders,
  startReminders,
  privacy,
  forget,
  announce,
  announcements,
  rollout,
  lists,
  authorLimits,
  peopleCommand,
  featuresCommand,
  personCommand,
]

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** The command that was typed, in any language; punctuation and capitals do not matter. */
export function findCommand(text: string): Command | null {
  const typed = plain(text)
  return commands.find(command => Object.values(command.words).flat().includes(typed)) ?? null
}

export interface Asked {
  role: 'admin' | 'helpdesk'
  answer(turn: Turn): Promise<Answer>
}

/** A word of a command with what it is about: `person Kees`. */
export function findAsked(text: string): Asked | null {
  for (const { ask, role, words } of commands) {
    const word = Object.values(words)
      .flat()
      .find(one => text.toLowerCase().startsWith(`${one} `))
    if (ask && word && role !== 'employee') return { role, answer: turn => ask(turn, text.slice(word.length).trim()) }
  }
  return null
}
