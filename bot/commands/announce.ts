import { openAnnounceForm } from '../announce/actions.ts'
import { openAnnouncements } from '../announce/control.ts'
import { openLimits } from '../announce/limits.ts'
import type { Command } from '../answer.ts'

export const announce: Command = {
  name: 'announce',
  words: { en: ['announce', 'announcement', 'new announcement'], nl: ['aankondigen', 'aankondiging', 'nieuwe aankondiging'] },
  role: 'admin',
  run: openAnnounceForm,
}

export const announcements: Command = {
  name: 'announcements',
  words: { en: ['announcements'], nl: ['aankondigingen'] },
  role: 'admin',
  run: openAnnouncements,
}

export const authorLimits: Command = {
  name: 'author_limits',
  words: { en: ['author limits', 'limits'], nl: ['grenzen', 'grenzen voor makers'] },
  role: 'admin',
  run: openLimits,
}
