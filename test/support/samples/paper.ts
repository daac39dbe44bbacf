/** Announcements for paper: the usual one, the shortest, and one in which every field is full. */
import { suggestedTexts } from '../../../cards/slots.ts'
import { languages } from '../../../cards/texts/translate.ts'
import { type Announcement, fromRow } from '../../../services/announcements.ts'

const suggested = suggestedTexts(true, { opens: '08:00', closes: '17:30' })
const names = ['what', 'why', 'otherwise', 'alternative', 'hours', 'extra'] as const
type Texts = Record<(typeof names)[number], string>

const usual = (language: string) => Object.fromEntries(names.map(name => [name, suggested[`${name}_${language}`] ?? ''])) as Texts
const words =
  'Sometimes an organisation has a great deal to say and says all of it at once, with every detail that anybody ever asked for. '
/** A form takes at most 600 letters a field. */
const full = words.repeat(5).slice(0, 599).trim()

function announcement(texts: (language: string) => Texts, code: string | null): Announcement {
  const content = { sender: 'Ineke Visser, IT', phone: '030 123 45 67', texts: Object.fromEntries(languages.map(one => [one, texts(one)])) }
  const at = new Date('2026-11-24T09:00:00Z')
  const nothing = {
    send_at: null,
    targeted: null,
    board_conversation_id: null,
    board_activity_id: null,
    board_shown: null,
    finished_at: null,
    wave_id: null,
    step: null,
    hours: null,
    expires_at: null,
    asked_at: null,
    approved_by: null,
    approved_at: null,
    declined_by: null,
    declined_note: null,
    canary_size: null,
    canary_until: null,
    stopped_because: null,
    corrected_at: null,
    correction: null,
    withdrawn_at: null,
    withdrawn_how: null,
    withdrawn_why: null,
  }
  return fromRow({
    ...nothing,
    id: '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b',
    state: 'running',
    content,
    audience: { kind: 'everyone' },
    deadline_at: at,
    time_zone: 'Europe/Amsterdam',
    author_id: 'admin',
    created_at: at,
    confirmed_at: at,
    first_sent_at: at,
    watched_from: null,
    kind: 'announcement',
    code,
    stage: 1,
  })
}

export const paperSamples: Record<string, Announcement> = {
  'the usual one': announcement(usual, 'blue heron'),
  'without code words': announcement(language => ({ ...usual(language), why: 'Safer.', otherwise: 'Then later.' }), null),
  'with a few more words': announcement(
    language => ({ ...usual(language), why: full.slice(0, 300), extra: full.slice(0, 200) }),
    'velvet umbrella',
  ),
  'with every field full': announcement(
    () => ({ what: full, why: full, otherwise: full, alternative: full, hours: full.slice(0, 80), extra: full }),
    'extraordinary neighbourhood',
  ),
}
