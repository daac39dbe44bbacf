/** A colleague asks for approval: what goes out, to how many, when; and how it was answered. */
import { execute, type Packed } from './actions.ts'
import { type Action, type CardMessage, card, type Element, facts, good, heading, paragraph, quiet, textField, warning } from './card.ts'
import { languages, type Say } from './texts/translate.ts'

export interface Approval {
  kind: 'announcement' | 'wave' | 'correction'
  id: string
  /** The question, in milliseconds: an old card answers no new question. */
  askedAt: number
  state: 'asked' | 'approved' | 'declined' | 'withdrawn' | 'late'
  /** Who asks. */
  author: string
  /** What it is about, in a few words. */
  what: string
  facts: [string, string][]
  /** Who answered, and why not. */
  decidedBy: string | null
  note: string | null
  /** Where one sees how it goes. */
  look: Action
}

type AskTitle = `approval.ask_${Approval['kind']}`

function answerButtons(say: Say, { kind, id, askedAt }: Approval): Action[] {
  const question: Packed<'approval.approve'> = { kind, id, askedAt }
  const samples = languages.map(language => execute('approval.sample', say('approval.show', { language }), { ...question, language }))
  return [
    execute('approval.approve', say('approval.approve'), question, 'positive'),
    execute('approval.decline', say('approval.decline'), question, 'destructive'),
    ...samples,
  ]
}

function outcome(say: Say, { state, decidedBy, note }: Approval): Element[] {
  const name = decidedBy ?? ''
  if (state === 'approved') return [good([paragraph(say('approval.approved', { name }))])]
  if (state === 'declined')
    return [warning(say('approval.declined', { name })), ...(note ? [paragraph(say('approval.note', { note }))] : [])]
  if (state === 'late') return [paragraph(say('approval.closed_late'))]
  return state === 'withdrawn' ? [paragraph(say('approval.withdrawn'))] : []
}

/** For the colleagues who are asked; it follows what becomes of the question. */
export function approvalCard(say: Say, approval: Approval): CardMessage {
  const { author, what, state } = approval
  const title = say(`approval.ask_${approval.kind}` satisfies AskTitle, { author })
  const isOpen = state === 'asked'
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(what),
        facts(approval.facts),
        ...outcome(say, approval),
        ...(isOpen
          ? [quiet(say('approval.means')), textField({ id: 'reason', label: say('approval.reason'), multiline: true, maxLength: 500 })]
          : []),
      ],
      actions: isOpen ? answerButtons(say, approval) : [approval.look],
    }),
  }
}

/** What the author reads: who answered, that nobody did in time, or that the question reached nobody. */
function newsFor(say: Say, { state, decidedBy }: Approval): { title: string; body: string[] } {
  const name = decidedBy ?? ''
  if (state === 'late') return { title: say('approval.yours_late'), body: [say('approval.yours_late_body')] }
  if (state === 'asked') return { title: say('approval.yours_unasked'), body: [say('approval.yours_unasked_body')] }
  return { title: say(state === 'approved' ? 'approval.yours_approved' : 'approval.yours_declined', { name }), body: [] }
}

/** For the author: how the question went. `change`: the button that goes on with what was not approved. */
export function approvalAnswerCard(say: Say, approval: Approval, change: Action | null): CardMessage {
  const { what, state, note } = approval
  const { title, body } = newsFor(say, approval)
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(what),
        ...body.map(line => paragraph(line)),
        ...(note ? [paragraph(say('approval.note', { note }))] : []),
      ],
      actions: state !== 'approved' && change ? [change, approval.look] : [approval.look],
    }),
  }
}
