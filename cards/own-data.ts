/** What is kept about a person, for that person: the rules, the list, and erasing it. */
import { execute } from './actions.ts'
import { type CardMessage, card, facts, heading, openUrl, paragraph, quiet, strong, subheading } from './card.ts'
import { kindName } from './status.ts'
import { hasText, type Say, textKey } from './texts/translate.ts'

export interface Privacy {
  organisation: string
  /** The organisation's own page about privacy. */
  page: string
  kept: { words: number; left: number }
}

const helpdesk = (say: Say) => execute('help.open', say('common.helpdesk'), {})

export function privacyCard(say: Say, { organisation, page, kept }: Privacy): CardMessage {
  const title = say('privacy.title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        subheading(say('privacy.what')),
        paragraph(say('privacy.directory', { organisation })),
        paragraph(say('privacy.yours')),
        subheading(say('privacy.who')),
        paragraph(say('privacy.seen_by')),
        subheading(say('privacy.how_long')),
        paragraph(say('privacy.kept', kept)),
        quiet(say('privacy.never')),
      ],
      actions: [
        execute('my.data', say('privacy.show'), {}, 'positive'),
        execute('my.forget', say('privacy.erase'), {}),
        openUrl(say('privacy.page'), page),
        helpdesk(say),
      ],
    }),
  }
}

export interface OwnData {
  name: string
  department: string | null
  platform: string | null
  remindersStoppedAt: Date | null
  kinds: { list: string[]; readAt: Date } | null
  /** `step`: its title. */
  guide: { step: string; at: Date; tried: number } | null
  messages: { count: number; lastAt: Date | null }
  hindrance: string | null
  moreTime: { state: string; until: Date }[]
  phishingReports: number
  keys: number
  cases: { id: number; state: string; at: Date; wordsErased: boolean }[]
}

type Row = [string, string]
const mostCases = 10

function methodsText(say: Say, kinds: OwnData['kinds']): string {
  if (!kinds) return say('mydata.nothing')
  const list = kinds.list.map(kind => kindName(say, kind)).join(', ') || say('status.none')
  return say('mydata.methods', { list, at: say.moment(kinds.readAt) })
}

function rows(say: Say, data: OwnData): Row[] {
  const { guide, messages, hindrance, remindersStoppedAt } = data
  const count = messages.count
  return [
    [say('case.fact.name'), data.name],
    [say('case.fact.department'), data.department ?? say('mydata.nothing')],
    [say('case.fact.methods'), methodsText(say, data.kinds)],
    [say('case.fact.device'), data.platform ?? say('mydata.nothing')],
    [
      say('mydata.guide'),
      guide ? say('mydata.place', { step: guide.step, at: say.moment(guide.at), tried: guide.tried }) : say('mydata.nothing'),
    ],
    [say('mydata.messages'), say('mydata.received', { count, at: messages.lastAt ? say.moment(messages.lastAt) : '' })],
    ...(hasText(`later.${hindrance}`) ? [[say('case.fact.hindrance'), say(textKey(`later.${hindrance}`))] as Row] : []),
    ...(remindersStoppedAt ? [[say('status.reminders'), say('mydata.stopped', { at: say.moment(remindersStoppedAt) })] as Row] : []),
    ...data.moreTime.map((one): Row => [say('status.time'), say('mydata.time', { state: one.state, until: say.moment(one.until) })]),
    ...(data.keys > 0 ? [[say('mydata.keys'), String(data.keys)] as Row] : []),
    ...(data.phishingReports > 0 ? [[say('mydata.reports'), String(data.phishingReports)] as Row] : []),
  ]
}

const caseRow = (say: Say, { id, state, at, wordsErased }: OwnData['cases'][number]): Row => [
  `#${id}`,
  say('mydata.case', { state, at: say.moment(at), words: wordsErased ? 'gone' : 'there' }),
]

export function ownDataCard(say: Say, data: OwnData): CardMessage {
  const title = say('mydata.title')
  const cases = data.cases.slice(-mostCases)
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        facts(rows(say, data)),
        ...(cases.length > 0 ? [subheading(say('mydata.cases')), facts(cases.map(one => caseRow(say, one)))] : []),
        quiet(say('privacy.never')),
      ],
      actions: [execute('my.forget', say('privacy.erase'), {}), execute('my.privacy', say('common.back'), {}), helpdesk(say)],
    }),
  }
}

/** Asks once. `caseId`: the open case, which would be closed and go too. */
export function forgetCard(say: Say, { caseId }: { caseId: number | null }): CardMessage {
  const title = say('forget.title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(caseId ? [strong(say('forget.open_case', { id: caseId }))] : []),
        subheading(say('forget.goes')),
        paragraph(say('forget.goes_what')),
        subheading(say('forget.stays')),
        paragraph(say('forget.stays_what')),
        quiet(say('forget.deadline')),
      ],
      actions: [
        execute('my.erase', say(caseId ? 'forget.yes_case' : 'forget.yes'), caseId ? { caseId } : {}, 'destructive'),
        execute('my.privacy', say('forget.no'), {}),
        helpdesk(say),
      ],
    }),
  }
}

export function forgottenCard(say: Say): CardMessage {
  const title = say('forget.done')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('forget.done_body'))],
      actions: [
        execute('menu.status', say('menu.status'), {}),
        execute('guide.start', say('menu.set_up'), { flow: 'start' }),
        helpdesk(say),
      ],
    }),
  }
}
