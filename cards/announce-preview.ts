/** Before anything goes out: how many, who is left out and why, and the buttons to test, change or send it. */
import { execute } from './actions.ts'
import { type CardMessage, card, type Element, facts, heading, paragraph, quiet, subheading } from './card.ts'
import { reasonName } from './reasons.ts'
import type { Say } from './texts/translate.ts'

export interface Preview {
  announcementId: string
  /** The other language that the sample can be shown in. */
  otherLanguage: string
  audience: string
  total: number
  toReach: number
  ready: number
  /** `names`: the first few of them. */
  excluded: { reason: string; count: number; names: string[] }[]
  notYet: { state: string; count: number }[]
  sendAt: Date | null
  /** How long the sending takes at the real pace, in whole minutes (at least 1). */
  minutes: number
}

/** How many are left out and why; their names unfold. */
function leftOut(say: Say, excluded: Preview['excluded']): Element[] {
  if (excluded.length === 0) return [paragraph(say('preview.nobody_excluded'))]
  const names = excluded.map(({ reason, count, names }): [string, string] => {
    const more = count - names.length
    return [reasonName(say, reason), [names.join(', '), more > 0 ? say('preview.and_more', { more }) : ''].join(' ').trim()]
  })
  const unfold = { type: 'Action.ToggleVisibility', title: say('preview.who'), targetElements: ['left_out'] }
  return [
    subheading(say('preview.excluded')),
    facts(excluded.map(({ reason, count }): [string, string] => [reasonName(say, reason), String(count)])),
    { type: 'ActionSet', actions: [unfold] },
    { ...facts(names), id: 'left_out', isVisible: false },
  ]
}

export function announcePreviewCard(say: Say, preview: Preview): CardMessage {
  const { announcementId } = preview
  const title = say('preview.title', { count: preview.toReach })
  const notYet = preview.notYet.map(({ state, count }): [string, string] => [reasonName(say, state), String(count)])
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        facts([
          [say('preview.audience'), preview.audience],
          [say('preview.total'), String(preview.total)],
          [say('preview.ready'), String(preview.ready)],
          [say('preview.when'), preview.sendAt ? say.moment(preview.sendAt) : say('preview.now')],
          [say('preview.duration'), say('preview.minutes', { minutes: preview.minutes })],
        ]),
        ...leftOut(say, preview.excluded),
        ...(notYet.length ? [subheading(say('preview.not_yet')), facts(notYet), quiet(say('preview.not_yet_body'))] : []),
        quiet(say('preview.above')),
      ],
      actions: [
        execute(
          'announce.confirm',
          preview.sendAt ? say('preview.confirm_at') : say('preview.confirm', { count: preview.toReach }),
          { announcementId },
          'positive',
        ),
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
