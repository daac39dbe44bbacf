import type { Walk } from '../support/walks.ts'

export const wrongNumberListed: Walk[] = [
  {
    what: 'an old number goes when the app is there',
    language: 'en',
    has: ['authenticator', 'phone'],
    lines: [
      ['', 'Whose number is it?'],
      ['An old number of mine', 'What else do you sign in with?'],
      ['Something that works', 'Step 1 of 3: sign in with what you keep'],
      ['Yes, my own name', 'Step 2 of 3: try what you keep'],
      ['I got in', 'Step 3 of 3: now remove the number'],
      ['It’s off the list', 'It works. You are up to date', ['authenticator']],
    ],
  },
  {
    what: 'een nummer met een fout wordt het goede, zonder een code naar het verkeerde',
    language: 'nl',
    has: ['authenticator', 'phone'],
    lines: [
      ['', 'Van wie is het nummer?'],
      ['Van mij, met een foutje', 'Waarmee log je nog meer in?'],
      ['Mijn goede nummer erin', 'Kun je inloggen zonder het oude nummer?'],
      ['Ja, mijn nieuwe erin', 'Stap 1 van 3: open je inlogmanieren'],
    ],
  },
  {
    what: 'a number that was never theirs is urgent',
    language: 'en',
    has: ['authenticator', 'phone'],
    lines: [
      ['', 'Whose number is it?'],
      ['It was never mine', 'Then the helpdesk looks at it, now'],
      ['Get the helpdesk', 'Talk to the helpdesk: unknown_method'],
    ],
  },
  {
    what: 'het enige wat er is, haalt niemand weg: een collega helpt',
    language: 'nl',
    has: ['phone'],
    lines: [
      ['', 'Van wie is het nummer?'],
      ['Een oud nummer van mij', 'Waarmee log je nog meer in?'],
      ['Met niets anders', 'Dan laat een collega je binnen'],
    ],
  },
  {
    what: 'the number on a profile is another list',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'Whose number is it?'],
      ['It’s on my Teams profile', 'That is another list'],
      ['Yes, thanks', 'That’s settled'],
    ],
  },
  {
    what: 'it was never theirs, or it is another list',
    language: 'nl',
    lines: [
      ['', 'Van wie is het nummer?'],
      ['Het was nooit van mij', 'Dan kijkt de helpdesk ernaar, nu meteen'],
      ['Terug', 'Van wie is het nummer?'],
      ['Het staat in mijn profiel', 'Dat is een andere lijst'],
      ['Ja, dank je', 'Dat is geregeld'],
    ],
  },
]
