import type { Walk } from '../support/walks.ts'

export const noSmartphone: Walk[] = [
  {
    what: 'not on their own phone: a key of the organisation',
    language: 'en',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'There is another way'],
      ['Rather not my own phone', 'What we see of your own phone'],
      ['Show the other ways', 'These ways work without a smartphone'],
      ['I’d like a security key', 'This is how you get a key'],
      ['I have my key', 'A security key: what do you have?'],
    ],
  },
  {
    what: 'not on their own phone: a key of the organisation',
    language: 'nl',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'Het kan ook anders'],
      ['Liever niet mijn eigen telefoon', 'Wat we van je eigen telefoon zien'],
      ['Laat de andere manieren zien', 'Dit kan zonder smartphone'],
      ['Ik wil een beveiligingssleutel', 'Zo kom je aan een sleutel'],
      ['Ik heb mijn sleutel', 'Een beveiligingssleutel: wat heb je al?'],
    ],
  },
  {
    what: 'a shared computer, and a key of their own',
    language: 'en',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'There is another way'],
      ['I work on a shared computer', 'A shared computer: use something you carry'],
      ['I have a key already', 'A security key: what do you have?'],
    ],
  },
  {
    what: 'a shared computer, and a key of their own',
    language: 'nl',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'Het kan ook anders'],
      ['Ik werk op een gedeelde computer', 'Een gedeelde computer: gebruik iets dat je meeneemt'],
      ['Ik heb al een sleutel', 'Een beveiligingssleutel: wat heb je al?'],
    ],
  },
  {
    what: 'no phone at the workplace: Windows Hello there',
    language: 'en',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    step: 'workplace',
    lines: [
      ['', 'No phone where you work? Use something else there'],
      ['My own work computer', 'Step 1 of 2: open the sign-in settings of Windows'],
    ],
  },
  {
    what: 'no phone at the workplace: Windows Hello there',
    language: 'nl',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    step: 'workplace',
    lines: [
      ['', 'Geen telefoon op je werkplek? Gebruik daar iets anders'],
      ['Mijn eigen werkcomputer', 'Stap 1 van 2: open de inloginstellingen van Windows'],
    ],
  },
  {
    what: 'no smartphone: what works without one',
    language: 'en',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'There is another way'],
      ['I have no smartphone', 'These ways work without a smartphone'],
      ['My own work computer', 'Step 1 of 2: open the sign-in settings of Windows'],
    ],
  },
  {
    what: 'no smartphone: what works without one',
    language: 'nl',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'Het kan ook anders'],
      ['Ik heb geen smartphone', 'Dit kan zonder smartphone'],
      ['Mijn eigen werkcomputer', 'Stap 1 van 2: open de inloginstellingen van Windows'],
    ],
  },
]
