import type { Walk } from '../support/walks.ts'

export const changeDefaultMethod: Walk[] = [
  {
    what: 'the page, then the way for one time, then a human',
    language: 'en',
    has: ['authenticator', 'phone'],
    lines: [
      ['', 'Microsoft takes the safest way that you have'],
      ['Choose it on the page', 'This is where you choose it'],
      ['No, not yet', 'Another way, for this time'],
      ['Yes, thanks', 'That’s settled'],
    ],
  },
  {
    what: 'een veiligere manier, of een oude weg',
    language: 'nl',
    has: ['authenticator', 'phone'],
    lines: [
      ['', 'Microsoft kiest de veiligste manier die je hebt'],
      ['Veiligere manier toevoegen', 'Welke tweede manier past bij je?'],
      ['Terug', 'Microsoft kiest de veiligste manier die je hebt'],
      ['Een oude weghalen', 'Wat wil je weghalen?'],
    ],
  },
  {
    what: 'the page, then the way for one time, then a human',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Microsoft kiest de veiligste manier die je hebt'],
      ['Kiezen op de pagina', 'Hier kies je het'],
      ['Nee, nog niet', 'Een andere manier, voor deze keer'],
      ['Nee, nog niet', 'Praat met de helpdesk: change_default_method'],
    ],
  },
]
