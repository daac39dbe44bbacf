/** Secrets in what people tell, forward and paste: stories, text messages, whole pages and e-mails, notes, settings. */
import type { Dice } from './dice.ts'
import { groupsOf, lower } from './typed-long.ts'

export const plainCode = (dice: Dice): string => `${dice.number(1, 9)}${dice.digits(5)}`

export const toldCodes = [
  'the lady read it out to me and I repeated it: {}, then she hung up',
  'I put {} in the box and the box went red',
  '{}!!! still nothing!!!',
  'its the same code as yesterday, {}, strange',
  'I AM TYPING {} AND IT DOES NOT WORK',
  'my son read it to me from the old phone: {}',
  'Here you go: {} :)',
  '2nd factor: {}',
  'the fob shows {} but there is no field for it',
  'Use verification code {} for Contoso authentication.',
  'FedEx: Verification code {} expires in 10 minutes. Do not share it with anyone.',
  'Do not share. {} is your one-time passcode for a payment of £12.99 at AMAZON. Not you? Call the number on your card.',
  '{} is your sign-in code.\n\n@login.contoso.example #{}',
  'Subject: account verification code\n\nThanks for verifying your address.\n\nYour code is: {}\n\nSincerely,\nContoso',
  'Enter code\nWe texted your phone +XX XXXXXXX12. Please enter the code to sign in.\n{}\nVerify',
  'Re: Your sign-in code\n> {} is your sign-in code for Contoso\n\nI did not ask for this',
  '[08:41] IT Helpdesk: please send me the code you received\n[08:42] Anna: {}\nwas this really you?',
  'Can’t scan image?\nEnter the following into your app:\nCode: {}\nURL: https://mobileappcommunicator.auth.microsoft.com/activate',
  'die mevrouw las {} voor en toen moest ik het herhalen',
  'ik vulde {} in en het vakje werd rood',
  'als ik {} intyp zegt ie dat het niet klopt',
  'ik moet de code ingeven op mijn gsm, {} pakt hij niet',
  'er belde iemand van de helpdesk, die vroeg de code en ik heb {} doorgegeven, was dat dom?',
  'op de sleutelhanger staat {} maar er is geen vakje voor',
  'sms doorgestuurd door mijn vrouw: {}',
  'De sms-code om in te loggen met DigiD is: {}. Geef deze code aan niemand.',
  'Rabobank: {} is uw bevestigingscode. Deel deze met niemand.',
  'Verificatiecode\n[ {} ]\nDie code werkte niet. Controleer de code en probeer het opnieuw.',
  'Beveiligingscode\nGebruik de volgende beveiligingscode voor je account.\n\nBeveiligingscode: {}\n\nBedankt,\nHet accountteam',
  'op 24-11-2026 om 10.15 uur kreeg ik code {} en toen fout AADSTS50076',
]

export const twoFigures = (dice: Dice): string => `${dice.number(2, 9)}${dice.number(1, 9)}`
export const toldScreens = [
  '{} is showing and {} is what I tapped, still declined',
  'my authenticator wants the number so I entered {} like on the laptop',
  'somebody phoned and said I should press {} in the authenticator',
  'phone shows three numbers, laptop shows {}, is that the one',
  'first time it said {}, second time something else',
  'I typed the {} it shows',
  'is {} right?? it is showing {}',
  'screen: {}',
  'now a different number, {}',
  'my answer in the app was {} like the lady asked',
  'Approve sign in request\nOpen your Authenticator app, and enter the number shown to sign in.\n{}\nNo numbers in your app? Make sure to upgrade to the latest version.',
  'Aanmeldingsaanvraag goedkeuren\nOpen uw Authenticator-app en voer het weergegeven getal in om u aan te melden.\n{}\nIk kan mijn app nu niet gebruiken',
  'die meneer aan de telefoon zei dat ik {} moest intikken in de authenticator',
  'ik vul {} in bij authenticator en druk op ja',
  'moet ik dan {} ingeven op mijne gsm?',
  '{} staat er en {} heb ik getikt, toch geweigerd',
  'hij wilde een getal dus ik heb {} ingevoerd zoals op de laptop stond',
  'druk op {} zei hij, ik drukte op {}, niks',
  'de eerste keer zei hij {}, de tweede keer iets anders',
  'nu weer een ander getal, {}',
  'er staat nummer {} op mn scherm',
]

const words = ['Bluebird', 'Teapot', 'Harvest', 'Kettle', 'Merel', 'Klaproos', 'Beschuit', 'Windmolen', 'Kastanje', 'Lantaarn']
export const toldPassword = (dice: Dice): string =>
  dice.pick([
    () => `${dice.pick(words)}${dice.digits(2)}`,
    () => `${dice.pick(words)}#${dice.digits(2)}`,
    () => `${dice.pick(words)}$${dice.digits(3)}`,
    () => `${dice.pick(words)}_${dice.pick(words)}_${dice.digits(2)}`,
    () => `${dice.pick(words)}-${dice.pick(words)}-${dice.digits(2)}`,
    () => `${dice.number(1, 9)}${dice.pick(words)}&${dice.number(1, 9)}${dice.pick(words)}s`,
    () => `${dice.pick(words).toLowerCase()}${dice.number(2019, 2027)}`,
  ])()
