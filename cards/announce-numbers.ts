/** One announcement by department, language or reason: where it lands and where it does not. */
import { execute, type Packed } from './actions.ts'
import { type CardMessage, card, facts, heading, paragraph, quiet } from './card.ts'
import { reasonName } from './reasons.ts'
import { type Say, textKey } from './texts/translate.ts'

export type By = Packed<'announce.numbers'>['by']

export interface Counted {
  targeted: number
  delivered: number
  waiting: number
  not_sent: number
  left_out: number
  unreachable: number
}

export interface Numbers {
  announcementId: string
  by: By
  total: Counted
  parts: (Counted & { key: string | null })[]
  at: Date
}

/** As many parts as are still a pleasure to read; the smaller ones stand together below. */
const most = 15

function add(parts: Counted[]): Counted {
  const sum = (what: keyof Counted) => parts.reduce((total, part) => total + part[what], 0)
  return {
    targeted: sum('targeted'),
    delivered: sum('delivered'),
    waiting: sum('waiting'),
    not_sent: sum('not_sent'),
    left_out: sum('left_out'),
    unreachable: sum('unreachable'),
  }
}

function nameOf(say: Say, by: By, key: string | null): string {
  if (by === 'reason') return reasonName(say, key ?? 'other')
  if (by === 'language') return say('numbers.language', { language: key ?? '' })
  return key ?? say('numbers.none')
}

const amountOf = (say: Say, by: By, part: Counted) =>
  by === 'reason' ? say('numbers.people', { count: part.targeted }) : say('numbers.part', { ...part, all: part.targeted - part.left_out })

export function announceNumbersCard(say: Say, numbers: Numbers): CardMessage {
  const { announcementId, by, total, parts, at } = numbers
  const title = say(textKey(`numbers.by_${by}`))
  const rest = parts.slice(most)
  const rows = parts.slice(0, most).map((part): [string, string] => [nameOf(say, by, part.key), amountOf(say, by, part)])
  if (rest.length > 0) rows.push([say('numbers.rest', { count: rest.length }), amountOf(say, by, add(rest))])
  const others = (['department', 'language', 'reason'] as const).filter(other => other !== by)
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('numbers.total', { ...total, all: total.targeted - total.left_out })),
        ...(rows.length ? [facts(rows)] : [paragraph(say('board.counting'))]),
        quiet(say('board.counted', { time: say.time(at) })),
      ],
      actions: [
        execute('announce.board', say('common.back'), { announcementId }),
        execute('announce.export', say('export.everybody'), { announcementId, file: 'deliveries' }),
        execute('announce.export', say('export.unreachable'), { announcementId, file: 'unreachable' }),
        ...others.map(other => execute('announce.numbers', say(textKey(`numbers.by_${other}`)), { announcementId, by: other })),
      ],
    }),
  }
}
