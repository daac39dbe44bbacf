/**
 * Secrets as people type them, and harmless things that look like them: made from a seed, in English and Dutch, alone, in a sentence,
 * in a long story, with typing errors. `needle`: what must not be found anywhere afterwards.
 */
import { type Dice, diceOf, fill } from './dice.ts'
import {
  figures,
  groupsOf,
  lower,
  phoneNumber,
  phoneTemplates,
  qrContents,
  qrTemplates,
  recoveryCode,
  recoveryTemplates,
  upper,
} from './typed-long.ts'
import {
  pin,
  plainCode,
  shaped,
  toldCodes,
  toldPasses,
  toldPassword,
  toldPasswords,
  toldPhones,
  toldPins,
  toldScreens,
  twoFigures,
} from './typed-told.ts'

export interface Typed {
  text: string
  needle: string
}

const said = {
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  nl: ['nul', 'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen'],
}
const tens = ['', '', 'twintig', 'dertig', 'veertig', 'vijftig', 'zestig', 'zeventig', 'tachtig', 'negentig']
const englishTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const dutchPair = (tensAt: number, unit: number) =>
  `${said.nl[unit]}${['twee', 'drie'].includes(said.nl[unit] ?? '') ? 'ën' : 'en'}${tens[tensAt]}`

/** A one-time code the way somebody may type it. */
function oneTimeCode(dice: Dice): string {
  const code = dice.digits(dice.pick([6, 6, 6, 6, 7, 8]))
  const half = Math.ceil(code.length / 2)
  const spell = (language: 'en' | 'nl', joint: string) => [...code].map(figure => said[language][Number(figure)]).join(joint)
  const ways: (() => string)[] = [
    () => code,
    () => code,
    () => groupsOf(code, half, ' '),
    () => groupsOf(code, half, '-'),
    () => groupsOf(code, half, '.'),
    () => groupsOf(code, half, ' - '),
    () => groupsOf(code, 2, ' '),
    () => groupsOf(code, 1, ' '),
    () => groupsOf(code, 1, '-'),
    () => groupsOf(code, 1, ', '),
    () => groupsOf(code, 1, '.'),
    () => groupsOf(code, half, ', '),
    () => `G-${code}`,
    () => `"${code}"`,
    () => `**${groupsOf(code, half, ' ')}**`,
    () => groupsOf(code, half, '\u00a0'),
    () => spell('en', ' '),
    () => spell('nl', ' '),
    () => spell('nl', ', '),
    () => spell('en', '-'),
    () =>
      [...groupsOf(code.slice(0, 6), 2, ' ').split(' ')]
        .map(([a = '', b = '']) => (Number(a) > 1 && Number(b) > 0 ? dutchPair(Number(a), Number(b)) : `${a} ${b}`))
        .join(' '),
  ]
  return dice.pick(ways)()
}

const codeTemplates = [
  '{}',
  '{}',
  'my code is {}',
  'the code is {}',
  'code: {}',
  'code {}',
  'it says {}',
  'I got {} by text message',
  'I received this: {}',
  'they sent me {} what now',
  'here it is {}',
  'use {} please',
  '{} does not work',
  'I typed {} and it was refused',
  'the app shows {} but the page says it is wrong',
  'Authenticator gives {} but I cannot get in',
  'mijn code is {}',
  'de code is {}',
  'ik kreeg {} per sms',
  'ik heb {} ingevuld en dat is fout',
  'hij zegt dat {} niet klopt',
  'de app geeft {} maar het werkt niet',
  'verificatiecode {}',
  'sms-code: {}',
  'dit is hem: {}',
  'eenmalige code {} werkt nit',
  'wat moet ik met {}',
  'Hallo, ik probeer al de hele ochtend in te loggen. Eerst de laptop opnieuw opgestart, daarna kreeg ik een sms met {} en nu zegt hij weer fout. Wat moet ik doen?',
  'Good morning, since yesterday I cannot open my mail. My colleague at the desk said I should try it again, so I did, and I got {} on my phone. Can you help me please?',
  'mn cod is {} help',
  'teh code is {} pls',
  'Use verification code {} for Microsoft authentication.',
  'Gebruik verificatiecode {} voor Microsoft-verificatie.',
]

function screenNumber(dice: Dice): string {
  const [a, b] = [dice.number(2, 9), dice.number(1, 9)]
  return dice.pick([
    `${a}${b}`,
    `${a}${b}`,
    `${a}${b}`,
    `${a} ${b}`,
    dutchPair(a, b),
    `${englishTens[a]}-${said.en[b]}`,
    `${englishTens[a]} ${said.en[b]}`,
  ])
}
const screenTemplates = [
  '{}',
  '{}.',
  '"{}"',
  'it says {}',
  'It says {} on my screen',
  'the number on my screen is {}',
  'the number is {}',
  'my number is {}',
  'I see {}',
  'I see {} on the screen',
  'the screen shows {}',
  'the number {} is on my screen',
  '{} is what it says',
  'number {}',
  'should I type {}?',
  'ok {}',
  'yes, {}',
  'er staat {}',
  'er staat {} op mijn scherm',
  'op mijn scherm staat {}',
  'het getal is {}',
  'het getal op mijn scherm is {}',
  'mijn getal is {}',
  'ik zie {}',
  'ik zie het getal {}',
  'de computer zegt {}',
  'hij zegt {}',
  'moet ik {} intypen?',
  'nummer {}',
  'ja, {}',
  '{} staat er',
  'het is {}',
  'it is {}',
  'Ik was aan het inloggen en toen kwam er iets op het scherm. Er staat {} en mijn telefoon vraagt iets.',
  'I was signing in, then a window came up. It shows {} and my phone asks something.',
]

