import assert from 'node:assert/strict'
import { guide } from '../../../bot/flows/index.ts'
import type { Language } from '../../../cards/texts/translate.ts'
import type { MethodKind } from '../../../services/ports.ts'
import { mapOf, outside, type Spot, type World } from '../../support/guide-map.ts'
import { obey } from '../../support/sources.ts'

type Kind = 'authenticator' | 'passkey' | 'windows_hello' | 'phone' | 'temporary_pass'
const kinds: Kind[] = ['authenticator', 'passkey', 'windows_hello', 'phone', 'temporary_pass']

/** `windows_hello` and `platform_credential` are no part of the tenant's policy: the directory always names them. */
const always: MethodKind[] = ['windows_hello', 'platform_credential']
const policies: Omit<World, 'has'>[] = [
  { name: 'only passkey', allowed: ['passkey', 'temporary_pass'] },
  { name: 'passkey and key', allowed: ['passkey', 'temporary_pass'], givesKeys: true },
  { name: 'passkey, as the directory names it', allowed: [...always, 'passkey', 'temporary_pass'] },
  { name: 'only Authenticator', allowed: ['authenticator'] },
  { name: 'Authenticator and phone', allowed: ['authenticator', 'phone'] },
  { name: 'phone only', allowed: ['phone'] },
  { name: 'phone only, as the directory names it', allowed: [...always, 'phone'] },
  { name: 'phone only, with a provider', allowed: ['phone'], provider: true },
  { name: 'Windows Hello only', allowed: always },
  { name: 'everything', allowed: [...always, 'authenticator', 'passkey', 'phone', 'temporary_pass'] },
  { name: 'everything, and keys', allowed: [...always, 'authenticator', 'passkey', 'phone', 'temporary_pass'], givesKeys: true },
  { name: 'everything but passes', allowed: [...always, 'authenticator', 'passkey', 'phone'], givesKeys: true },
  { name: 'passkey, without passes', allowed: ['passkey'], givesKeys: true },
  { name: 'nothing that the guide sets up', allowed: ['external', 'certificate'] },
]

/** Where each kind is set up, and where a pass is used. */
const places: Record<Kind, RegExp> = {
  authenticator:
    /^(register_authenticator|authenticator_backup_restore)\.|^new_phone\.(keep|app|account|add|scan|number|phone_\w+) |^tap\.(app|use|add|scan|number|phone_\w+) /,
  passkey: /^(passkey|security_key)\.|^tap\.(passkey|key)_|^no_smartphone\.key /,
  windows_hello: /^windows_hello\./,
  phone: /^phone_number\.|^change_phone_number\.(account|change|confirm) /,
  temporary_pass: /^tap\.(?!(why|first_day|lost_all|ask) )|^phone_not_at_hand\.use |^locked_out\.recover/,
}

const names: Record<Language, Record<Kind, RegExp>> = {
  en: {
    authenticator: /Authenticator/,
    passkey: /passkey|security key/i,
    windows_hello: /Windows Hello/,
    phone: /text message|WhatsApp/i,
    temporary_pass: /(?<!Samsung )\bpass(es)?\b/i,
  },
  nl: {
    authenticator: /Authenticator/,
    passkey: /passkey|wachtwoordsleutel|beveiligingssleutel/i,
    windows_hello: /Windows Hello/,
    phone: /\bsms|WhatsApp/i,
    temporary_pass: /toegangspas|\b(de|een|nieuwe) pas\b/i,
  },
}

/** Where a kind is named that nobody is offered: what the card is about, or what a screen of somebody else says. */
const unoffered: { where: RegExp; kinds: Kind[]; because: string }[] = [
  { where: /^question\.(push|number|code|qr|rooted)/, kinds: ['authenticator'], because: 'the answer to who asks about the app' },
  { where: /^question\.wrong /, kinds: ['phone'], because: 'what fails for whoever had it before it was switched off' },
  { where: /^question\.sms/, kinds: ['phone'], because: 'the answer to who waits for a text message' },
  { where: /^question\.guest/, kinds: ['authenticator', 'passkey'], because: 'the policy of another organisation' },
  { where: /^error_code\.key_unknown /, kinds: ['passkey'], because: 'what the error is about' },
  { where: /^error_code\.phone_limit /, kinds: ['phone'], because: 'what the error is about' },
  { where: /^error_code\.old_app /, kinds: ['authenticator'], because: 'what the mail app may ask for, to protect itself' },
  { where: /^(passkey|tap\.passkey_)/, kinds: ['authenticator', 'windows_hello'], because: 'where a passkey is kept' },
  { where: / remedy not_in_list$/, kinds: ['authenticator'], because: 'the name of the passkey in Microsoft’s list' },
  { where: /^tap\.why /, kinds: ['temporary_pass'], because: 'the answer to who asks for one' },
  { where: /^remove_old_device\.which /, kinds: ['passkey'], because: 'what may go' },
  { where: /^change_default_method\.what /, kinds: ['passkey'], because: 'the order in which Microsoft asks' },
]

const laterWords: Record<Language, string> = { en: 'Type: go on', nl: 'Typ: verder' }

