/** Who a wave is for, between what an admin types or chooses and what is stored. */
import type { Who } from '../../cards/rollout-parts.ts'
import type { Say } from '../../cards/texts/translate.ts'
import type { Circle } from '../../services/audiences.ts'
import { circlesCalled, departmentNames, namesNear, newestLists } from '../../services/circle-names.ts'
import type { App } from '../app.ts'

export const whoOf = (circle: Circle): Who => ({ kind: circle.kind, name: 'name' in circle ? circle.name : null })

/** As many as are still a pleasure to choose from; the others can be typed. */
export const departmentsOf = ({ db }: Pick<App, 'db'>): Promise<string[]> => departmentNames(db, 60)
export const listsOf = ({ db }: Pick<App, 'db'>): Promise<{ id: string; name: string }[]> => newestLists(db, 20)

/** The group, department or list of that name, whatever its capitals; or what is wrong with the name, in the reader's language. */
export async function circleCalled({ db }: Pick<App, 'db'>, say: Say, name: string): Promise<Circle | string> {
  const found = await circlesCalled(db, name)
  const [only] = found
  if (only && found.length === 1) return only
  if (only) {
    const kinds = found.map(one => say(`rollout.who_${one.kind}`, { name: one.name })).join(', ')
    return say('rollout.problem_ambiguous', { who: name, kinds })
  }
  const near = await namesNear(db, name)
  return say('rollout.problem_named', { who: name, near: near.length ? near.join(', ') : 'none' })
}

/** What the choice of the form says; `named` is typed beside it. */
export const choiceOf = (circle: Circle, departments: string[]): { who: string; named: string } => {
  if (circle.kind === 'department' && departments.includes(circle.name)) return { who: `department:${circle.name}`, named: '' }
  if (circle.kind === 'list') return { who: `list:${circle.listId}`, named: '' }
  if (circle.kind === 'group' || circle.kind === 'department') return { who: 'named', named: circle.name }
  return { who: circle.kind === 'phone_only' ? 'phone_only' : 'everyone', named: '' }
}

/** From the choice to the circle, or to what is wrong with it. */
export async function circleChosen(app: Pick<App, 'db'>, say: Say, values: { who: string; named: string }): Promise<Circle | string> {
  const { who, named } = values
  if (who === 'everyone' || who === 'phone_only') return { kind: who }
  if (who === 'named') return circleCalled(app, say, named)
  const department = (await departmentsOf(app)).find(name => `department:${name}` === who)
  if (department) return { kind: 'department', name: department }
  const list = (await listsOf(app)).find(one => `list:${one.id}` === who)
  if (list) return { kind: 'list', listId: list.id, name: list.name }
  return say('rollout.problem_gone', { field: say('rollout.who') })
}

/** One name on each line. */
export async function circlesNamed(app: Pick<App, 'db'>, say: Say, lines: string): Promise<(Circle | string)[]> {
  const names = lines
    .split('\n')
    .map(name => name.trim())
    .filter(Boolean)
  return Promise.all([...new Set(names)].map(name => circleCalled(app, say, name)))
}
