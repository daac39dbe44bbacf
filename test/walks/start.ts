import type { Walk } from '../support/walks.ts'

export const start: Walk[] = [
  {
    what: 'what is in front of them decides, and Back leads back',
    language: 'en',
    lines: [
      ['', 'What do you have in front of you?'],
      ['A computer and my phone', 'How do you want to sign in?'],
      ['With the Authenticator app', 'Which phone do you have?'],
      ['Back', 'How do you want to sign in?'],
      ['With a passkey', 'Where do you want to keep the passkey?'],
      ['Back', 'How do you want to sign in?'],
      ['Back', 'What do you have in front of you?'],
      ['Only my phone', 'How do you want to sign in?'],
      ['With the Authenticator app', 'Which phone do you have?'],
    ],
  },
  {
    what: 'what is in front of them decides, and Back leads back',
    language: 'nl',
    lines: [
      ['', 'Wat heb je nu bij je?'],
      ['Een computer en mijn telefoon', 'Hoe wil je straks inloggen?'],
      ['Met de Authenticator-app', 'Welke telefoon heb je?'],
      ['Terug', 'Hoe wil je straks inloggen?'],
      ['Met een passkey', 'Waar wil je de passkey bewaren?'],
      ['Terug', 'Hoe wil je straks inloggen?'],
      ['Terug', 'Wat heb je nu bij je?'],
      ['Alleen mijn telefoon', 'Hoe wil je straks inloggen?'],
      ['Met de Authenticator-app', 'Welke telefoon heb je?'],
    ],
  },
  {
    what: 'a shared computer, with a smartphone',
    language: 'en',
    lines: [
      ['', 'What do you have in front of you?'],
      ['A shared computer', 'A shared computer: do you have a phone with you?'],
      ['Yes, a smartphone', 'How do you want to sign in?'],
      ['Another way', 'There is another way'],
    ],
  },
  {
    what: 'a shared computer, with a smartphone',
    language: 'nl',
    lines: [
      ['', 'Wat heb je nu bij je?'],
      ['Een gedeelde computer', 'Een gedeelde computer: heb je een telefoon bij je?'],
      ['Ja, een smartphone', 'Hoe wil je straks inloggen?'],
      ['Op een andere manier', 'Het kan ook anders'],
    ],
  },
  {
    what: 'where nothing is left, the helpdesk finds a way',
    language: 'en',
    allowed: ['authenticator'],
    lines: [
      ['', 'What do you have in front of you?'],
      ['No smartphone', 'There is another way'],
      ['I have no smartphone', 'The helpdesk finds a way with you'],
      ['Get the helpdesk', 'Talk to the helpdesk: start'],
    ],
  },
  {
    what: 'where nothing is left, the helpdesk finds a way',
    language: 'nl',
    allowed: ['authenticator'],
    lines: [
      ['', 'Wat heb je nu bij je?'],
      ['Geen smartphone', 'Het kan ook anders'],
      ['Ik heb geen smartphone', 'De helpdesk zoekt met je naar een manier'],
      ['Haal de helpdesk erbij', 'Praat met de helpdesk: start'],
    ],
  },
]
