/** What the employee sees of the helpdesk: the question, then one living card that follows the case. */
import { execute } from './actions.ts'
import {
  type Action,
  type CardMessage,
  card,
  choiceField,
  type Element,
  facts,
  good,
  heading,
  paragraph,
  quiet,
  strong,
  subheading,
  textField,
  type Viewer,
  warning,
} from './card.ts'
import { type CaseView, clipped, type DeskView, line, type SharedFacts, said, sharedRows, when } from './case-parts.ts'
import { type SecretKind, secretNote, toldSomeone } from './secret-warning.ts'
import { type Say, textKey } from './texts/translate.ts'

const callTimes = ['no', 'soon', 'morning', 'afternoon'] as const

export interface HelpForm {
  topic: string | null
  /** What the person typed already. */
  sentence: string
  shared: SharedFacts
  organisation: string
  phone: string
  callMe: (typeof callTimes)[number]
  /** What the last try seemed to hold; it is not on the card any more. */
  secret: SecretKind | null
  now: Date
}

export function helpFormCard(say: Say, form: HelpForm): CardMessage {
  const choices = callTimes.map(value => ({ title: say(textKey(`help.call.${value}`)), value }))
  return {
    summary: say('help.title'),
    card: card({
      say,
      body: [
        heading(say('help.title')),
        ...(form.secret ? secretNote(say, form.secret) : [paragraph(say('help.intro'))]),
        textField({
          id: 'sentence',
          label: say('help.sentence'),
          multiline: true,
          maxLength: 1000,
          ...(form.sentence ? { value: form.sentence } : {}),
        }),
        strong(say('help.never')),
        choiceField({ id: 'callMe', label: say('help.call'), choices, value: form.callMe, expanded: true }),
        quiet(say('help.call.number', { organisation: form.organisation })),
        subheading(say('help.shared')),
        facts(sharedRows(say, form.shared, form.now)),
      ],
      actions: [
        execute('help.send', say('help.send'), form.topic ? { topic: form.topic } : {}, 'positive'),
        execute('help.cancel', say('help.not_now'), {}),
        ...(form.secret ? [toldSomeone(say)] : []),
      ],
    }),
  }
}

export function helpCancelledCard(say: Say, phone: string): CardMessage {
  return {
    summary: say('help.cancelled'),
    card: card({
      say,
      body: [heading(say('help.cancelled')), paragraph(say('help.cancelled.body', { phone }))],
      actions: [execute('help.open', say('common.helpdesk'), {})],
    }),
  }
}

export interface HelpCase {
  view: CaseView
  desk: DeskView
  viewer: Viewer
  now: Date
  /** A line on top for this press, such as a warning that something was not sent. */
  notice?: string
  /** What the last try seemed to hold; it was not sent, and is not on the card any more. */
  secret?: SecretKind
  /** Words that were typed but not sent yet. */
  draft?: string
  /** What the notification says, when the card is a message of its own. */
  news?: 'answer' | 'resolved' | 'reopened' | 'late' | 'opened'
}

const lastLine = (view: CaseView) => view.lines.at(-1)
const isAnswered = (view: CaseView) => view.state === 'claimed' && lastLine(view)?.from === 'desk'

function title(say: Say, view: CaseView): string {
  const { id, agentName } = view
  if (view.state === 'resolved') return say('help.case.resolved', { id })
  if (isAnswered(view)) return say('help.case.answered', { id, agent: lastLine(view)?.name ?? '' })
  if (view.state === 'claimed') return say('help.case.claimed', { id, agent: agentName ?? '' })
  return say(view.silence ? 'help.case.for_you' : 'help.case.open', { id })
}

function summary(say: Say, { view, news }: HelpCase): string {
  const { id } = view
  const answer = view.lines.findLast(one => one.from === 'desk')
  if (news === 'answer' && answer) return say('help.case.summary.answer', { id, agent: answer.name, text: clipped(answer.text) })
  return news && news !== 'answer' && news !== 'opened' ? say(textKey(`help.case.summary.${news}`), { id }) : title(say, view)
}

function promise(say: Say, { view, desk, now }: HelpCase): string {
  const by = view.answerBy
  if (!by || by <= now) return say('help.expect.late')
  const times = { by: say.time(by), opens: say.time(desk.opensAt), closes: say.time(desk.closesAt), day: say.day(by) }
  if (!desk.openNow) return say('help.expect.closed', times)
  return say(say.day(by) === say.day(now) ? 'help.expect.today' : 'help.expect.later', times)
}

