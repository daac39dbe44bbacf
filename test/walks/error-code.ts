import type { Walk } from '../support/walks.ts'

/** What one error number is answered with, and where its first button leads. */
const meets = (language: Walk['language'], step: string, says: string, [does, shows]: [string, string]): Walk => ({
  what: step,
  language,
  step,
  lines: [
    ['', says],
    [does, shows],
  ],
})

export const errorCode: Walk[] = [
  meets('en', 'check_needed', 'The sign-in wants your extra check', ['Set it up', 'What do you have in front of you?']),
  meets('nl', 'check_needed', 'Er wordt om je extra controle gevraagd', ['Nu instellen', 'Wat heb je nu bij je?']),
  meets('en', 'set_up', 'First set up your extra check', ['Set it up', 'What do you have in front of you?']),
  meets('nl', 'set_up', 'Stel eerst je extra controle in', ['Nu instellen', 'Wat heb je nu bij je?']),
  meets('en', 'check_failed', 'The extra check did not go through', ['I did not start this', 'Press Deny. Then report it here']),
  meets('nl', 'check_failed', 'De extra controle is niet gelukt', ['Dit komt niet van mij', 'Druk op Weigeren. Meld het daarna hier']),
  meets('en', 'phone_limit', 'Too many text messages or calls for now', ['Add another way', 'Which second way fits you?']),
  meets('nl', 'phone_limit', 'Even te veel sms’jes of telefoontjes', ['Nog een manier toevoegen', 'Welke tweede manier past bij je?']),
  meets('en', 'wrong_password', 'The name or the password is not right', ['Make a new password', 'A new password: you can do it yourself']),
  meets('nl', 'wrong_password', 'De naam of het wachtwoord klopt niet', [
    'Nieuw wachtwoord maken',
    'Een nieuw wachtwoord: dat kun je zelf',
  ]),
  meets('en', 'password_over', 'You need a new password first', ['Make a new password', 'A new password: you can do it yourself']),
  meets('nl', 'password_over', 'Je hebt eerst een nieuw wachtwoord nodig', [
    'Nieuw wachtwoord maken',
    'Een nieuw wachtwoord: dat kun je zelf',
  ]),
  meets('en', 'too_often', 'Locked for a while after too many tries', ['I can’t get in', 'You can’t get in. We go through it together']),
  meets('nl', 'too_often', 'Een tijdje op slot, na te veel pogingen', ['Ik kom er niet in', 'Je komt er niet in. We lopen het samen na']),
  meets('en', 'disabled', 'This account is switched off', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'disabled', 'Dit account staat uit', ['Haal de helpdesk erbij', 'Praat met de helpdesk: error_code']),
  meets('en', 'session_over', 'Your sign-in has ended. Begin anew', ['Yes, thanks', 'That’s settled']),
  meets('nl', 'session_over', 'Je bent uitgelogd. Begin opnieuw', ['Ja, dank je', 'Dat is geregeld']),
  meets('en', 'no_access', 'You don’t have access to this yet', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'no_access', 'Je hebt hier nog geen toegang toe', ['Haal de helpdesk erbij', 'Praat met de helpdesk: error_code']),
  meets('en', 'blocked', 'A rule of your organisation stops this sign-in', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'blocked', 'Een regel van je organisatie houdt dit tegen', ['Haal de helpdesk erbij', 'Praat met de helpdesk: error_code']),
  meets('en', 'risk', 'This sign-in was stopped because it looked unusual', ['I did not start this', 'Press Deny. Then report it here']),
  meets('nl', 'risk', 'Dit is tegengehouden omdat het er vreemd uitzag', [
    'Dit komt niet van mij',
    'Druk op Weigeren. Meld het daarna hier',
  ]),
  meets('en', 'device', 'Only a device of your work may do this', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'device', 'Dit mag alleen op een apparaat van je werk', ['Haal de helpdesk erbij', 'Praat met de helpdesk: error_code']),
  meets('en', 'old_app', 'This program is not allowed, or too old', [
    'My mail program is old',
    'Old mail programs don’t know the extra check',
  ]),
  meets('nl', 'old_app', 'Dit programma mag niet, of is te oud', [
    'Mijn mailprogramma is oud',
    'Oude mailprogramma’s kennen de extra controle niet',
  ]),
  meets('en', 'set_up_elsewhere', 'You can’t set it up from here', ['I need a temporary pass', 'A way in, with help from the helpdesk']),
  meets('nl', 'set_up_elsewhere', 'Vanaf hier kun je het niet instellen', [
    'Ik heb een toegangspas nodig',
    'Naar binnen, met hulp van de helpdesk',
  ]),
  meets('en', 'consent', 'This app asks for rights that need a yes', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'consent', 'Deze app vraagt om rechten die een ja nodig hebben', [
    'Haal de helpdesk erbij',
    'Praat met de helpdesk: error_code',
  ]),
  meets('en', 'wrong_account', 'This account does not belong here', ['I am a guest', 'As a guest you have a check at each organisation']),
  meets('nl', 'wrong_account', 'Dit account hoort hier niet', ['Ik ben gast', 'Als gast heb je bij elke organisatie een eigen controle']),
  meets('en', 'app_problem', 'The app itself is not set up right', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'app_problem', 'De app zelf is niet goed ingesteld', ['Haal de helpdesk erbij', 'Praat met de helpdesk: error_code']),
  meets('en', 'key_unknown', 'This passkey is not on your account any more', [
    'Make a new passkey',
    'Where do you want to keep the passkey?',
  ]),
  meets('nl', 'key_unknown', 'Deze passkey staat niet meer op je account', ['Nieuwe passkey maken', 'Waar wil je de passkey bewaren?']),
  meets('en', 'chip', 'Windows cannot read its security chip', ['Set up Windows Hello', 'Windows Hello: is it your own work computer?']),
  meets('nl', 'chip', 'Windows kan zijn beveiligingschip niet lezen', [
    'Windows Hello instellen',
    'Windows Hello: is het je eigen werkcomputer?',
  ]),
  meets('en', 'device_refused', 'This device may not be added', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'device_refused', 'Dit apparaat mag er niet bij', ['Haal de helpdesk erbij', 'Praat met de helpdesk: error_code']),
  meets('en', 'clock', 'Look at the date and time of this device', ['No, not yet', 'Talk to the helpdesk: other']),
  meets('nl', 'clock', 'Kijk naar de datum en tijd van dit apparaat', ['Nee, nog niet', 'Praat met de helpdesk: other']),
  meets('en', 'network', 'The app does not reach Microsoft', ['Yes, thanks', 'That’s settled']),
  meets('nl', 'network', 'De app kan Microsoft niet bereiken', ['Ja, dank je', 'Dat is geregeld']),
  meets('en', 'unknown', 'This number tells the helpdesk what it is', ['Get the helpdesk', 'Talk to the helpdesk: error_code']),
  meets('nl', 'unknown', 'Met dit nummer weet de helpdesk wat het is', ['Haal de helpdesk erbij', 'Praat met de helpdesk: error_code']),
]
