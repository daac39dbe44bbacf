/** More time, for the admin: who asks and why, what to do in Entra, and what the directory shows. The bot changes nothing there. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, facts, heading, paragraph, quiet, strong, textField, warning } from './card.ts'
import { said } from './case-parts.ts'
import type { TimeReason } from './more-time.ts'
import type { Say } from './texts/translate.ts'

export interface ExtensionView {
  extensionId: string
  state: 'asked' | 'approved' | 'granted' | 'declined' | 'withdrawn' | 'ended'
  name: string
  department: string | null
  deadline: Date
  until: Date
  reason: TimeReason
  sentence: string | null
  /** The group that what enforces the check leaves out. */
  group: string
  decidedBy: string | null
  /** It was in force once. */
  wasGranted: boolean
  /** The directory was last asked about the group. */
  checkedAt: Date | null
  /** The reader asked for it, and so does not decide. */
  own: boolean
}

function standing(say: Say, view: ExtensionView): Element[] {
  const { state, name, group, until, decidedBy } = view
  const by = decidedBy ?? ''
  const about = { name, group, until: say.moment(until), by }
  switch (state) {
    case 'asked':
      return [view.own ? strong(say('extension.own')) : paragraph(say('extension.asked', about))]
    case 'approved':
      return [
        warning(say('extension.do_add', about)),
        quiet(view.checkedAt ? say('extension.looked', { time: say.time(view.checkedAt) }) : say('extension.looking')),
      ]
    case 'ended':
      return [view.wasGranted ? warning(say('extension.do_remove', about)) : paragraph(say('extension.ended'))]
    default:
      return [paragraph(say(`extension.${state}`, about))]
  }
}

function buttons(say: Say, { state, own, extensionId }: ExtensionView): Action[] {
  const all = execute('extensions.list', say('extension.all'), {})
  if (state === 'approved') return [execute('extensions.look', say('status.look_now'), { extensionId }), all]
  if (state !== 'asked' || own) return [all]
  return [
    execute('extensions.approve', say('extension.approve'), { extensionId }, 'positive'),
    execute('extensions.decline', say('extension.decline'), { extensionId }),
    all,
  ]
}

const titleOf = (say: Say, { state, name }: ExtensionView) => say('extension.title', { state, name })

/** One wish. `problem`: why the last press did nothing. */
export function extensionCard(say: Say, view: ExtensionView, more: { problem?: string; teamsUserId: string | null }): CardMessage {
  const { extensionId, department, deadline, until, reason, sentence, state, own } = view
  const rows: [string, string][] = [
    ...(department ? ([[say('case.fact.department'), department]] as [string, string][]) : []),
    [say('case.fact.deadline'), say.moment(deadline)],
    [say('extension.until'), say.moment(until)],
    [say('extension.why'), say(`time.reason.${reason}`)],
  ]
  const note = textField({ id: 'note', label: say('extension.note'), maxLength: 300 })
  return {
    summary: titleOf(say, view),
    card: card({
      say,
      body: [
        heading(titleOf(say, view)),
        ...(more.problem ? [warning(more.problem)] : []),
        facts(rows),
        ...said(sentence ?? ''),
        ...standing(say, view),
        ...(state === 'asked' && !own ? [note] : []),
      ],
      actions: buttons(say, view),
      refresh: {
        action: execute('extensions.show', say('common.refresh'), { extensionId }),
        userIds: more.teamsUserId ? [more.teamsUserId] : [],
      },
    }),
  }
}

/** All that is asked, promised or in force, and what is to be taken out again. */
export function extensionListCard(say: Say, views: ExtensionView[], more: boolean): CardMessage {
  const title = say('extension.list', { count: views.length })
  const rows = views.flatMap((view): Element[] => [
    strong(titleOf(say, view)),
    quiet(`${say.moment(view.deadline)} → ${say.moment(view.until)}`),
    {
      type: 'ActionSet',
      actions: [execute('extensions.show', say('extension.open', { name: view.name }), { extensionId: view.extensionId })],
    },
  ])
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(views.length === 0 ? [paragraph(say('extension.none'))] : rows),
        ...(more ? [quiet(say('extension.more'))] : []),
      ],
      actions: [execute('extensions.list', say('common.refresh'), {}), execute('menu.show', say('genuine.menu'), {})],
    }),
  }
}
