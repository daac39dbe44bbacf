/** Which admins may announce only to some people; set by their colleagues. */
import { execute } from './actions.ts'
import { audienceChoices } from './announce-form.ts'
import { type CardMessage, card, choiceField, type Element, facts, heading, paragraph, quiet, textField, warning } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface Limits {
  limits: { name: string; audience: string; setBy: string; at: Date }[]
  /** Colleagues whose limit the reader may change; nobody for readers who are limited themselves. */
  others: { id: string; name: string }[]
  problem: string | null
}

function form(say: Say, { others }: Limits): Element[] {
  const required = { message: say('announce.required') }
  return [
    choiceField({ id: 'admin', label: say('limits.admin'), choices: others.map(({ id, name }) => ({ title: name, value: id })), required }),
    choiceField({ id: 'audience', label: say('limits.audience'), value: 'everyone', choices: audienceChoices(say), required }),
    textField({ id: 'who', label: say('announce.who'), placeholder: say('announce.who_hint'), value: '', maxLength: 120 }),
    quiet(say('limits.everyone_lifts')),
  ]
}

export function announceLimitsCard(say: Say, limits: Limits): CardMessage {
  const title = say('limits.title')
  const rows = limits.limits.map(({ name, audience, setBy, at }): [string, string] => [
    name,
    say('limits.line', { audience, name: setBy, day: say.day(at) }),
  ])
  const mayChange = limits.others.length > 0
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('limits.body')),
        ...(limits.problem ? [warning(limits.problem)] : []),
        ...(rows.length ? [facts(rows)] : [paragraph(say('limits.none'))]),
        ...(mayChange ? form(say, limits) : [quiet(say('limits.not_you'))]),
      ],
      actions: [
        ...(mayChange ? [execute('announce.limit_set', say('limits.set'), {}, 'positive')] : []),
        execute('announce.list', say('menu.announcements'), {}),
      ],
    }),
  }
}