const names = [
  'Welkom',
  'Zomer',
  'Winter',
  'Summer',
  'Hond',
  'Konijn',
  'Secret',
  'Ajax',
  'Lente',
  'Football',
  'Sunshine',
  'Fiets',
  'Kaas',
  'Monkey',
]
const password = (dice: Dice): string =>
  dice.pick([
    () => `${dice.pick(names)}${dice.number(2019, 2027)}`,
    () => `${dice.pick(names)}${dice.digits(2)}!`,
    () => `${dice.pick(names)}${dice.number(1, 999)}#`,
    () => `${dice.pick(names).toLowerCase()}${dice.digits(3)}`,
    () => `${dice.pick(names)}-${dice.pick(names)}${dice.digits(2)}`,
    () => `${dice.pick(names)}@${dice.digits(4)}`,
    () => `P@ssw0rd${dice.digits(2)}`,
    () => `${dice.signs(2, lower)}${dice.signs(2, figures)}${dice.signs(1, '#!$%&*')}${dice.signs(2, upper)}${dice.signs(3, lower)}`,
  ])()
const passwordTemplates = [
  'my password is {}',
  'My password is {}, can you check?',
  'password: {}',
  'password {}',
  'pw: {}',
  'the password I use for Teams is {}',
  'my pasword is {}',
  'my passwrod = {}',
  'I changed my password to {}',
  '{} is my password',
  'username kees password {}',
  'mijn wachtwoord is {}',
  'wachtwoord: {}',
  'ww {}',
  'ww is {}',
  'mijn wachtwoort is {} en dat werkt niet',
  'mijn wachtwoord is nu {}',
  'ik heb mijn wachtwoord gewijzigd in {}',
  '{} is mijn wachtwoord',
  'het wachtwoord dat ik altijd gebruik is {}',
  'Hoi, ik ben mijn telefoon kwijt en kan niet meer in mijn mail. Mijn wachtwoord is {} , misschien kun jij erin?',
  'Hello, I am locked out since this morning and the laptop is at home. My password is "{}" so you can try it yourself.',
]
const wordPasswords = ['konijn', 'sunshine', 'appeltaart', 'dragonfly', 'voetbal', 'chocolate', 'regenboog', 'sneeuwpop']
const wordTemplates = [
  'my password is {}',
  'mijn wachtwoord is {}',
  'wachtwoord: {}',
  'password = {}',
  'mijn wachtwoord is {} en het werkt niet',
]

/** Eight to twelve signs as Entra makes them. */
const temporaryPass = (dice: Dice): string =>
  [
    dice.signs(1, upper),
    dice.signs(1, lower),
    dice.signs(1, figures),
    dice.signs(1, '*#!&@+%'),
    dice.signs(dice.number(5, 7), lower + upper + figures),
  ].join('')
const passTemplates = [
  '{}',
  'my temporary access pass is {}',
  'TAP: {}',
  'tap = {}',
  'the helpdesk gave me {} as pass',
  'my pass {} does not work',
  'I got {} from the desk',
  'mijn toegangspas is {}',
  'mijn tijdelijke toegangspas: {}',
  'de helpdesk gaf me {}',
  'tijdelijke pas {} werkt niet',
  'ik moet {} intypen maar waar',
]

const kinds: [make: (dice: Dice) => string, templates: string[], share: number][] = [
  [oneTimeCode, codeTemplates, 6],
  [screenNumber, screenTemplates, 3],
  [password, passwordTemplates, 4],
  [dice => dice.pick(wordPasswords), wordTemplates, 1],
  [temporaryPass, passTemplates, 2],
  [recoveryCode, recoveryTemplates, 2],
  [phoneNumber, phoneTemplates, 4],
  [qrContents, qrTemplates, 2],
  [plainCode, toldCodes, 4],
  [twoFigures, toldScreens, 3],
  [toldPassword, toldPasswords, 4],
  [temporaryPass, toldPasses, 2],
  [pin, toldPins, 1],
  [phoneNumber, toldPhones, 2],
  ...shaped,
]

export function secretsTyped(count: number, seed: number): Typed[] {
  const dice = diceOf(seed)
  const bag = kinds.flatMap(kind => Array.from({ length: kind[2] }, () => kind))
  return Array.from({ length: count }, () => {
    const [make, templates] = dice.pick(bag)
    const needle = make(dice)
    return { text: fill(dice.pick(templates), needle), needle }
  })
}

export type { Dice }
export { diceOf, fill }
