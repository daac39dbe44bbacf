import { describeWalks } from '../../support/walks.ts'

describeWalks('authenticator_backup_restore', [
  {
    what: 'the account is signed in to again, seen by the directory, and the old line goes last',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'Restored from a backup? Sign in once more'],
      ['I have a check that works', 'Step 1 of 4: find your work address in the app'],
      ['I see that line', 'Step 2 of 4: sign in to that account'],
      ['The app says it’s ready', 'Step 3 of 4: look whether it counts now'],
      ['It looks right', 'I am checking'],
      ['after 1 minute', 'Step 4 of 4: remove what is old', ['authenticator', 'authenticator']],
      ['The list is right', 'It works. You are up to date', ['authenticator']],
    ],
  },
  {
    what: 'the account is signed in to again, seen by the directory, and the old line goes last',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Teruggezet uit een back-up? Log nog één keer in'],
      ['Ik heb een controle die werkt', 'Stap 1 van 4: zoek je werkadres in de app'],
      ['Dit lukt niet', 'We kijken waar het op vastloopt'],
      ['Mijn werkadres staat er helemaal niet', 'Voeg het dan opnieuw toe'],
      ['Nu lukt het', 'Stap 1 van 4: zoek je werkadres in de app'],
      ['Ik zie die regel', 'Stap 2 van 4: log in bij dat account'],
      ['De app zegt dat het klaar is', 'Stap 3 van 4: kijk of hij nu meetelt'],
      ['Het ziet er goed uit', 'Stap 4 van 4: haal weg wat oud is', ['authenticator', 'authenticator']],
      ['De lijst klopt', 'Het werkt. Alles is bijgewerkt'],
    ],
  },
  {
    what: 'who had only this app needs a pass, also when the helpdesk has removed the old entry meanwhile',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'Restored from a backup? Sign in once more'],
      ['I only had this app', 'Then you need a temporary pass'],
      ['I have the pass', 'Step 1 of 4: find your work address in the app', []],
      ['I see that line', 'Step 2 of 4: sign in to that account'],
      ['The app says it’s ready', 'Step 3 of 4: look whether it counts now'],
      ['It looks right', 'It works. You are up to date', ['authenticator']],
    ],
  },
  {
    what: 'the case is about the backup; a change between iPhone and Android is a new phone',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Teruggezet uit een back-up? Log nog één keer in'],
      ['Van iPhone naar Android, of terug', 'Een nieuwe telefoon: werkt de oude nog?'],
      ['Terug', 'Teruggezet uit een back-up? Log nog één keer in'],
      ['Ik had alleen deze app', 'Dan heb je een tijdelijke toegangspas nodig'],
      ['Haal de helpdesk erbij', 'Praat met de helpdesk: authenticator_backup_restore'],
    ],
  },
])
