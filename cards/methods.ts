/** Sign-in methods in plain words. */
import { type Say, textKey } from './texts/translate.ts'

/** "the Authenticator app and a passkey". Kinds are those of the directory; numbers, names and keys are never known here. */
export function methodList(say: Say, kinds: string[]): string {
  const names = kinds.map(kind => say(textKey(`method.${kind}`)))
  return new Intl.ListFormat(say.language, { type: 'conjunction' }).format(names)
}
