import { describeWalks } from '../../support/walks.ts'

describeWalks('lost_phone', [
  {
    what: '“my phone fell in the canal and now I can’t get into my mail”: a human, a pass, a new phone, the old one removed',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'That’s annoying. We’ll sort it out together.'],
      ['Lost, I can’t get in', 'Then a colleague lets you in'],
      ['I have the pass', 'What will you sign in with from now on?', ['authenticator', 'temporary_pass']],
      ['The app, only on my phone', 'Which phone do you have?'],
      ['An Android phone', 'Step 1 of 4: get the app'],
      ['It’s installed', 'Step 2 of 4: sign in inside the app with the pass'],
      ['The app is ready', 'Step 3 of 4: look whether it’s really there'],
      ['I did it', 'I am checking'],
      ['after 1 minute', 'Step 4 of 4: look for old devices', ['authenticator', 'authenticator', 'temporary_pass']],
      ['Nothing old is left', 'You are done', ['authenticator']],
    ],
  },
  {
    what: '‘mijn telefoon is in de gracht gevallen en nu kom ik niet in mijn mail’: the case is urgent',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Vervelend. We lossen het samen op.'],
      ['Kwijt, ik kom er niet in', 'Dan laat een collega je binnen'],
      ['Haal de helpdesk erbij', 'Praat met de helpdesk: locked_out'],
    ],
  },
  {
    what: 'who still gets in removes the lost phone, after a second way is there',
    language: 'nl',
    has: ['authenticator', 'passkey'],
    lines: [
      ['', 'Vervelend. We lossen het samen op.'],
      ['Kwijt, ik kan nog inloggen', 'Stap 1 van 3: open je inlogmanieren'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: zoek een tweede manier'],
      ['Ja, er staat iets', 'Stap 3 van 3: haal de verloren telefoon weg'],
      ['Hij staat er niet meer', 'Het werkt. Alles is bijgewerkt', ['passkey']],
    ],
  },
  {
    what: 'nobody is led to remove the only way in',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'That’s annoying. We’ll sort it out together.'],
      ['Lost, I can still sign in', 'Step 1 of 3: open your sign-in methods'],
      ['Yes, my own name', 'Step 2 of 3: look for a second way in'],
      ['Yes, there is something', 'Don’t remove anything yet'],
      ['Something else', 'Which second way fits you?'],
    ],
  },
  {
    what: 'a lost phone that the helpdesk has removed already is the end of it',
    language: 'nl',
    has: ['authenticator', 'passkey'],
    lines: [
      ['', 'Vervelend. We lossen het samen op.'],
      ['Kwijt, ik kan nog inloggen', 'Stap 1 van 3: open je inlogmanieren'],
      ['Ja, mijn eigen naam', 'Stap 2 van 3: zoek een tweede manier'],
      ['Ja, er staat iets', 'Stap 3 van 3: haal de verloren telefoon weg'],
      ['Dit lukt niet', 'We kijken waar het op vastloopt'],
      ['De verloren telefoon staat niet in de lijst', 'Dan is hij al van je account'],
      ['Klaar', 'Dan kan niemand er nog mee inloggen'],
      ['Ja, dank je', 'Dat is geregeld'],
    ],
  },
  {
    what: 'a stolen phone is reported first, then the password changes',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'That’s annoying. We’ll sort it out together.'],
      ['Stolen, or something is odd', '#2001: the helpdesk has your question'],
      ['(the one before)', 'Reported. It goes before everything else'],
      ['Change my password', 'Now change your password'],
      ['Done, go on', 'Step 1 of 3: open your sign-in methods'],
    ],
  },
  {
    what: 'a stolen phone is reported first, then the password changes',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Vervelend. We lossen het samen op.'],
      ['Gestolen of iets geks', '#2001: je vraag ligt bij de helpdesk'],
      ['(the one before)', 'Gemeld. Het gaat overal voor'],
      ['Mijn wachtwoord wijzigen', 'Wijzig nu je wachtwoord'],
      ['Gedaan, verder', 'Stap 1 van 3: open je inlogmanieren'],
    ],
  },
])
