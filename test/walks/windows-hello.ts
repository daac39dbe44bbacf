import type { Walk } from '../support/walks.ts'

export const windowsHello: Walk[] = [
  {
    what: 'it is set up in Windows, and the directory sees it',
    language: 'en',
    lines: [
      ['', 'Windows Hello: is it your own work computer?'],
      ['Yes, only I use it', 'Step 1 of 2: open the sign-in settings of Windows'],
      ['I see them', 'Step 2 of 2: set up the PIN, then face or finger'],
      ['I did it', 'You are done', ['windows_hello']],
    ],
  },
  {
    what: 'it is set up in Windows, and the directory sees it',
    language: 'nl',
    lines: [
      ['', 'Windows Hello: is het je eigen werkcomputer?'],
      ['Ja, alleen ik gebruik hem', 'Stap 1 van 2: open de inloginstellingen van Windows'],
      ['Ik zie ze', 'Stap 2 van 2: stel de pincode in, daarna gezicht of vinger'],
      ['Gelukt, kijk maar', 'Je bent klaar', ['windows_hello']],
    ],
  },
  {
    what: 'a computer that does not belong to work leads another way',
    language: 'en',
    lines: [
      ['', 'Windows Hello: is it your own work computer?'],
      ['Yes, only I use it', 'Step 1 of 2: open the sign-in settings of Windows'],
      ['This doesn’t work', 'Let’s see what stops you'],
      ['There is no question about work, or Windows asks for a private account', 'See whether the computer belongs to work'],
      ['Still stuck: helpdesk', 'Talk to the helpdesk: windows_hello'],
    ],
  },
  {
    what: 'a shared computer leads to a key, a Mac to what fits it',
    language: 'nl',
    environment: { GIVES_SECURITY_KEYS: 'true' },
    lines: [
      ['', 'Windows Hello: is het je eigen werkcomputer?'],
      ['Hij is privé, of een Mac', 'Dan past iets anders beter'],
      ['Terug', 'Windows Hello: is het je eigen werkcomputer?'],
      ['Anderen gebruiken hem ook', 'Een gedeelde computer: gebruik iets dat je meeneemt'],
      ['Ik wil een beveiligingssleutel', 'Zo kom je aan een sleutel'],
    ],
  },
  {
    what: 'a private computer is not for this',
    language: 'en',
    lines: [
      ['', 'Windows Hello: is it your own work computer?'],
      ['It’s private, or a Mac', 'Then something else fits better'],
      ['Show me what fits', 'What do you have in front of you?'],
    ],
  },
  {
    what: 'a private computer is not for this',
    language: 'nl',
    lines: [
      ['', 'Windows Hello: is het je eigen werkcomputer?'],
      ['Hij is privé, of een Mac', 'Dan past iets anders beter'],
      ['Laat zien wat past', 'Wat heb je nu bij je?'],
    ],
  },
]
