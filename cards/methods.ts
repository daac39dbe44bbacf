/** Sign-in methods in plain words. */
import { locales, type Say, type TextKey, textKey } from './texts/translate.ts'

/** "the Authenticator app and a passkey". Kinds are those of the directory; numbers, names and keys are never known here. */
export function methodList(say: Say, kinds: string[]): string {
  const names = kinds.map(kind => say(textKey(`method.${kind}`)))
  return new Intl.ListFormat(say.language, { type: 'conjunction' }).format(names)
}

export type Way = 'authenticator' | 'passkey' | 'windows_hello' | 'passkey_elsewhere' | 'key' | 'phone'

const wayNames: Record<Way, TextKey> = {
  authenticator: 'way.authenticator',
  passkey: 'way.passkey',
  windows_hello: 'way.windows_hello',
  passkey_elsewhere: 'way.passkey_elsewhere',
  key: 'way.key',
  phone: 'way.phone',
}

/** Each list is made once: every card of the guide carries some. */
const lists = new Map<string, string>()

/** "the Authenticator app, a passkey or Windows Hello": what somebody may choose from. */
export function wayList(say: Say, ways: readonly Way[]): string {
  const id = `${say.language} ${ways.join(' ')}`
  const known = lists.get(id)
  if (known !== undefined) return known
  const names = ways.map(way => say(wayNames[way]))
  const made = new Intl.ListFormat(locales[say.language], { type: 'disjunction' }).format(names)
  lists.set(id, made)
  return made
}
