/** What people can type about themselves: reminders, and what is kept about them. */
import type { Command } from '../answer.ts'
import { openLater } from '../notices/later.ts'
import { openForget, openPrivacy } from '../own/data.ts'
import { switchReminders } from '../own/reminders.ts'

export const later: Command = {
  name: 'later',
  words: { en: ['later', 'remind me later', 'remind me', 'snooze'], nl: ['later', 'herinner me later', 'herinner me'] },
  role: 'employee',
  unlisted: true,
  run: openLater,
}

export const stopReminders: Command = {
  name: 'stop_reminders',
  words: {
    en: ['stop reminders', 'stop reminding me', 'no reminders', 'no more reminders', 'unsubscribe'],
    nl: ['stop herinneringen', 'geen herinneringen', 'geen herinneringen meer', 'stop met herinneren', 'afmelden'],
  },
  role: 'employee',
  run: turn => switchReminders(turn, false),
}

export const startReminders: Command = {
  name: 'start_reminders',
  words: {
    en: ['start reminders', 'reminders on', 'remind me again'],
    nl: ['herinneringen aan', 'start herinneringen', 'herinner me weer'],
  },
  role: 'employee',
  unlisted: true,
  run: turn => switchReminders(turn, true),
}

export const privacy: Command = {
  name: 'privacy',
  words: {
    en: ['privacy', 'my data', 'what do you know about me', 'show my data'],
    nl: ['privacy', 'mijn gegevens', 'wat weet je van mij', 'wat weet je over mij'],
  },
  role: 'employee',
  run: openPrivacy,
}

export const forget: Command = {
  name: 'forget',
  words: {
    en: ['forget', 'forget me', 'erase my data', 'delete my data'],
    nl: ['vergeet mij', 'vergeet me', 'wis mijn gegevens', 'verwijder mijn gegevens'],
  },
  role: 'employee',
  unlisted: true,
  run: openForget,
}
