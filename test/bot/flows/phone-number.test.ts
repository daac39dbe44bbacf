import { describeWalks } from '../../support/walks.ts'

describeWalks('phone_number', [
  {
    what: 'what lasts is offered first, and a number is possible',
    language: 'en',
    lines: [
      ['', 'A phone number as your extra check'],
      ['A passkey', 'Where do you want to keep the passkey?'],
      ['Back', 'A phone number as your extra check'],
      ['A number after all', 'Step 1 of 3: check that it’s your account'],
      ['Yes, my own name', 'Step 2 of 3: add the number on the page'],
      ['I typed it there', 'Step 3 of 3: confirm the number'],
      ['I did it', 'This works today, and ends on 1 February 2027', ['phone']],
    ],
  },
  {
    what: 'who may be a Global Administrator hears of both days',
    language: 'en',
    account: { privileged: true },
    lines: [
      ['', 'A phone number as your extra check'],
      ['A number after all', 'Step 1 of 3: check that it’s your account'],
      ['Yes, my own name', 'Step 2 of 3: add the number on the page'],
      ['I typed it there', 'Step 3 of 3: confirm the number'],
      ['I did it', 'This works today, and ends on 1 February 2027 (1 July 2027 for Global Administrators and guests)', ['phone']],
    ],
  },
  {
    what: 'a guest hears of both days',
    language: 'nl',
    account: { guest: true },
    lines: [
      ['', 'Een telefoonnummer als extra controle'],
      ['Toch een nummer', 'Stap 1 van 3: kijk of het jouw account is'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: voeg het nummer toe op de pagina'],
      ['Het staat er', 'Stap 3 van 3: bevestig het nummer'],
      ['Gelukt, kijk maar', 'Dit werkt nu nog, tot 1 februari 2027 (1 juli 2027 voor globale beheerders en gasten)', ['phone']],
    ],
  },
  {
    what: 'what lasts is offered first, and a number is possible',
    language: 'nl',
    lines: [
      ['', 'Een telefoonnummer als extra controle'],
      ['Toch een nummer', 'Stap 1 van 3: kijk of het jouw account is'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: voeg het nummer toe op de pagina'],
      ['Dit lukt niet', 'We kijken waar het op vastloopt'],
      ['Telefoon staat niet in de lijst', 'Dan kan het bij jouw organisatie niet meer'],
      ['Kies een manier die blijft', 'Wat heb je nu bij je?'],
    ],
  },
  {
    what: 'with a provider of its own for text messages, a number lasts',
    language: 'nl',
    environment: { TELEPHONY_PROVIDER: 'true' },
    lines: [
      ['', 'Een telefoonnummer als extra controle'],
      ['Toch een nummer', 'Stap 1 van 3: kijk of het jouw account is'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: voeg het nummer toe op de pagina'],
      ['Het staat er', 'Stap 3 van 3: bevestig het nummer'],
      ['Gelukt, kijk maar', 'Je bent klaar', ['phone']],
    ],
  },
  {
    what: 'beside the app, the number itself must be there',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'A phone number as your extra check'],
      ['A number after all', 'Step 1 of 3: check that it’s your account'],
      ['Yes, my own name', 'Step 2 of 3: add the number on the page'],
      ['I typed it there', 'Step 3 of 3: confirm the number'],
      ['I did it', 'I am checking'],
      ['after 1 minute', 'You are done', ['authenticator', 'phone']],
    ],
  },
  {
    what: 'where a number is not allowed, it is not offered',
    language: 'en',
    allowed: ['authenticator'],
    lines: [
      ['', 'That way is not switched on for your account'],
      ['Show me what fits', 'What do you have in front of you?'],
      ['Only my phone', 'Which phone do you have?'],
    ],
  },
  {
    what: 'where a number is all that is allowed, it is what there is',
    language: 'nl',
    allowed: ['phone'],
    lines: [
      ['', 'Een telefoonnummer als extra controle'],
      ['(no button "De Authenticator-app")', 'Een telefoonnummer als extra controle'],
      ['Ik heb geen smartphone', 'Het kan ook anders'],
      ['Ik heb geen smartphone', 'Dit kan zonder smartphone'],
      ['Een telefoonnummer', 'Stap 1 van 3: kijk of het jouw account is'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: voeg het nummer toe op de pagina'],
      ['Het staat er', 'Stap 3 van 3: bevestig het nummer'],
      ['Gelukt, kijk maar', 'Dit werkt nu nog, tot 1 februari 2027', ['phone']],
      ['(no button "Kies een manier die blijft")', 'Dit werkt nu nog, tot 1 februari 2027'],
    ],
  },
])
