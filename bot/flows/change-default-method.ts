/** Another way to be asked at sign-in. The system takes the strongest by itself, so adding or removing is what changes it. */
import type { AnswerStep, Flow } from './flow.ts'

const answer: AnswerStep = { kind: 'answer', picture: 'settings', helps: { topic: 'change_default_method' } }

export const changeDefaultMethod: Flow = {
  id: 'change_default_method',
  version: 1,
  first: 'what',
  baseline: true,
  steps: {
    what: {
      kind: 'choice',
      picture: 'settings',
      choices: {
        add: { to: { flow: 'backup_method' } },
        remove: { to: { flow: 'remove_old_device' } },
        page: { to: { step: 'page' } },
        once: { to: { step: 'once' } },
      },
    },
    page: { ...answer, link: 'security_info', helps: { topic: 'change_default_method', otherwise: 'once' } },
    once: answer,
  },
  paths: [],
}
