/** The list of typed commands. */
import type { Command } from '../answer.ts'
import { announce, announcements } from './announce.ts'
import { featuresCommand } from './features.ts'
import { genuine } from './genuine.ts'
import { changePhoneNumber, lostPhone, newPhone, resume, start } from './guide.ts'
import { helpdesk } from './helpdesk.ts'
import { language } from './language.ts'
import { help, status } from './menu.ts'
import { moreTime } from './more-time.ts'
import { peopleCommand } from './people.ts'

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
  announce,
  announcements,
  peopleCommand,
  featuresCommand,
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
