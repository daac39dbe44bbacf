/** What must be agreed first: each feature with whether it is on and why, and the switch with its note. */
import { execute } from './actions.ts'
import { type CardMessage, card, type Element, heading, paragraph, quiet, strong, textField, warning } from './card.ts'
import { type Say, textKey } from './texts/translate.ts'

export type FeatureName = 'seen_per_person' | 'names_to_managers' | 'out_of_office'

export interface FeatureRow {
  name: FeatureName
  onSince: Date | null
  /** Why it is agreed. */
  note: string
}

const nameOf = (say: Say, { name }: FeatureRow) => say(textKey(`features.${name}`))
const aboutOf = (say: Say, { name }: FeatureRow) => say(textKey(`features.${name}_about`))
const stateOf = (say: Say, { onSince, note }: FeatureRow) =>
  onSince ? say('features.on', { moment: say.moment(onSince), note }) : say('features.off')
const switchTitle = (say: Say, { onSince }: FeatureRow) => say(onSince ? 'features.switch_off' : 'features.switch_on')

function row(say: Say, feature: FeatureRow): Element {
  const open = execute('feature.open', switchTitle(say, feature), { feature: feature.name })
  return {
    type: 'ColumnSet',
    separator: true,
    columns: [
      {
        type: 'Column',
        width: 'stretch',
        items: [strong(nameOf(say, feature)), paragraph(aboutOf(say, feature)), quiet(stateOf(say, feature))],
      },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: [{ type: 'ActionSet', actions: [open] }] },
    ],
  }
}

export function featuresCard(say: Say, features: FeatureRow[]): CardMessage {
  return {
    summary: say('features.title'),
    card: card({
      say,
      body: [heading(say('features.title')), paragraph(say('features.body')), ...features.map(feature => row(say, feature))],
      actions: [execute('menu.show', say('common.back'), {})],
    }),
  }
}

/** One feature with its switch. `problem`: the note was missing. */
export function featureCard(say: Say, feature: FeatureRow, problem = false): CardMessage {
  const { name, onSince } = feature
  const note = textField({
    id: 'note',
    label: say('features.note'),
    placeholder: say('features.note_example'),
    required: { message: say('features.note_needed') },
    maxLength: 500,
  })
  return {
    summary: nameOf(say, feature),
    card: card({
      say,
      body: [
        heading(nameOf(say, feature)),
        ...(problem ? [warning(say('features.note_needed'))] : []),
        paragraph(aboutOf(say, feature)),
        quiet(stateOf(say, feature)),
        ...(onSince ? [] : [note]),
        ...(onSince && name === 'seen_per_person' ? [paragraph(say('features.seen_removed'))] : []),
      ],
      actions: [
        execute('feature.switch', switchTitle(say, feature), { feature: name, on: !onSince }, onSince ? 'destructive' : 'positive'),
        execute('feature.list', say('common.back'), {}),
      ],
    }),
  }
}
