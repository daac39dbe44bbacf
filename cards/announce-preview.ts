/** Before anything goes out: how many, who is left out and why, and the buttons to test, change or send it. */
import { execute } from './actions.ts'
import { type Action, type CardMessage, card, type Element, facts, heading, paragraph, quiet, warning } from './card.ts'
import { type DryRunView, dryRunParts } from './dry-run.ts'
import type { Say } from './texts/translate.ts'

export interface Preview {
  announcementId: string
  /** The other language that the sample can be shown in. */
  otherLanguage: string
  run: DryRunView
  code: string | null
  security: boolean
  sendAt: Date | null
  /**
   * What stands between this and its audience besides the author. `approvers`: other admins who can be asked. `together`: the people of
   * this and of the author's other announcements, where only these together are too many.
   */
  approval: { above: number; approvers: number; together?: number | null } | null
  /** People of the audience whom the author may not write to. */
  outside: number
}

function obstacles(say: Say, { approval, outside, run }: Preview): Element[] {
  if (run.toReach === 0) return [warning(say('preview.nobody'))]
  if (outside) return [warning(say('preview.outside', { count: outside }))]
  if (!approval) return []
  const { above, approvers, together } = approval
  return [
    ...(together ? [paragraph(say('preview.together', { count: together }))] : []),
    approvers ? paragraph(say('preview.needs_approval', { above, approvers })) : warning(say('preview.no_approver', { above })),
  ]
}

function confirmation(say: Say, preview: Preview): Action[] {
  const { announcementId, approval, outside, run, sendAt } = preview
  if (outside || run.toReach === 0 || approval?.approvers === 0) return []
  const title = approval ? say('preview.ask_approval') : sendAt ? say('preview.confirm_at') : say('preview.confirm', { count: run.toReach })
  return [execute('announce.confirm', title, { announcementId }, 'positive')]
}

export function announcePreviewCard(say: Say, preview: Preview): CardMessage {
  const { announcementId, code, run, security, sendAt } = preview
  const title = say('preview.title', { count: run.toReach })
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        ...(security ? [paragraph(say('preview.security'))] : []),
        facts([
          [say('preview.when'), sendAt ? say.moment(sendAt) : say(preview.approval ? 'preview.once_approved' : 'preview.now')],
          ...(code ? ([[say('preview.code'), code]] as [string, string][]) : []),
        ]),
        ...dryRunParts(say, run),
        ...obstacles(say, preview),
        quiet(say('preview.above')),
      ],
      actions: [
        ...confirmation(say, preview),
        execute('announce.test', say('preview.test'), { announcementId }),
        execute('announce.show', say('preview.other_language', { language: preview.otherLanguage }), {
          announcementId,
          language: preview.otherLanguage,
        }),
        execute('announce.edit', say('preview.edit'), { announcementId }),
        execute('announce.discard', say('announce.discard'), { announcementId }),
      ],
    }),
  }
}

/** What takes the place of a card whose announcement is gone or moved on. */
export function announceNoteCard(say: Say, note: { title: string; body: string }): CardMessage {
  return {
    summary: note.title,
    card: card({
      say,
      body: [heading(note.title), paragraph(note.body)],
      actions: [execute('announce.form', say('menu.announce'), {}, 'positive'), execute('announce.list', say('menu.announcements'), {})],
    }),
  }
}
