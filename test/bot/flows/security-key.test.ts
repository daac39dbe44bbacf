import { describeWalks } from '../../support/walks.ts'

describeWalks('security_key', [
  {
    what: 'a key is added beside the app, and the directory sees it',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'A security key: what do you have?'],
      ['A key, and a check that works', 'Step 1 of 3: open your sign-in methods'],
      ['Yes, my own name', 'Step 2 of 3: add the key on the page'],
      ['It asks for the key', 'Step 3 of 3: plug in the key and touch it'],
      ['I did it', 'I am checking'],
      ['Look now', 'I am checking'],
      ['I got stuck', 'Let’s see what stops you'],
      ['It asks for a PIN that I don’t know', 'It’s the PIN of the key'],
      ['It works now', 'Step 3 of 3: plug in the key and touch it'],
      ['I did it', 'You are done', ['authenticator', 'passkey']],
    ],
  },
  {
    what: 'a key is added beside the app, and the directory sees it',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Een beveiligingssleutel: wat heb je al?'],
      ['Een sleutel en een controle', 'Stap 1 van 3: open je inlogmanieren'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: voeg de sleutel toe op de pagina'],
      ['Hij vraagt om de sleutel', 'Stap 3 van 3: steek de sleutel erin en raak hem aan'],
      ['Dit lukt niet', 'We kijken waar het op vastloopt'],
      ['De computer ziet de sleutel niet', 'Probeer een andere aansluiting'],
      ['Nu lukt het', 'Stap 3 van 3: steek de sleutel erin en raak hem aan'],
      ['Gelukt, kijk maar', 'Je bent klaar', ['authenticator', 'passkey']],
    ],
  },
  {
    what: 'a key without any check begins with a pass, and the case says so',
    language: 'en',
    lines: [
      ['', 'A security key: what do you have?'],
      ['A key, but no check yet', 'This is how you get a pass'],
      ['Get the helpdesk', 'Talk to the helpdesk: tap'],
    ],
  },
  {
    what: 'who was given a key and a pass goes on with both, or with the pass alone',
    language: 'en',
    lines: [
      ['', 'A security key: what do you have?'],
      ['A key and a temporary pass', 'Step 1 of 5: put the key next to you'],
      ['This doesn’t work', 'Let’s see what stops you'],
      ['The key is not here, or it does not fit', 'Then don’t use the pass yet'],
      ['Another way', 'What will you sign in with from now on?'],
    ],
  },
  {
    what: 'where keys are not allowed, the other ways are left',
    language: 'nl',
    allowed: ['authenticator', 'windows_hello'],
    lines: [
      ['', 'Die manier staat voor jouw account niet aan'],
      ['Laat zien wat past', 'Wat heb je nu bij je?'],
      ['Geen smartphone', 'Het kan ook anders'],
      ['Ik heb geen smartphone', 'Dit kan zonder smartphone'],
      ['Mijn eigen werkcomputer', 'Stap 1 van 2: open de inloginstellingen van Windows'],
    ],
  },
])
