/** "How do I stand?": what is registered (kinds only), what is missing, the deadline, the open case. */
import { execute } from './actions.ts'
import { type CardMessage, card, type Element, facts, heading, paragraph, quiet } from './card.ts'
import { phoneEnd } from './phone-end.ts'
import { hasText, type Say, type TextKey } from './texts/translate.ts'

export interface Status {
  /** About everything, or when it starts. */
  asked: 'all' | 'date'
  givenName: string
  known: { done: boolean; endsSoon: boolean; endsLater: boolean; kinds: string[]; at: Date } | null
  deadline: Date | null
  passed: boolean
  /** The date has come, but it was not seen to be on. */
  held: boolean
  /** A wish for more time; only `granted` moves the deadline. */
  moreTime: { state: 'asked' | 'approved' | 'granted'; until: Date } | null
  caseId: number | null
  /** The open order of a security key. */
  key: { state: 'asked' | 'accepted' | 'ready' | 'handed_over'; orderId: number; day: Date | null; place: string } | null
  /** How many days of the person's calendar are left; negative after the day; null without a deadline. */
  daysLeft: number | null
  remindersStopped: boolean
  /** The person asked for a look at the directory, which takes a moment. */
  looking: boolean
}

export function kindName(say: Say, kind: string): string {
  const key = `method.${kind}`
  return hasText(key) ? say(key) : say('method.other')
}

function titleOf(say: Say, { known }: Status): string {
  if (!known) return say('status.unknown')
  if (known.done) return say('status.done')
  return known.endsSoon ? say('status.ends_soon', { day: phoneEnd(say, known.endsLater) }) : say('status.todo')
}

/** The answer to "when does it start for me?". */
function dateTitle(say: Say, { deadline, passed, held }: Status): string {
  if (!deadline) return say('when.none')
  const moment = say.moment(deadline)
  if (held) return say('when.held', { moment })
  return passed ? say('when.passed', { moment }) : say('when.starts', { moment })
}

function adviceOf({ known, passed, held }: Status): TextKey {
  if (known?.done) return 'status.advice_done'
  if (held) return 'status.advice_held'
  if (passed) return 'status.advice_passed'
  return known ? 'status.advice_todo' : 'status.advice_unknown'
}

function seen(say: Say, known: NonNullable<Status['known']>): [string, string][] {
  const kinds = known.kinds.length ? known.kinds.map(kind => kindName(say, kind)).join(', ') : say('status.none')
  return [
    [say('status.registered'), kinds],
    [say('status.looked'), say.moment(known.at)],
  ]
}

function keyLine(say: Say, { state, day, place }: NonNullable<Status['key']>): string {
  return say(`status.key_${state}`, { day: day ? say.day(day) : '', place })
}

const deadlineRow = (say: Say, status: Status): [string, string] => [say('status.deadline'), deadlineLine(say, status)]

const timeLine = (say: Say, { state, until }: NonNullable<Status['moreTime']>) => `${say(`time.${state}`)} (${say.moment(until)})`

function deadlineLine(say: Say, { deadline, daysLeft }: Status): string {
  if (!deadline) return say('status.no_deadline')
  const left = daysLeft === null || daysLeft < 0 ? '' : ` (${say('status.days_left', { days: daysLeft })})`
  return `${say.moment(deadline)}${left}`
}

/** Whoever asks about dates has this one too; the card about everything has it as its title. */
function phoneEnds(say: Say, { asked, known }: Status): Element[] {
  return asked === 'date' && known?.endsSoon ? [paragraph(say('when.phone_ends', { day: phoneEnd(say, known.endsLater) }))] : []
}

export function statusCard(say: Say, status: Status): CardMessage {
  const { known } = status
  const title = status.asked === 'date' ? dateTitle(say, status) : titleOf(say, status)
  const rows: [string, string][] = [
    ...(known ? seen(say, known) : []),
    ...(status.asked === 'date' && !status.deadline ? [] : [deadlineRow(say, status)]),
    ...(status.moreTime ? ([[say('status.time'), timeLine(say, status.moreTime)]] as [string, string][]) : []),
    ...(status.key ? ([[say('status.key'), keyLine(say, status.key)]] as [string, string][]) : []),
    ...(status.remindersStopped ? ([[say('status.reminders'), say('status.reminders_stopped')]] as [string, string][]) : []),
    ...(status.caseId ? ([[say('status.case'), `#${status.caseId}`]] as [string, string][]) : []),
  ]
  const advice = say(adviceOf(status))
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(status.looking ? [paragraph(say('status.looking'))] : []),
        ...(status.asked === 'date' && !status.deadline ? [paragraph(say('when.none_body'))] : []),
        ...(rows.length > 0 ? [facts(rows)] : []),
        ...phoneEnds(say, status),
        paragraph(advice),
        quiet(say('status.kinds_only')),
      ],
      actions: [
        execute(
          'guide.start',
          known?.done ? say('announcement.add_second') : say('menu.set_up'),
          { flow: known?.done ? 'backup_method' : 'start' },
          'positive',
        ),
        execute('menu.look', say(known ? 'status.look' : 'status.look_now'), {}),
        ...(status.key ? [execute('order.show', say('key_order.show'), { orderId: status.key.orderId })] : []),
        execute('help.open', say(status.caseId ? 'status.show_case' : 'common.helpdesk'), {}),
      ],
    }),
  }
}
