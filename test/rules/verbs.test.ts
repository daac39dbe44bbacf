import type { App } from '../../bot/app.ts'
import { handledVerbs } from '../../bot/dispatch.ts'
import { tasksFor } from '../../bot/tasks/index.ts'
import { verbs } from '../../cards/actions.ts'
import { obey, sources, walk } from '../support/sources.ts'

const declared = Object.keys(verbs)

describe('house rules: verbs', () => {
  it('every verb has a handler', () =>
    obey(
      'Every verb in cards/actions.ts is answered.',
      'Write its handler and name it in the maps that bot/dispatch.ts joins, or take the verb out.',
      declared.filter(verb => !handledVerbs.some(handled => handled === verb)),
    ))

  it('every handler has a verb', () =>
    obey(
      'Every handler answers a declared verb.',
      'Declare the verb in cards/actions.ts.',
      handledVerbs.filter(verb => !declared.includes(verb)),
    ))

  it('every verb stands on a card', () => {
    const used = new Set<string>()
    for (const source of sources('bot', 'cards')) {
      if (source.path === 'cards/actions.ts') continue
      walk(source.tree, (node, above) => {
        const isKey = above.at(-1)?.type === 'ObjectProperty' && (above.at(-1) as { key?: unknown }).key === node
        if (node.type === 'StringLiteral' && !isKey) used.add(node.value)
      })
    }
    obey(
      'A verb is the verb of a button or of a refresh.',
      'Put it on a card, or take it and its handler out.',
      declared.filter(verb => !used.has(verb)),
    )
  })
})

describe('house rules: jobs', () => {
  it('every kind of job has a task', () => {
    const source = sources('services').find(({ path }) => path === 'services/jobs.ts')
    const declaration = source?.text.match(/interface JobData \{([\s\S]*?)\n\}/)?.[1] ?? ''
    const kinds = [...declaration.matchAll(/^ {2}'([a-z-]+)':/gm)].map(match => match[1] ?? '')
    // The list is made without looking at the app.
    const tasks: string[] = tasksFor({} as App).map(task => task.kind)
    obey(
      'The kinds of jobs in services/jobs.ts and the tasks in bot/tasks/ are the same.',
      'Write the task and name it in bot/tasks/index.ts, or take the kind out.',
      kinds.length ? kinds.filter(kind => !tasks.includes(kind)) : ['the kinds were not found in services/jobs.ts'],
    )
  })
})
