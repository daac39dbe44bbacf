/** The fixed slots of what is said to many, per language, so that none can be forgotten: their fields, first words and problems. */
import { type Element, subheading, textField, warning } from './card.ts'
import { type Language, languages, type Say, speak, type TextKey } from './texts/translate.ts'

export const slotNames = ['what', 'why', 'otherwise', 'alternative', 'hours', 'extra'] as const
export type SlotName = (typeof slotNames)[number]

/** "17:30" as that language writes it. */
const clock = (language: Language, time: string) => (language === 'nl' ? time.replace(':', '.') : time)

/** What is announced: an extra check from some day on, or the end of Microsoft's own text messages and calls. */
export type Subject = 'mfa_deadline' | 'phone_ends'

/** Good first words for every slot, in that slot's own language. */
export function suggestedTexts(
  givesKeys: boolean,
  desk: { opens: string; closes: string },
  about: Subject = 'mfa_deadline',
): Record<string, string> {
  const suggestion = (language: Language, slot: SlotName) => {
    const say = speak(language, 'UTC')
    if (slot === 'extra') return ''
    if (slot === 'alternative') return say(givesKeys ? 'announce.suggest_alternative_key' : 'announce.suggest_alternative')
    if (about === 'phone_ends' && slot !== 'hours') return say(`announce.suggest_phone_ends_${slot}`)
    return say(
      `announce.suggest_${slot}`,
      slot === 'hours' ? { opens: clock(language, desk.opens), closes: clock(language, desk.closes) } : {},
    )
  }
  return Object.fromEntries(languages.flatMap(language => slotNames.map(slot => [`${slot}_${language}`, suggestion(language, slot)])))
}

export const slotLabels: Record<SlotName, TextKey> = {
  what: 'announce.slot_what',
  why: 'announce.slot_why',
  otherwise: 'announce.slot_otherwise',
  alternative: 'announce.slot_alternative',
  hours: 'announce.slot_hours',
  extra: 'announce.slot_extra',
}

function fieldsIn(say: Say, language: Language, texts: Record<string, string>): Element[] {
  const required = { message: say('announce.required') }
  const fields = slotNames.map(slot =>
    textField({
      id: `${slot}_${language}`,
      label: say(slotLabels[slot]),
      value: texts[`${slot}_${language}`] ?? '',
      multiline: slot !== 'what' && slot !== 'hours',
      maxLength: slot === 'what' || slot === 'hours' ? 160 : 600,
      // What else must be there depends on what it is; the server says so.
      ...(slot === 'what' ? { required } : {}),
    }),
  )
  return [subheading(say(language === 'en' ? 'announce.in_english' : 'announce.in_dutch')), ...fields]
}

/** A field for every slot in every language, named `what_en`, `why_nl` and so on. */
export const slotFields = (say: Say, texts: Record<string, string>): Element[] =>
  languages.flatMap(language => fieldsIn(say, language, texts))

/** What is wrong with what was sent, on top of a form. */
export const problemList = (say: Say, problems: string[]): Element[] =>
  problems.length ? [warning(`${say('announce.problems')}\n\n${problems.map(problem => `- ${problem}`).join('\n')}`)] : []
