import { describeWalks } from '../../support/walks.ts'

describeWalks('tap', [
  {
    what: 'a first day ends with the app, and with a look for old devices',
    language: 'en',
    lines: [
      ['', 'A temporary pass: a way in for a short while'],
      ['It’s my first day', 'Welcome. A person gives you the pass'],
      ['I have the pass', 'What will you sign in with from now on?'],
      ['The app, with a computer', 'Step 1 of 6: get the app'],
      ['It’s installed', 'Step 2 of 6: sign in with the pass'],
      ['I’m in', 'Step 3 of 6: add the app on the computer'],
      ['I see the QR code', 'Step 4 of 6: scan the QR code with your phone'],
      ['My address is in the app', 'Step 5 of 6: try it out'],
      ['I did it', 'Step 6 of 6: look for old devices', ['authenticator']],
      ['Nothing old is left', 'You are done'],
    ],
  },
  {
    what: 'who lost everything is let in by a person, urgently, and then sets up the phone alone',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Een tijdelijke toegangspas: even naar binnen'],
      ['Ik heb niets om in te loggen', 'Dan laat een collega je binnen'],
      ['Ik heb de pas', 'Waarmee wil je voortaan inloggen?', []],
      ['De app, alleen op mijn telefoon', 'Stap 1 van 4: zet de app op je telefoon'],
      ['Hij staat erop', 'Stap 2 van 4: log in de app in met de pas'],
      ['De app is klaar', 'Stap 3 van 4: kijk of het er echt staat'],
      ['Gelukt, kijk maar', 'Ik kijk het na'],
      ['Ik liep vast', 'We kijken waar het op vastloopt'],
      ['Terug naar de stap', 'Ik kijk het na'],
      ['after 1 minute', 'Stap 4 van 4: kijk of er oude apparaten staan', ['authenticator']],
      ['Er staat niets ouds meer', 'Je bent klaar'],
    ],
  },
  {
    what: 'the case of who has nothing is about being locked out',
    language: 'en',
    lines: [
      ['', 'A temporary pass: a way in for a short while'],
      ['I have nothing to get in with', 'Then a colleague lets you in'],
      ['Get the helpdesk', 'Talk to the helpdesk: locked_out'],
    ],
  },
  {
    what: 'a pass that has ended needs a new one, from a person',
    language: 'en',
    lines: [
      ['', 'A temporary pass: a way in for a short while'],
      ['I have a pass', 'What will you sign in with from now on?'],
      ['A security key', 'Step 1 of 5: put the key next to you'],
      ['The key is here', 'Step 2 of 5: sign in with the pass'],
      ['This doesn’t work', 'Let’s see what stops you'],
      ['It says that the pass has expired or was used', 'Then you need a new one'],
      ['Still stuck: helpdesk', 'Talk to the helpdesk: tap'],
    ],
  },
  {
    what: 'a passkey is made with the pass',
    language: 'nl',
    lines: [
      ['', 'Een tijdelijke toegangspas: even naar binnen'],
      ['Ik heb een pas', 'Waarmee wil je voortaan inloggen?'],
      ['Een passkey op mijn telefoon', 'Stap 1 van 5: kijk of je telefoon er klaar voor is'],
      ['Mijn telefoon kan dit', 'Stap 2 van 5: log in met de pas'],
      ['Ik ben binnen', 'Stap 3 van 5: voeg de passkey toe'],
      ['Hij vraagt waar', 'Stap 4 van 5: bewaar hem met je telefoon'],
      ['Gelukt, kijk maar', 'Stap 5 van 5: kijk of er oude apparaten staan', ['passkey']],
      ['Er staat niets ouds meer', 'Je bent klaar'],
    ],
  },
])
