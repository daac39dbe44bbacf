/** What a kind of thing that needs approval can do; `kinds.ts` lists them. */
import type { Approval } from '../../cards/approval.ts'
import type { Action, CardMessage } from '../../cards/card.ts'
import type { Language, Say } from '../../cards/texts/translate.ts'
import type { Question, Questioned } from '../../services/approvals.ts'
import type { Tx } from '../../services/db/database.ts'
import type { Turn } from '../answer.ts'
import type { App } from '../app.ts'

export interface Asked extends Questioned, Question {
  approved_by: string | null
  declined_note: string | null
  /** The wave that the announcement is a step of. */
  wave_id?: string | null
}

export interface Approvable {
  /** How its question stands; null when it is gone. */
  find(app: App, id: string): Promise<Asked | null>
  /** What the card says of it. `look`: the button to where one sees how it goes. */
  about(app: App, id: string, reader: { say: Say; now: Date }): Promise<Pick<Approval, 'what' | 'facts' | 'look'>>
  /** The button with which its author goes on when it was not approved. */
  change(say: Say, id: string, asked: Asked): Action | null
  /** Exactly what one employee sees. */
  sample(turn: Turn, id: string, language: Language): Promise<CardMessage[]>
  /** Sets it going, in the transaction of the approval; false when its time has passed. */
  goOn(app: App, tx: Tx, at: { id: string; now: Date; by: string }): Promise<boolean>
}
