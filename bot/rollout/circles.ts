/** Who a wave is for, between what an admin types or chooses and what is stored. */
import { type Who, whoName } from '../../cards/rollout-parts.ts'
import type { Say } from '../../cards/texts/translate.ts'
import type { Circle } from '../../services/audiences.ts'
import { circlesCalled, departmentNames, type Named, namesNear, newestLists } from '../../services/circle-names.ts'
import type { App } from '../app.ts'

export const whoOf = (circle: Circle): Who => ({ kind: circle.kind, name: 'name' in circle ? circle.name : null })

/** As many as are still a pleasure to choose from; the others can be typed. */
export const departmentsOf = ({ db }: Pick<App, 'db'>): Promise<string[]> => departmentNames(db, 60)
export const listsOf = ({ db }: Pick<App, 'db'>): Promise<{ id: string; name: string }[]> => newestLists(db, 20)

const kinds = ['group', 'department', 'list'] as const

/** "group Finance" where the name alone is not enough; the words are those that the cards use. */
async function searched({ db }: Pick<App, 'db'>, say: Say, typed: string): Promise<Named[]> {
  const found = await circlesCalled(db, typed)
  if (found.length > 0) return found
  const kind = kinds.find(one => typed.toLowerCase().startsWith(say(`rollout.who_${one}`, { name: '' }).toLowerCase()))
  if (!kind) return []
  const name = typed.slice(say(`rollout.who_${kind}`, { name: '' }).length).trim()
  return (await circlesCalled(db, name)).filter(one => one.kind === kind)
}

/** The group, department or list of that name, whatever its capitals; or what is wrong with the name, in the reader's language. */
export async function circleCalled(app: Pick<App, 'db'>, say: Say, typed: string): Promise<Circle | string> {
  const found = await searched(app, say, typed)
  const [only] = found
  if (only && found.length === 1) return only
  if (only) return say('rollout.problem_ambiguous', { who: typed, kinds: found.map(one => whoName(say, whoOf(one))).join(', ') })
  const near = await namesNear(app.db, typed)
  return say('rollout.problem_named', { who: typed, near: near.length ? near.join(', ') : 'none' })
}

/** As `circleCalled` reads it again. */
export const typedName = (say: Say, circle: Circle): string => whoName(say, whoOf(circle))

/** What the choice of the form says; `named` is typed beside it. */
export const choiceOf = (say: Say, circle: Circle, departments: string[]): { who: string; named: string } => {
  if (circle.kind === 'department' && departments.includes(circle.name)) return { who: `department:${circle.name}`, named: '' }
  if (circle.kind === 'list') return { who: `list:${circle.listId}`, named: '' }
  if (circle.kind === 'group' || circle.kind === 'department') return { who: 'named', named: typedName(say, circle) }
  return { who: circle.kind === 'phone_only' ? 'phone_only' : 'everyone', named: '' }
}

/** From the choice to the circle, or to what is wrong with it. */
export async function circleChosen(app: Pick<App, 'db'>, say: Say, values: { who: string; named: string }): Promise<Circle | string> {
  const { who, named } = values
  if (who === 'everyone' || who === 'phone_only') return { kind: who }
  if (who === 'named' && !named.trim()) return say('announce.problem_missing', { field: say('rollout.named') })
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
