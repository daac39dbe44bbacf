import type { Walk } from '../support/walks.ts'

export const unexpectedPrompt: Walk[] = [
  {
    what: 'denied, reported, and the password changed',
    language: 'en',
    lines: [
      ['', 'Press Deny. Then report it here'],
      ['Report it', '#2001: the helpdesk has your question'],
      ['(the one before)', 'Reported. It goes before everything else'],
      ['Change my password', 'Now change your password'],
      ['Yes, thanks', 'That’s settled'],
    ],
  },
  {
    what: 'denied, reported, and the password changed',
    language: 'nl',
    lines: [
      ['', 'Druk op Weigeren. Meld het daarna hier'],
      ['Meld het', '#2001: je vraag ligt bij de helpdesk'],
      ['(the one before)', 'Gemeld. Het gaat overal voor'],
      ['Mijn wachtwoord wijzigen', 'Wijzig nu je wachtwoord'],
      ['Ja, dank je', 'Dat is geregeld'],
    ],
  },
  {
    what: 'approved already',
    language: 'en',
    lines: [
      ['', 'Press Deny. Then report it here'],
      ['I already approved it', '#2001: the helpdesk has your question'],
      ['(the one before)', 'Good that you say so. We act now'],
      ['Change my password', 'Now change your password'],
    ],
  },
  {
    what: 'approved already',
    language: 'nl',
    lines: [
      ['', 'Druk op Weigeren. Meld het daarna hier'],
      ['Ik heb het al goedgekeurd', '#2001: je vraag ligt bij de helpdesk'],
      ['(the one before)', 'Goed dat je het zegt. We doen er nu iets aan'],
      ['Mijn wachtwoord wijzigen', 'Wijzig nu je wachtwoord'],
    ],
  },
  {
    what: 'a code was told to somebody',
    language: 'en',
    lines: [
      ['', 'Press Deny. Then report it here'],
      ['I told someone a code', '#2001: the helpdesk has your question'],
      ['(the one before)', 'Good that you say so. We act now'],
      ['Change my password', 'Now change your password'],
    ],
  },
  {
    what: 'a code was told to somebody',
    language: 'nl',
    lines: [
      ['', 'Druk op Weigeren. Meld het daarna hier'],
      ['Ik gaf iemand een code', '#2001: je vraag ligt bij de helpdesk'],
      ['(the one before)', 'Goed dat je het zegt. We doen er nu iets aan'],
      ['Mijn wachtwoord wijzigen', 'Wijzig nu je wachtwoord'],
    ],
  },
  {
    what: 'it was their own after all',
    language: 'en',
    lines: [
      ['', 'Press Deny. Then report it here'],
      ['It was me after all', 'Then all is well'],
      ['Yes, thanks', 'That’s settled'],
    ],
  },
  {
    what: 'it was their own after all',
    language: 'nl',
    lines: [
      ['', 'Druk op Weigeren. Meld het daarna hier'],
      ['Ik was het toch zelf', 'Dan is alles goed'],
      ['Ja, dank je', 'Dat is geregeld'],
    ],
  },
  {
    what: 'something in a message was pressed',
    language: 'en',
    step: 'pressed',
    lines: [
      ['', 'Good that you say so. We act now'],
      ['Change my password', 'Now change your password'],
    ],
  },
  {
    what: 'something in a message was pressed',
    language: 'nl',
    step: 'pressed',
    lines: [
      ['', 'Goed dat je het zegt. We doen er nu iets aan'],
      ['Mijn wachtwoord wijzigen', 'Wijzig nu je wachtwoord'],
    ],
  },
]
