import type { Walk } from '../support/walks.ts'

export const phoneNotAtHand: Walk[] = [
  {
    what: 'another way works, and that is all for today',
    language: 'en',
    has: ['authenticator', 'passkey'],
    lines: [
      ['', 'No phone today? You can still get in'],
      ['I’m in', 'Good. That is all for today'],
      ['Yes, thanks', 'That’s settled'],
    ],
  },
  {
    what: 'without another way the helpdesk gives a pass for the day',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Geen telefoon vandaag? Je komt er toch in'],
      ['Ik heb niets anders', 'Dan helpt de helpdesk je vandaag binnen'],
      ['Ik heb de pas', 'Log in met de pas'],
      ['Nee, nog niet', 'Praat met de helpdesk: phone_not_at_hand'],
    ],
  },
  {
    what: 'the case says what it is about',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'No phone today? You can still get in'],
      ['I have nothing else', 'Then the helpdesk helps you in today'],
      ['Get the helpdesk', 'Talk to the helpdesk: phone_not_at_hand'],
    ],
  },
  {
    what: 'a phone that is lost after all is another story',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Geen telefoon vandaag? Je komt er toch in'],
      ['Hij is kwijt of kapot', 'Vervelend. We lossen het samen op.'],
      ['Terug', 'Geen telefoon vandaag? Je komt er toch in'],
      ['Ik ben binnen', 'Mooi. Meer hoeft vandaag niet'],
      ['Tweede manier toevoegen', 'Welke tweede manier past bij je?'],
    ],
  },
  {
    what: 'a pass for the day',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'No phone today? You can still get in'],
      ['I have nothing else', 'Then the helpdesk helps you in today'],
      ['I have the pass', 'Sign in with the pass'],
      ['Yes, thanks', 'That’s settled'],
    ],
  },
  {
    what: 'a pass for the day',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Geen telefoon vandaag? Je komt er toch in'],
      ['Ik heb niets anders', 'Dan helpt de helpdesk je vandaag binnen'],
      ['Ik heb de pas', 'Log in met de pas'],
      ['Ja, dank je', 'Dat is geregeld'],
    ],
  },
]
