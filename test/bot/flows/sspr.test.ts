import { describeWalks } from '../../support/walks.ts'

describeWalks('sspr', [
  {
    what: 'a forgotten password is chosen anew, and the question is whether it helped',
    language: 'en',
    lines: [
      ['', 'A new password: you can do it yourself'],
      ['I forgot my password', 'Step 1 of 3: open the page for a new password'],
      ['It asks for a check', 'Step 2 of 3: show that it’s you'],
      ['I may choose a password', 'Step 3 of 3: choose the new password'],
      ['It’s changed', 'Your new password is there'],
      ['No, not yet', 'Give it a few minutes, and try these'],
      ['No, not yet', 'Talk to the helpdesk: sspr'],
    ],
  },
  {
    what: 'a forgotten password is chosen anew, and the question is whether it helped',
    language: 'nl',
    lines: [
      ['', 'Een nieuw wachtwoord: dat kun je zelf'],
      ['Ik ben het vergeten', 'Stap 1 van 3: open de pagina voor een nieuw wachtwoord'],
      ['Hij vraagt om een controle', 'Stap 2 van 3: laat zien dat jij het bent'],
      ['Ik mag een wachtwoord kiezen', 'Stap 3 van 3: kies het nieuwe wachtwoord'],
      ['Dit lukt niet', 'We kijken waar het op vastloopt'],
      ['Het nieuwe wachtwoord wordt geweigerd', 'Maak het langer, en anders'],
      ['Nu lukt het', 'Stap 3 van 3: kies het nieuwe wachtwoord'],
      ['Het is gewijzigd', 'Je nieuwe wachtwoord is er'],
      ['Ja, dank je', 'Dat is geregeld'],
    ],
  },
  {
    what: 'who never set up a check is helped by a person',
    language: 'nl',
    lines: [
      ['', 'Een nieuw wachtwoord: dat kun je zelf'],
      ['Ik ben het vergeten', 'Stap 1 van 3: open de pagina voor een nieuw wachtwoord'],
      ['Dit lukt niet', 'We kijken waar het op vastloopt'],
      ['Er staat dat mijn account niet is te controleren', 'Kijk eerst naar het adres'],
      ['Ik heb geen controle', 'Dan doet de helpdesk het met je'],
      ['Haal de helpdesk erbij', 'Praat met de helpdesk: sspr'],
    ],
  },
  {
    what: 'a password that somebody else may know is reported with one press',
    language: 'en',
    lines: [
      ['', 'A new password: you can do it yourself'],
      ['Somebody may know it', '#2001: the helpdesk has your question'],
      ['(the one before)', 'Good that you say so. We act now'],
      ['Change my password', 'Change it on the page of your account'],
      ['Back', 'Good that you say so. We act now'],
    ],
  },
  {
    what: 'a password that somebody else may know is reported with one press',
    language: 'nl',
    lines: [
      ['', 'Een nieuw wachtwoord: dat kun je zelf'],
      ['Misschien kent iemand het', '#2001: je vraag ligt bij de helpdesk'],
      ['(the one before)', 'Goed dat je het zegt. We doen er nu iets aan'],
      ['Mijn wachtwoord wijzigen', 'Wijzig het op de pagina van je account'],
      ['Ja, dank je', 'Dat is geregeld'],
    ],
  },
])
