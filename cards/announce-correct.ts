/** Changing cards that were delivered: other words, or taking them back. In messages of their own, because a board is edited all the time. */
import { execute } from './actions.ts'
import { type CardMessage, card, choiceField, type Element, heading, paragraph, quiet, subheading, textField } from './card.ts'
import { problemList, slotFields } from './slots.ts'
import { languages, type Say } from './texts/translate.ts'

export interface CorrectForm {
  announcementId: string
  /** By slot and language: `what_en`, `why_nl`, … */
  texts: Record<string, string>
  /** Why, per language. */
  reason: Record<string, string>
  problems: string[]
  delivered: number
  needsApproval: boolean
}

/** `reason_en`, `reason_nl`: people read why in their own language. */
const reasonFields = (say: Say, reason: Record<string, string>): Element[] =>
  languages.map(language =>
    textField({
      id: `reason_${language}`,
      label: say('correct.reason', { language }),
      value: reason[language] ?? '',
      maxLength: 200,
      required: { message: say('announce.required') },
    }),
  )

export function announceCorrectCard(say: Say, form: CorrectForm): CardMessage {
  const { announcementId, delivered, needsApproval } = form
  const title = say('correct.title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('correct.body', { delivered })),
        ...(needsApproval ? [paragraph(say('correct.needs_approval'))] : []),
        ...problemList(say, form.problems),
        ...slotFields(say, form.texts),
        ...reasonFields(say, form.reason),
        quiet(say('correct.people_read_it')),
      ],
      actions: [
        execute('announce.corrected', say(needsApproval ? 'preview.ask_approval' : 'correct.sure'), { announcementId }, 'positive'),
        execute('announce.board', say('correct.no'), { announcementId }),
      ],
    }),
  }
}

export interface WithdrawForm {
  announcementId: string
  delivered: number
  waiting: number
  how: 'note' | 'delete'
  reason: Record<string, string>
  problems: string[]
}

export function announceWithdrawCard(say: Say, { announcementId, delivered, waiting, how, reason, problems }: WithdrawForm): CardMessage {
  const title = say('withdraw.title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('withdraw.body', { delivered, waiting })),
        choiceField({
          id: 'how',
          label: say('withdraw.how'),
          value: how,
          expanded: true,
          choices: [
            { title: say('withdraw.note'), value: 'note' },
            { title: say('withdraw.delete'), value: 'delete' },
          ],
          required: { message: say('announce.required') },
        }),
        ...problemList(say, problems),
        ...reasonFields(say, reason),
        quiet(say('correct.people_read_it')),
      ],
      actions: [
        execute('announce.withdrawn', say('withdraw.sure'), { announcementId }, 'destructive'),
        execute('announce.board', say('correct.no'), { announcementId }),
      ],
    }),
  }
}

export interface EmailList {
  announcementId: string
  people: { name: string; mail: string; why: string }[]
  total: number
  /** Counts from 0. */
  page: number
  more: boolean
}

/** Names and addresses of people to write to in another way, one a line: they can be copied into an e-mail. */
export function announceEmailsCard(say: Say, { announcementId, people, total, page, more }: EmailList): CardMessage {
  const title = say('emails.title', { total })
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(total ? say('emails.body') : say('emails.none')),
        ...(people.length
          ? [
              paragraph(people.map(({ name, mail, why }) => `${name} · ${mail} · ${why}`).join('\n\n')),
              subheading(say('emails.addresses')),
              paragraph(people.map(({ mail }) => mail).join('; ')),
            ]
          : []),
      ],
      actions: [
        execute('announce.board', say('emails.back'), { announcementId }),
        ...(page > 0 ? [execute('announce.emails', say('emails.before'), { announcementId, page: page - 1 })] : []),
        ...(more ? [execute('announce.emails', say('emails.after'), { announcementId, page: page + 1 })] : []),
      ],
    }),
  }
}
