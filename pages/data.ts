/** What the pages show: plain data, put together in `bot/pages/`. */
import type { Language } from '../cards/texts/translate.ts'
import type { Html } from './html.ts'

/** Something that an admin wrote, for a page and for paper. */
export interface Passage {
  /** "Why?"; null where the text speaks for itself. */
  label: string | null
  html: Html
  plain: string
}

export interface BroadcastTexts {
  /** "From Tuesday 24 November, 10:00 (Amsterdam time), you sign in with …" */
  title: string
  /** In the order of the card; on paper, what to do follows the first one. */
  passages: Passage[]
  hours: string
  /** What was corrected, and why it was withdrawn, in the words of an admin; empty where nobody said. */
  correction: string
  withdrawnWhy: string
}

/** One broadcast that was really sent. Nothing in here is about one person. */
export interface Broadcast {
  /** Names it in an address: its code words with a dash, or its id where it has none. */
  slug: string
  /** Two words, as people read them. */
  code: string | null
  kind: 'announcement' | 'reminder' | 'day_zero' | 'rescue' | 'security'
  audience: 'everyone' | 'not_ready' | 'part' | 'one'
  sender: string
  phone: string
  deadline: Date
  timeZone: string
  sentAt: Date
  correctedAt: Date | null
  withdrawnAt: Date | null
  texts: Record<Language, BroadcastTexts>
}

/** What all pages say of the organisation. */
export interface Organisation {
  name: string
  /** The page of the intranet as people type it: without `https://`. */
  intranet: string
  phone: string
  place: string
  opens: string
  closes: string
  /** What the addresses of the pages begin with; empty where the host does not matter. */
  root: string
}
