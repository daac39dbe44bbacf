import { describeWalks } from '../../support/walks.ts'

describeWalks('register_authenticator', [
  {
    what: 'on a computer and a phone',
    language: 'en',
    lines: [
      ['', 'Which phone do you have?'],
      ['An iPhone', 'Step 1 of 5: get the app'],
      ['It’s installed', 'Step 2 of 5: check that it’s your account'],
      ['Yes, my own name', 'Step 3 of 5: add the app on the computer'],
      ['I see the QR code', 'Step 4 of 5: scan the QR code with your phone'],
      ['This doesn’t work', 'Let’s see what stops you'],
      ['The QR code has expired or is already used', 'Get a fresh QR code'],
      ['It works now', 'Step 4 of 5: scan the QR code with your phone'],
      ['My address is in the app', 'Step 5 of 5: try it out'],
      ['I did it', 'You are done', ['authenticator']],
    ],
  },
  {
    what: 'nobody with one way in is told that there is a second one',
    language: 'en',
    allowed: ['authenticator'],
    step: 'phone_test',
    lines: [
      ['', 'Step 4 of 4: look whether it’s really there'],
      ['I did it', 'I am checking'],
      ['after 1 minute', 'You are done', ['authenticator']],
      ['Add a second way', 'Which second way fits you?'],
    ],
  },
  {
    what: 'whoever has two is not sent for a third',
    language: 'en',
    has: ['windows_hello'],
    step: 'phone_test',
    lines: [
      ['', 'Step 4 of 4: look whether it’s really there'],
      ['I did it', 'I am checking'],
      ['after 1 minute', 'You are done', ['authenticator', 'windows_hello']],
      ['(no button "Add a passkey")', 'You are done'],
    ],
  },
  {
    what: 'alleen op de telefoon',
    language: 'nl',
    step: 'phone_app',
    lines: [
      ['', 'Welke telefoon heb je?'],
      ['Een Android-telefoon', 'Stap 1 van 4: zet de app op je telefoon'],
      ['Hij staat erop', 'Stap 2 van 4: kies je werkaccount'],
      ['Ja, mijn eigen adres', 'Stap 3 van 4: log in in de app'],
      ['De app is klaar', 'Stap 4 van 4: kijk of het er echt staat'],
      ['Gelukt, kijk maar', 'Ik kijk het na'],
      ['after 1 minute', 'Je bent klaar', ['authenticator']],
    ],
  },
])
