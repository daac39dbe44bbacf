/** The form of a campaign: who sends it, the number to call, and the texts that all its messages are made of. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, paragraph, quiet, textField } from './card.ts'
import { problemList, slotFields } from './slots.ts'
import type { Say } from './texts/translate.ts'

export interface CampaignValues {
  name: string
  sender: string
  phone: string
  /** By slot and language: `what_en`, `why_nl`, … */
  texts: Record<string, string>
}

export interface CampaignForm {
  campaignId: string
  values: CampaignValues
  problems: string[]
}

export function campaignFormCard(say: Say, form: CampaignForm): CardMessage {
  const { campaignId, values } = form
  const required = { message: say('announce.required') }
  const title = say('rollout.texts_title')
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('rollout.texts_body')),
        ...problemList(say, form.problems),
        textField({ id: 'name', label: say('rollout.campaign_name'), value: values.name, maxLength: 80, required }),
        textField({
          id: 'sender',
          label: say('announce.sender'),
          placeholder: say('announce.sender_hint'),
          value: values.sender,
          maxLength: 80,
          required,
        }),
        textField({ id: 'phone', label: say('announce.phone'), value: values.phone, maxLength: 40, required }),
        ...slotFields(say, values.texts),
        quiet(say('announce.adds_itself')),
        ...problemList(say, form.problems),
      ],
      actions: [
        execute('rollout.save_texts', say('rollout.save'), { campaignId }, 'positive'),
        execute('rollout.discard', say('announce.discard'), { campaignId }, 'destructive'),
        execute('rollout.list', say('common.back'), { campaignId }),
      ],
    }),
  }
}