/** Everything that a card says, with its buttons. */
function wordsOf({ message: { card } }: Spot): string {
  const body = JSON.stringify(card.body).replace(/data:image[^"]*/g, '')
  return `${body} ${card.actions?.map(action => action.title).join(' · ')}`
}

const forbidden = ({ allowed }: World) => kinds.filter(kind => !allowed.includes(kind))

/** Spots from which no end is reached: something done, closed, or handed to a human. */
function withoutEnd(spots: Map<string, Spot>): string[] {
  const ending = ({ progress, exits }: Spot) =>
    ['finished', 'closed', 'handed'].includes(progress.view) || exits.some(({ to }) => to === outside)
  const good = new Set([...spots.values()].filter(ending).map(({ name }) => name))
  for (let before = -1; before !== good.size; ) {
    before = good.size
    for (const { name, exits } of spots.values()) if (exits.some(({ to }) => good.has(to))) good.add(name)
  }
  return [...spots.keys()].filter(name => !good.has(name))
}

/** Everything that the buttons lead to from here. */
function beyond(spots: Map<string, Spot>, from: string): Set<string> {
  const reached = new Set([from])
  for (const name of reached) for (const { to } of spots.get(name)?.exits ?? []) reached.add(to)
  return reached
}

const worlds: { world: World; language: Language }[] = policies.flatMap(policy => [
  { world: { ...policy, has: [] }, language: 'en' as const },
  { world: { ...policy, has: kinds.filter(kind => policy.allowed.includes(kind)).slice(0, 1) }, language: 'nl' as const },
])

describe('whatever the policy allows', () => {
  for (const { world, language } of worlds) {
    const has = world.has.length > 0 ? `has ${world.has}` : 'has nothing'
    describe(`${world.name}, ${has} (${language})`, () => {
      let spots: Map<string, Spot>
      before(() => {
        spots = mapOf(world, language)
      })

      it('nobody is led to where something else is set up', () =>
        obey(
          'A place that sets up what the policy forbids is not reached.',
          'Give the choice or the answer that leads there what it `needs`, and the flow or step what it `sets`.',
          forbidden(world).flatMap(kind => [...spots.keys()].filter(name => places[kind].test(name))),
        ))

      it('no button leads to the answer that something is not switched on', () =>
        obey(
          'Only who asks for it hears that a way is not switched on.',
          'Give the choice or the answer that leads there what it `needs`.',
          [...spots.values()].flatMap(({ name, exits }) =>
            exits.filter(({ to }) => to === 'start.not_used step').map(({ title }) => `${name}: "${title}"`),
          ),
        ))

      it('no card names what is forbidden as something to choose', () =>
        obey(
          'A card names only what the policy allows.',
          'Use the values of the texts (`app`, `passkeys`, `hello`, `numbers`, `lasting`, `elsewhere`).',
          [...spots.values()].flatMap(spot =>
            forbidden(world)
              .filter(kind => !unoffered.some(one => one.kinds.includes(kind) && one.where.test(spot.name)))
              .filter(kind => names[language][kind].test(wordsOf(spot)))
              .map(kind => `${spot.name} names ${kind}: "${spot.message.summary}"`),
          ),
        ))

      it('there is no dead end', () =>
        obey(
          'Every card leads on, and in the end to something done or to a human.',
          'Give the step a choice that is always there, or where it leads when there is `none`.',
          withoutEnd(spots),
        ))

      it('a human, the way back and the way to go on later are on every question', () =>
        obey(
          'A card with choices has the helpdesk, Back, and Continue later: as a button, or in words.',
          'A step has four choices at most; longer ones are a list.',
          [...spots.values()].flatMap(({ name, progress, message: { card } }) => {
            const verbs = card.actions?.map(action => action.verb) ?? []
            if (progress.view !== 'step' || !verbs.includes('guide.choose')) return []
            const later = verbs.includes('guide.pause') || JSON.stringify(card.body).includes(laterWords[language])
            return later && verbs.includes('help.open') && (progress.trail.length === 0 || verbs.includes('guide.back')) ? [] : [name]
          }),
        ))

      it('whoever sets it up can choose everything that lasts', () => {
        const reached = [...beyond(spots, 'start.front step')]
        const wanted = kinds.filter(kind => kind !== 'phone' && kind !== 'temporary_pass' && world.allowed.includes(kind))
        assert.deepEqual(
          wanted.filter(kind => !reached.some(name => places[kind].test(name))),
          [],
        )
        const onlyNumber = world.allowed.includes('phone') && wanted.length === 0
        if (onlyNumber) assert.ok(reached.some(name => places.phone.test(name)))
      })
    })
  }

  it('a step that sets something up is among those that are looked at here', () => {
    const goals = ['ready', 'added', 'phone']
    const ends = Object.values(guide.flows).flatMap(flow =>
      Object.entries(flow.steps).flatMap(([id, step]) =>
        step.kind === 'do' && goals.includes(step.check?.goal ?? '') ? [`${flow.id}.${id} step`] : [],
      ),
    )
    assert.deepEqual(
      ends.filter(name => !kinds.some(kind => places[kind].test(name))),
      [],
    )
  })

  it('what is excused is still needed', () => {
    const said = worlds.flatMap(({ world, language }) =>
      [...mapOf(world, language).values()].flatMap(spot =>
        forbidden(world)
          .filter(kind => names[language][kind].test(wordsOf(spot)))
          .map(kind => ({ name: spot.name, kind })),
      ),
    )
    const idle = unoffered.filter(
      one => !one.kinds.every(kind => said.some(({ name, kind: named }) => named === kind && one.where.test(name))),
    )
    obey(
      'A card is excused only as long as it names what is forbidden.',
      'Take the line out of `unoffered`.',
      idle.map(({ where, because }) => `${where}: ${because}`),
    )
  })
})