function cannotWait(say: Say, desk: DeskView): Element {
  const { phone, place } = desk
  return quiet(say('help.expect.cannot_wait', { phone, place, opens: say.time(desk.opensAt), closes: say.time(desk.closesAt) }))
}

/** Not part of what was said above it. */
const apart = (element: Element): Element => ({ ...element, separator: true, spacing: 'Medium' })

function standing(say: Say, shown: HelpCase): Element[] {
  const { view, desk, now } = shown
  if (view.state === 'resolved') {
    const by = view.solvedByPerson || !view.agentName ? say('help.closed_by_you') : say('help.closed_by', { agent: view.agentName })
    return [apart(paragraph(by)), view.rating ? good([paragraph(say(`help.rated.${view.rating}`))]) : strong(say('help.rate'))]
  }
  const claimed = view.state === 'claimed' && !isAnswered(view)
  return [
    ...(view.state === 'open' && view.silence ? [paragraph(say('help.for_you', { step: view.silence.step }))] : []),
    ...(view.state === 'open' && view.urgent ? [strong(say('help.expect.urgent'))] : []),
    ...(view.state === 'open' ? [paragraph(promise(say, shown)), paragraph(say('help.expect.close'))] : []),
    ...(claimed ? [apart(paragraph(say('help.expect.claimed', { agent: view.agentName ?? '' })))] : []),
    ...(view.callMe ? [paragraph(say('help.expect.call', { when: view.callMe, organisation: desk.organisation }))] : []),
    ...(view.readySince ? [good([paragraph(say('help.ready', { time: when(say, view.readySince, now) }))])] : []),
  ]
}

function talk(say: Say, { view, now }: HelpCase): Element[] {
  const own = view.lines.slice(-4).map(one => (one.from === 'person' ? { ...one, name: say('help.you') } : one))
  const opening =
    view.sentence && view.lines.length < 4 ? [quiet(`${say('help.you')} · ${when(say, view.openedAt, now)}`), ...said(view.sentence)] : []
  return [...opening, ...own.flatMap(one => line(say, one, now))]
}

function buttons(say: Say, view: CaseView): Action[] {
  const caseId = view.id
  const reopen = execute('help.reopen', say('help.reopen'), { caseId })
  if (view.state !== 'resolved') {
    return [
      execute('help.reply', say('help.reply.send'), { caseId }, 'positive'),
      execute('help.solved', say('help.solved'), { caseId }),
      execute('help.refresh', say('help.refresh'), { caseId, asked: true }),
    ]
  }
  if (view.rating) return [reopen]
  return [
    execute('help.rate', say('help.rate.up'), { caseId, thumb: 'up' }),
    execute('help.rate', say('help.rate.down'), { caseId, thumb: 'down' }),
    reopen,
  ]
}

/** The case in the person's chat, in every state. */
export function helpCaseCard(say: Say, shown: HelpCase): CardMessage {
  const { view, desk, viewer, notice, draft, secret } = shown
  const label = say(isAnswered(view) ? 'help.reply.back' : 'help.reply.add')
  const writing = [
    textField({ id: 'reply', label, multiline: true, maxLength: 2000, ...(draft ? { value: draft } : {}) }),
    quiet(say('help.never')),
  ]
  return {
    summary: summary(say, shown),
    card: card({
      say,
      body: [
        heading(title(say, view)),
        ...(notice ? [warning(notice)] : []),
        ...(secret ? secretNote(say, secret) : []),
        ...(view.state === 'open' ? [...standing(say, shown), ...talk(say, shown)] : [...talk(say, shown), ...standing(say, shown)]),
        ...(view.wordsErasedAt ? [quiet(say('case.erased', { at: say.day(view.wordsErasedAt) }))] : []),
        ...(view.state === 'resolved' ? [] : writing),
        ...(view.state === 'resolved' ? [] : [cannotWait(say, desk)]),
      ],
      actions: [...buttons(say, view), ...(secret ? [toldSomeone(say)] : [])],
      refresh: {
        action: execute('help.refresh', say('help.refresh'), { caseId: view.id }),
        userIds: viewer.teamsUserId ? [viewer.teamsUserId] : [],
      },
    }),
  }
}

/** What an older message of the case becomes once a newer one carries it on: what was said stays, the buttons move. */
export function helpEarlierCard(say: Say, view: CaseView, now: Date): CardMessage {
  const title = say('help.earlier', { id: view.id })
  const answer = view.lines.filter(one => one.from === 'desk').slice(-2, -1)
  return {
    summary: title,
    card: card({
      say,
      body: [quiet(title), ...answer.flatMap(one => line(say, one, now))],
      actions: [execute('help.refresh', say('help.show'), { caseId: view.id })],
    }),
  }
}
