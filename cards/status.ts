/** "How do I stand?": what is registered (kinds only), what is missing, the deadline, the open case. */
import { execute } from './actions.ts'
import { type CardMessage, card, facts, heading, paragraph, quiet } from './card.ts'
import { hasText, type Say } from './texts/translate.ts'

export interface Status {
  givenName: string
  known: { done: boolean; endsSoon: boolean; kinds: string[]; at: Date } | null
  deadline: Date | null
  passed: boolean
  caseId: number | null
}

export function kindName(say: Say, kind: string): string {
  const key = `method.${kind}`
  return hasText(key) ? say(key) : say('method.other')
}

export function statusCard(say: Say, status: Status): CardMessage {
  const { known } = status
  const title = known?.done ? say('status.done') : known?.endsSoon ? say('status.ends_soon') : say('status.todo')
  const kinds = known?.kinds.length ? known.kinds.map(kind => kindName(say, kind)).join(', ') : say('status.none')
  const rows: [string, string][] = [
    [say('status.registered'), kinds],
    [say('status.looked'), known ? say.moment(known.at) : say('status.never_looked')],
    [say('status.deadline'), status.deadline ? say.moment(status.deadline) : say('status.no_deadline')],
    ...(status.caseId ? ([[say('status.case'), `#${status.caseId}`]] as [string, string][]) : []),
  ]
  const advice = known?.done ? say('status.advice_done') : status.passed ? say('status.advice_passed') : say('status.advice_todo')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), facts(rows), paragraph(advice), quiet(say('status.kinds_only'))],
      actions: [
        execute(
          'guide.start',
          known?.done ? say('announcement.add_second') : say('menu.set_up'),
          { flow: known?.done ? 'passkey' : 'start' },
          'positive',
        ),
        execute('guide.look', say('status.look'), {}),
        execute('help.open', say('common.helpdesk'), {}),
      ],
    }),
  }
}
