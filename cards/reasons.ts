import { hasText, type Say } from './texts/translate.ts'

/** Why somebody is left out or cannot be reached, in words. */
export function reasonName(say: Say, reason: string): string {
  const key = `reason.${reason}`
  return hasText(key) ? say(key) : say('reason.other')
}
