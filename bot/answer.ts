/** What a handler says back; `turn.ts` brings it to Teams. Handlers see plain data, never a raw activity. */
import type { Pressed, Verb } from '../cards/actions.ts'
import type { CardMessage } from '../cards/card.ts'
import type { Say } from '../cards/texts/translate.ts'
import type { Person } from '../services/people.ts'
import type { OutgoingMessage } from '../services/ports.ts'
import type { Secret } from '../services/secrets.ts'
import type { App } from './app.ts'
import type { Sender } from './incoming.ts'

/**
 * `replace`: the card that takes the place of the one whose button was pressed. `send`: new messages, in order; `sent` hears the id
 * of the message; `eachTime`: it is said again even if it is the last thing that was said; `again`: what is said
 * instead. `tell`: a short line (for a button: shown as a notice; for typed text: a message).
 */
export interface Answer {
  replace?: CardMessage
  send?: { message: OutgoingMessage; sent?: (activityId: string) => Promise<void>; eachTime?: true; again?: string }[]
  tell?: string
}

/** Everything a handler may use. */
export interface Turn {
  app: App
  person: Person
  say: Say
  sender: Sender
  now: Date
}

type PressedAs<V extends Verb> = Extract<Pressed, { verb: V }>

/** What happens when a button is pressed. `roles`: who may; checked before the handler runs, everybody when absent. */
export type ActionHandlers = { [V in Verb]?: (turn: Turn, data: PressedAs<V>['data'], activityId: string | null) => Promise<Answer> }

export interface FoundSecret {
  kind: Secret
  activityId: string | null
  lines: Record<string, number[]>
}

/**
 * What is shown again when a button came with a secret in one of its fields. Those fields are empty in `data`: nobody gets to see what
 * was in them, and the button's own handler does not run. `lines`: in which lines of a field it was seen, counted from 1.
 */
export type SecretHandlers = {
  [V in Verb]?: (turn: Turn, data: PressedAs<V>['data'], found: FoundSecret) => Promise<Answer>
}

/** A typed command. `words` are what people may type, per language, lower case. */
export interface Command {
  name: string
  words: Record<'en' | 'nl', string[]>
  role: 'employee' | 'admin' | 'helpdesk'
  /** Not in the list that Teams shows to everybody: the word means something to few, or a button is the usual way. */
  unlisted?: true
  run(turn: Turn): Promise<Answer>
  /** When something follows the word: what it is about. For admins and agents only. */
  ask?: (turn: Turn, about: string) => Promise<Answer>
}
