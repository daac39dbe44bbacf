import { describeWalks } from '../../support/walks.ts'

describeWalks('backup_method', [
  {
    what: 'a passkey as a second way',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'Which second way fits you?'],
      ['A passkey', 'Where do you want to keep the passkey?'],
      ['Back', 'Which second way fits you?'],
      ['Windows Hello', 'Windows Hello: is it your own work computer?'],
    ],
  },
  {
    what: 'de app op een tweede telefoon',
    language: 'nl',
    has: ['windows_hello'],
    lines: [
      ['', 'Welke tweede manier past bij je?'],
      ['De Authenticator-app', 'Welke telefoon heb je?'],
      ['Een Android-telefoon', 'Stap 1 van 5: zet de app op je telefoon'],
      ['Hij staat erop', 'Stap 2 van 5: kijk of het jouw account is'],
      ['Ja, mijn eigen naam', 'Stap 3 van 5: voeg de app toe op de computer'],
      ['Ik zie de QR-code', 'Stap 4 van 5: scan de QR-code met je telefoon'],
      ['Mijn adres staat in de app', 'Stap 5 van 5: probeer het uit'],
      ['Gelukt, kijk maar', 'Ik kijk het na'],
      ['after 1 minute', 'Je bent klaar', ['windows_hello', 'authenticator']],
    ],
  },
  {
    what: 'a key where the organisation gives keys',
    language: 'en',
    has: ['authenticator'],
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'Which second way fits you?'],
      ['A security key', 'This is how you get a key'],
    ],
  },
])
