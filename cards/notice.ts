/** What the card of an announcement is made of, and which phase it is in for its reader. Plain data. */

/** `todo`: nothing that lasts yet. `ends_soon`: only a phone number. `ready`: was ready before. `finished`: got ready after this card. */
export type Variant = 'todo' | 'ends_soon' | 'ready' | 'finished'

export interface Notice {
  announcementId: string
  kind: 'announcement' | 'reminder' | 'day_zero' | 'rescue' | 'security'
  /** What the rollout is about: the extra check, or the end of codes by phone. */
  about: 'mfa_deadline' | 'phone_ends'
  variant: Variant
  /** The day on which phone numbers stop may be a later one for this person. */
  endsLater: boolean
  givenName: string
  /** The moment that counts for this person. */
  at: Date
  /** How many days of the person's calendar are left; negative after the day. */
  daysLeft: number
  /** The moment is past, and it is on. */
  passed: boolean
  /** The moment is past, but it was not seen to be on. */
  held: boolean
  what: string
  why: string
  otherwise: string
  alternative: string
  extra: string
  sender: string
  phone: string
  hours: string
  /** Two words by which the message can be checked, and where. */
  code: string | null
  intranet: string
  registerAt: 'anywhere' | 'at_work' | 'managed_device' | null
  /** Microsoft's own window that may appear after signing in. */
  prompt: 'passkey' | 'authenticator' | null
  moreTime: { state: 'asked' | 'approved' | 'granted'; until: Date } | null
  /** The organisation can give this person more time. */
  mayAskTime: boolean
  /** What was wrong in it before. */
  corrected: { at: Date; text: string } | null
  teamsUserId: string | null
  /** The person asked to be reminded; this is that reminder. */
  asked: boolean
  /** A preview for an admin: its buttons do nothing but say so. */
  sample: boolean
}

export type Phase = 'security' | 'settled' | 'announcement' | 'reminder' | 'held' | 'day_zero' | 'rescue'

/** Until 1 February 2027 a code still comes, so nobody with a phone number is shut out by the extra check. */
export const stillGetsIn = ({ about, variant }: Notice) => about === 'mfa_deadline' && variant === 'ends_soon'

/** What the card says follows the person's own moment, not only the day on which the message was planned. */
export function phaseOf({ kind, variant, passed, held, daysLeft, asked }: Notice): Phase {
  if (kind === 'security') return 'security'
  if (variant === 'ready' || variant === 'finished') return 'settled'
  if (held) return 'held'
  if (passed) return kind === 'day_zero' ? 'day_zero' : 'rescue'
  if (kind === 'day_zero' && daysLeft === 0) return 'day_zero'
  return kind === 'announcement' && !asked ? 'announcement' : 'reminder'
}
