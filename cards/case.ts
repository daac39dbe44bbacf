/** What the helpdesk sees of a case in its channel: one card that follows it, and short messages in its thread. */
import { execute } from './actions.ts'
import {
  type Action,
  type CardMessage,
  card,
  type Element,
  facts,
  good,
  heading,
  paragraph,
  quiet,
  strong,
  subheading,
  textField,
  warning,
} from './card.ts'
import { type CaseView, clipped, languageName, line, said, sharedRows, topicTitle, when } from './case-parts.ts'
import { hasText, type Say, textKey } from './texts/translate.ts'

export interface ChannelCase {
  view: CaseView
  now: Date
  /** A line on top for the agent who pressed, and the text that was not sent, so that nobody types it twice. */
  notice?: string
  draft?: string
}

const urgency = (view: CaseView) => (view.urgent ? 'yes' : 'no')

function isOverdue({ view, now }: ChannelCase): boolean {
  return view.state === 'open' && view.answerBy !== null && view.answerBy <= now
}

const alarm = (text: string): Element => ({ type: 'Container', style: 'attention', items: [strong(text)] })

function standing(say: Say, shown: ChannelCase): string {
  const { view, now } = shown
  const { name, answerBy } = view
  const agent = view.agentName ?? name
  if (view.state === 'resolved') {
    return say(view.solvedByPerson ? 'case.state.solved' : 'case.state.resolved', {
      agent,
      name,
      at: when(say, view.resolvedAt ?? now, now),
    })
  }
  if (view.state === 'claimed') return say('case.state.claimed', { agent, at: when(say, view.claimedAt ?? now, now) })
  const by = when(say, answerBy ?? now, now)
  if (!isOverdue(shown)) return say('case.state.open', { by })
  return say('case.state.waiting', { by, minutes: Math.floor((now.getTime() - view.openedAt.getTime()) / 60_000) })
}

function undelivered(say: Say, { view, now }: ChannelCase): Element[] {
  const failed = view.lines.findLast(one => one.from === 'desk')
  if (!failed?.failure) return []
  return [warning(say('case.not_delivered', { at: when(say, failed.at, now), name: view.name, cause: failed.failure }))]
}

function talk(say: Say, { view, now }: ChannelCase): Element[] {
  const words = view.sentence ? [subheading(say('case.words')), ...said(view.sentence)] : []
  const lines = view.lines.slice(-6)
  return lines.length === 0 ? words : [...words, subheading(say('case.talk')), ...lines.flatMap(one => line(say, one, now))]
}

function rows(say: Say, { view, now }: ChannelCase): [string, string][] {
  const wants: [string, string][] = view.callMe ? [[say('case.fact.call'), say('case.value.call', { when: view.callMe })]] : []
  return [...wants, ...sharedRows(say, view, now), [say('case.fact.asked'), when(say, view.openedAt, now)]]
}

function buttons(say: Say, view: CaseView): Action[] {
  const at = { caseId: view.id, revision: view.revision }
  if (view.state === 'resolved') return [execute('case.reopen', say('case.reopen'), at)]
  const answer = execute('case.answer', say('case.answer'), at)
  const resolve = execute('case.resolve', say('case.resolve'), at, view.readySince ? 'positive' : undefined)
  const first = view.state === 'open' ? [execute('case.claim', say('case.claim'), at, 'positive')] : []
  const last = view.state === 'claimed' ? [execute('case.release', say('case.release'), at)] : []
  return view.readySince ? [resolve, ...first, answer, ...last] : [...first, answer, resolve, ...last]
}

/** What goes before everything else has its own list of what to do. */
function firstSteps(say: Say, { topic }: CaseView): Element[] {
  const key = `case.first.${topic}`
  return hasText(key) ? [strong(say('case.first')), ...say(key).split('\n').map(paragraph)] : []
}

function caution(say: Say, view: CaseView): Element[] {
  const { state, privileged } = view
  if (state === 'resolved') return []
  return [...firstSteps(say, view), warning(say('case.identity')), ...(privileged ? [warning(say('case.privileged'))] : [])]
}

function answering(say: Say, { view, draft }: ChannelCase): Element[] {
  if (view.state === 'resolved') return []
  const label = say('case.answer_field', { name: view.name, language: languageName(say, view.language) })
  return [
    textField({ id: 'answer', label, multiline: true, maxLength: 2000, ...(draft ? { value: draft } : {}) }),
    quiet(say('case.inside', { name: view.name })),
  ]
}

/** The case card, in the language of the channel. */
export function caseCard(say: Say, shown: ChannelCase): CardMessage {
  const { view, now, notice } = shown
  const { id, name, readySince, rating } = view
  const topic = topicTitle(say, view.topic)
  return {
    summary: say('case.summary', { id, name, topic, urgent: urgency(view) }),
    card: card({
      say,
      body: [
        ...(notice ? [warning(notice)] : []),
        heading(say('case.title', { id, topic, urgent: urgency(view) })),
        isOverdue(shown) ? alarm(standing(say, shown)) : strong(standing(say, shown)),
        ...(rating ? [paragraph(say('case.rated', { thumb: rating, name }))] : []),
        ...(readySince ? [good([paragraph(say('case.ready', { at: when(say, readySince, now) }))])] : []),
        ...undelivered(say, shown),
        facts(rows(say, shown)),
        ...(view.wordsErasedAt ? [quiet(say('case.erased', { at: say.day(view.wordsErasedAt) }))] : []),
        ...talk(say, shown),
        ...caution(say, view),
        ...answering(say, shown),
      ],
      actions: buttons(say, view),
    }),
  }
}

export interface ThreadNews {
  kind: 'reply' | 'reopened' | 'resolved' | 'raised'
  id: number
  name: string
  text: string | null
}

/** A message in the case's thread, so that agents notice what the person did. Its button brings the whole case, with the answer field. */
export function threadCard(say: Say, { kind, id, name, text }: ThreadNews): CardMessage {
  const title = say(textKey(`case.thread.${kind}`), { name, id })
  return {
    summary: text ? `${title}: ${clipped(text)}` : title,
    card: card({
      say,
      body: [strong(title), ...(text ? said(text) : [])],
      actions: [execute('case.refresh', say(kind === 'reply' ? 'case.answer' : 'case.open_it'), { caseId: id })],
    }),
  }
}