export const toldPasswords = [
  'it keeps saying wrong password: {}',
  'I typed {} three times and then it locked me out, please reset my password',
  'pls log in for me, anna.smith@contoso.example, {}',
  'there is a sticker on the laptop with the password, it reads {}',
  'pw is the same for both: {}',
  'user=asmith;pwd={}',
  '{"user":"asmith","password":"{}"}',
  'Account: a.smith Pass: {} Domain: CONTOSO',
  'my login used to be asmith/{} before this',
  'laptop login - asmith - {}',
  'Email\tanna@contoso.example\nPassword\t{}\nMFA\tnot set up',
  'password expired, it was {}, what should the new one be',
  'can I use {} as my new password or is that too easy',
  '{} does not meet the password requirements apparently',
  '> What did you type as password?\n{}',
  'Hi Anna, welcome. Your temporary password is {}. You will be asked to change it the first time you sign in.',
  'mypassword is {}',
  'pass word: {}',
  'hij blijft zeggen verkeerd wachtwoord: {}',
  'ik typte {} en toen zei hij dat het wachtwoord onjuist was',
  'log jij maar in voor mij, k.dewit@contoso.example, {}',
  'op de laptop plakt een geeltje met het wachtwoord, er staat {}',
  'kheb gewoon {} als paswoord, is da goed?',
  'gebruiker=kdewit;ww={}',
  'wachtwoord verlopen, het was {}, wat moet de nieuwe zijn',
  'mijn wifiwachtwoord is {}',
  'oud wachtwoord: {}\nnieuw wachtwoord: weet ik nog niet',
  'MIJN WACHTWOORD IS {} WAAROM WERKT HET NIET',
  'vorig jaar was het {} dus voor het nieuwe wachtwoord dacht ik eentje erbij',
]

export const toldPasses = [
  'new temp password from IT = {} please confirm',
  'the pass you gave me yesterday ({}) has expired',
  'service desk said over the phone: {}. where do i put that',
  'is {} still a valid access pass?',
  'Temporary Access Pass details\nProvide this Temporary Access Pass to the user.\n{}\nValid for 1 hour',
  'mijn teamleider gaf een briefje met {} als toegangspas',
  'de pas die je gisteren gaf ({}) is verlopen',
  'ik vulde de tijdelijke toegangspas {} in en kreeg "Uw tijdelijke toegangspas is verlopen"',
  'Details van tijdelijke toegangspas\nGeef deze aan de gebruiker.\n{}\nGeldig gedurende 1 uur',
]

export const toldPhones = [
  'can you send the text to my husband, {}, mine is broken',
  'HR still has my old mobile, the new one: {}',
  'use the phone of my wife until I get mine back ({})',
  'Name: Anna Smith\nStaff no: 48213\nPhone: {}\nProblem: cannot sign in',
  'The app does not work.\n\nKind regards,\nAnna Smith | Finance\nT {} | www.contoso.example',
  'kan de sms naar de telefoon van mijn man, {}, de mijne is stuk',
  'ge kunt mij bereiken op {} tot 16u',
  'stuur maar een appje naar {}',
  'De app doet het niet.\n\nMet vriendelijke groet,\nKees de Wit | Magazijn\nT {}',
]

export const pin = (dice: Dice): string => `${dice.number(3, 9)}${dice.digits(3)}`
export const toldPins = [
  'the pin of my security key is {}',
  'my passcode for the app is {}',
  'the pin I chose for the yubikey, {}, is not accepted',
  'Your Uber code is {}. Never share this code.',
  'de code die ik kreeg is {}',
  'de pin van mijn sleutel is {}',
  'mijn toegangscode voor de app is {}',
]

const vowels = /[aeiouy]/
const fourLetters = (dice: Dice): string => {
  const group = dice.signs(4, lower)
  return vowels.test(group) ? `${group.slice(0, 2)}${dice.pick(['q', 'x'])}${group.slice(3)}` : group
}
/** Sixteen letters, as for a program that does not know a second check. */
const appPassword = (dice: Dice, joint: string): string => Array.from({ length: 4 }, () => fourLetters(dice)).join(joint)
const yubiKey = (dice: Dice): string => `cccccc${dice.signs(38, 'cbdefghijklnrtuv')}`
const deviceCode = (dice: Dice): string =>
  `${dice.signs(4, 'BCDFGHJKLMNPQRSTVWXZ')}${dice.number(2, 9)}${dice.signs(4, 'BCDFGHJKLMNPQRSTVWXZ')}`
const bitLocker = (dice: Dice): string => Array.from({ length: 8 }, () => `${dice.number(1, 9)}${dice.digits(5)}`).join('\n')

/** What is recognised by its own shape. */
export const shaped: [make: (dice: Dice) => string, templates: string[], share: number][] = [
  [dice => appPassword(dice, ''), ['app password: {}', 'hij gaf dit app-wachtwoord {}'], 1],
  [dice => appPassword(dice, ' '), ['Your app password for your device\n{}', 'Uw app-wachtwoord voor uw apparaat\n{}'], 1],
  [yubiKey, ['oops I touched the key {}', 'oei ik raakte de sleutel aan {}'], 1],
  [deviceCode, ['open the page https://microsoft.com/devicelogin and enter the code {} to authenticate'], 1],
  [bitLocker, ['Bitlocker recovery, on my photo it says\n{}', 'Bitlocker herstel, op mijn foto staat\n{}'], 1],
  [dice => groupsOf(dice.digits(8), 4, ' '), ['I printed these from google once: {}, 1234 5678', 'dit is mijn back-upcode: {}'], 1],
]
