/** The day on which a phone number stops letting somebody in, in words. */
import type { Say } from './texts/translate.ts'

/** `later`: the person may be one of those for whom it is a later day. Both days are said then, and for whom. */
export const phoneEnd = (say: Say, later: boolean): string => say(later ? 'phone_end.later' : 'phone_end.day')
