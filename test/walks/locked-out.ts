import type { Walk } from '../support/walks.ts'

export const lockedOut: Walk[] = [
  {
    what: 'another way, a device, the account’s own recovery, then the helpdesk, urgently; the pass leads on',
    language: 'en',
    has: ['authenticator'],
    lines: [
      ['', 'You can’t get in. We go through it together'],
      ['A check that I can’t do', 'First: another way to sign in'],
      ['None of these works', 'Second: a device that still lets you in'],
      ['That doesn’t work either', 'Third: is there “Recover your account”?'],
      ['No, it’s not there', 'Now a colleague lets you in'],
      ['I have the pass', 'What will you sign in with from now on?'],
      ['Back', 'Now a colleague lets you in'],
      ['Get the helpdesk', 'Talk to the helpdesk: locked_out'],
    ],
  },
  {
    what: 'another way, a device, the account’s own recovery, then the helpdesk, urgently; the pass leads on',
    language: 'nl',
    has: ['authenticator'],
    lines: [
      ['', 'Je komt er niet in. We lopen het samen na'],
      ['Een controle die niet lukt', 'Eerst: een andere manier'],
      ['Niets daarvan lukt', 'Dan: een apparaat dat je nog binnenlaat'],
      ['Dat lukt ook niet', 'Tot slot: staat er ‘Recover your account’?'],
      ['Ja, dat staat er', 'Volg het tot het eind'],
      ['Terug', 'Tot slot: staat er ‘Recover your account’?'],
      ['Nee, dat staat er niet', 'Nu laat een collega je binnen'],
      ['Ik heb de pas', 'Waarmee wil je voortaan inloggen?'],
    ],
  },
  {
    what: 'the screen that wants something set up is the way in, after the deadline too',
    language: 'nl',
    lines: [
      ['', 'Je komt er niet in. We lopen het samen na'],
      ['Ik moet iets instellen', 'Goed: dat scherm laat je binnen'],
      ['Laat de stappen zien', 'Wat heb je nu bij je?'],
    ],
  },
  {
    what: 'who is in again sets up a way that lasts; a refused password and a lost phone have their own ways',
    language: 'en',
    lines: [
      ['', 'You can’t get in. We go through it together'],
      ['My password is refused', 'A new password: you can do it yourself'],
      ['Back', 'You can’t get in. We go through it together'],
      ['My phone is lost or broken', 'That’s annoying. We’ll sort it out together.'],
      ['Back', 'You can’t get in. We go through it together'],
      ['A check that I can’t do', 'First: another way to sign in'],
      ['I’m in', 'You are in. Now make sure it stays that way'],
      ['Set it up', 'What do you have in front of you?'],
    ],
  },
  {
    what: 'the helpdesk is one press away from the first card on',
    language: 'nl',
    lines: [
      ['', 'Je komt er niet in. We lopen het samen na'],
      ['Helpdesk', 'Praat met de helpdesk: locked_out'],
    ],
  },
  {
    what: 'a screen of Microsoft wants something set up',
    language: 'en',
    lines: [
      ['', 'You can’t get in. We go through it together'],
      ['I must set something up', 'Good: that screen lets you in'],
      ['Show me the steps', 'What do you have in front of you?'],
    ],
  },
  {
    what: 'a screen of Microsoft wants something set up',
    language: 'nl',
    lines: [
      ['', 'Je komt er niet in. We lopen het samen na'],
      ['Ik moet iets instellen', 'Goed: dat scherm laat je binnen'],
      ['Laat de stappen zien', 'Wat heb je nu bij je?'],
    ],
  },
  {
    what: 'the account can be recovered by themselves',
    language: 'en',
    lines: [
      ['', 'You can’t get in. We go through it together'],
      ['A check that I can’t do', 'First: another way to sign in'],
      ['None of these works', 'Second: a device that still lets you in'],
      ['That doesn’t work either', 'Third: is there “Recover your account”?'],
      ['Yes, I see it', 'Follow it to the end'],
      ['I have the pass', 'What will you sign in with from now on?'],
    ],
  },
  {
    what: 'the account can be recovered by themselves',
    language: 'nl',
    lines: [
      ['', 'Je komt er niet in. We lopen het samen na'],
      ['Een controle die niet lukt', 'Eerst: een andere manier'],
      ['Niets daarvan lukt', 'Dan: een apparaat dat je nog binnenlaat'],
      ['Dat lukt ook niet', 'Tot slot: staat er ‘Recover your account’?'],
      ['Ja, dat staat er', 'Volg het tot het eind'],
      ['Ik heb de pas', 'Waarmee wil je voortaan inloggen?'],
    ],
  },
  {
    what: 'another way works: set up one that lasts',
    language: 'en',
    lines: [
      ['', 'You can’t get in. We go through it together'],
      ['A check that I can’t do', 'First: another way to sign in'],
      ['I’m in', 'You are in. Now make sure it stays that way'],
      ['Set it up', 'What do you have in front of you?'],
    ],
  },
  {
    what: 'another way works: set up one that lasts',
    language: 'nl',
    lines: [
      ['', 'Je komt er niet in. We lopen het samen na'],
      ['Een controle die niet lukt', 'Eerst: een andere manier'],
      ['Ik ben binnen', 'Je bent binnen. Zorg nu dat het zo blijft'],
      ['Instellen', 'Wat heb je nu bij je?'],
    ],
  },
]
