/** The card about a question, as one reader sees it now. */
import type { Approval } from '../../cards/approval.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { type Subject, verdictOf } from '../../services/approvals.ts'
import { findPerson } from '../../services/people.ts'
import type { App } from '../app.ts'
import type { Approvable, Asked } from './approvable.ts'

const nameOf = async (app: App, id: string | null): Promise<string | null> => (id ? ((await findPerson(app.db, id))?.name ?? id) : null)

/** `asked`: how it stands, as `find` of the kind gives it. */
export async function approvalOf(
  app: App,
  { approvable, asked }: { approvable: Approvable; asked: Asked },
  { kind, id, askedAt }: Subject & { askedAt: Date },
  reader: { say: Say; now: Date },
): Promise<Approval> {
  const state = verdictOf(asked, askedAt)
  const decider = state === 'approved' ? asked.approved_by : state === 'declined' ? asked.declined_by : null
  return {
    kind,
    id,
    askedAt: askedAt.getTime(),
    state,
    author: (await nameOf(app, asked.authorId)) ?? '',
    decidedBy: await nameOf(app, decider),
    note: state === 'declined' ? asked.declined_note : null,
    ...(await approvable.about(app, id, reader)),
  }
}
