import { describeWalks } from '../../support/walks.ts'

describeWalks('change_phone_number', [
  {
    what: 'the old number still works',
    language: 'en',
    has: ['phone'],
    lines: [
      ['', 'A new number: how do you want to go on?'],
      ['Change it, the old one works', 'Step 1 of 3: open your sign-in methods'],
      ['Yes, my own name', 'Step 2 of 3: change the number on the page'],
      ['I typed it there', 'Step 3 of 3: confirm the new number'],
      ['I did it', 'This works today, and ends on 1 February 2027'],
      ['Choose a way that lasts', 'What do you have in front of you?'],
    ],
  },
  {
    what: 'het oude nummer is weg, en er is iets anders: dan mag het nummer weg',
    language: 'nl',
    has: ['authenticator', 'phone'],
    lines: [
      ['', 'Een nieuw nummer: hoe wil je verder?'],
      ['Het oude nummer is weg', 'Kun je inloggen zonder het oude nummer?'],
      ['Ja, dus het mag weg', 'Stap 1 van 3: log in met wat je wilt houden'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: probeer wat je wilt houden'],
      ['Ik kom erin', 'Stap 3 van 3: haal nu het nummer weg'],
      ['Het staat er niet meer', 'Het werkt. Alles is bijgewerkt', ['authenticator']],
    ],
  },
  {
    what: 'the old number was the only way: a colleague lets them in',
    language: 'en',
    has: ['phone'],
    lines: [
      ['', 'A new number: how do you want to go on?'],
      ['The old number is gone', 'Can you sign in without the old number?'],
      ['No, only by that number', 'Then a colleague lets you in'],
      ['Get the helpdesk', 'Talk to the helpdesk: locked_out'],
    ],
  },
  {
    what: 'waar nummers niet meer mogen, blijft een manier die blijft',
    language: 'nl',
    allowed: ['authenticator', 'passkey'],
    has: ['authenticator'],
    lines: [
      ['', 'Een nieuw nummer: hoe wil je verder?'],
      ['Kies een manier die blijft', 'Wat heb je nu bij je?'],
    ],
  },
])
