import type { Command } from '../answer.ts'
import { askIfGenuine } from '../notices/genuine.ts'

export const genuine: Command = {
  name: 'genuine',
  words: {
    en: ['is this real', 'is it real', 'is this fake', 'is this phishing', 'phishing', 'scam'],
    nl: ['is dit echt', 'is het echt', 'is dit nep', 'is dit phishing', 'oplichting'],
  },
  role: 'employee',
  run: askIfGenuine,
}
