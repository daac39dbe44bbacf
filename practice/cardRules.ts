import { isRecord } from './http.ts'

/** What Teams takes from bots: Adaptive Cards up to 1.5, at most six buttons in a row, at most 60 people in `refresh`. */
const newestVersion = 1.5
const mostActions = 6
const mostRefreshUsers = 60

type Check = (value: unknown) => boolean
const text: Check = value => typeof value === 'string'
const list: Check = value => Array.isArray(value)
const record: Check = isRecord

/** Elements of version 1.5 with what each must have. */
const elements: Record<string, Record<string, Check>> = {
  TextBlock: { text },
  Image: { url: text },
  Media: { sources: list },
  RichTextBlock: { inlines: list },
  Container: { items: list },
  ColumnSet: {},
  FactSet: { facts: list },
  ImageSet: { images: list },
  ActionSet: { actions: list },
  Table: {},
  'Input.Text': { id: text },
  'Input.Number': { id: text },
  'Input.Date': { id: text },
  'Input.Time': { id: text },
  'Input.Toggle': { id: text, title: text },
  'Input.ChoiceSet': { id: text, choices: list },
}
const actions: Record<string, Record<string, Check>> = {
  'Action.OpenUrl': { url: text },
  'Action.Submit': {},
  'Action.ShowCard': { card: record },
  'Action.ToggleVisibility': { targetElements: list },
  'Action.Execute': {},
}

/** Everything that Teams would refuse or drop in this card; empty when it is good. */
export function cardProblems(card: unknown): string[] {
  const problems: string[] = []
  checkCard(card, 'card', problems)
  return problems
}

function checkCard(card: unknown, at: string, problems: string[]): void {
  if (!isRecord(card) || card.type !== 'AdaptiveCard') {
    problems.push(`${at}: type must be AdaptiveCard`)
    return
  }
  const version = Number(card.version)
  if (at === 'card' && !(typeof card.version === 'string' && version >= 1 && version <= newestVersion)) {
    problems.push(`${at}: version ${String(card.version)} is not supported, 1.0 to ${newestVersion} are`)
  }
  if (at === 'card' && card.body === undefined && card.actions === undefined) problems.push(`${at}: has neither body nor actions`)
  checkElements(card.body, `${at}.body`, problems)
  checkActions(card.actions, `${at}.actions`, problems)
  if (card.selectAction !== undefined) checkAction(card.selectAction, `${at}.selectAction`, problems)
  if (card.refresh !== undefined) checkRefresh(card.refresh, `${at}.refresh`, problems)
}

function checkRefresh(refresh: unknown, at: string, problems: string[]): void {
  if (!isRecord(refresh) || !isRecord(refresh.action) || refresh.action.type !== 'Action.Execute') {
    problems.push(`${at}: needs an action of type Action.Execute`)
    return
  }
  const users = refresh.userIds
  if (users === undefined) return
  if (!Array.isArray(users) || !users.every(user => typeof user === 'string')) problems.push(`${at}.userIds: must be a list of ids`)
  else if (users.length > mostRefreshUsers) problems.push(`${at}.userIds: ${users.length} people, at most ${mostRefreshUsers}`)
}

function checkElements(value: unknown, at: string, problems: string[]): void {
  if (value === undefined) return
  if (!Array.isArray(value)) {
    problems.push(`${at}: must be a list`)
    return
  }
  for (const [nr, element] of value.entries()) checkElement(element, `${at}[${nr}]`, problems)
}

function checkElement(element: unknown, at: string, problems: string[]): void {
  if (!isRecord(element)) {
    problems.push(`${at}: must be an element`)
    return
  }
  const needs = elements[String(element.type)]
  if (!needs) {
    if (element.fallback === undefined) problems.push(`${at}: unknown element ${String(element.type)}`)
    else if (isRecord(element.fallback)) checkElement(element.fallback, `${at}.fallback`, problems)
    return
  }
  checkNeeds(element, needs, at, problems)
  checkInside(element, at, problems)
}

function checkNeeds(thing: Record<string, unknown>, needs: Record<string, Check>, at: string, problems: string[]): void {
  for (const [name, check] of Object.entries(needs)) {
    if (!check(thing[name])) problems.push(`${at}: ${String(thing.type)} needs ${name}`)
  }
}

function checkInside(element: Record<string, unknown>, at: string, problems: string[]): void {
  if (element.type === 'ActionSet') checkActions(element.actions, `${at}.actions`, problems)
  if (element.type === 'Container') checkElements(element.items, `${at}.items`, problems)
  if (element.type === 'ImageSet') checkElements(element.images, `${at}.images`, problems)
  if (element.type === 'ColumnSet') checkColumns(element.columns, `${at}.columns`, problems)
  if (element.type === 'Table') checkRows(element.rows, `${at}.rows`, problems)
  if (element.selectAction !== undefined) checkAction(element.selectAction, `${at}.selectAction`, problems)
  if (element.inlineAction !== undefined) checkAction(element.inlineAction, `${at}.inlineAction`, problems)
}

function checkColumns(columns: unknown, at: string, problems: string[]): void {
  if (columns === undefined) return
  if (!Array.isArray(columns)) problems.push(`${at}: must be a list`)
  else {
    for (const [nr, column] of columns.entries()) {
      if (isRecord(column)) checkElements(column.items, `${at}[${nr}].items`, problems)
      else problems.push(`${at}[${nr}]: must be a column`)
    }
  }
}

function checkRows(rows: unknown, at: string, problems: string[]): void {
  if (rows === undefined) return
  if (!Array.isArray(rows)) {
    problems.push(`${at}: must be a list`)
    return
  }
  for (const [nr, row] of rows.entries()) {
    const cells = isRecord(row) && Array.isArray(row.cells) ? row.cells : []
    for (const [cellNr, cell] of cells.entries()) {
      checkElements(isRecord(cell) ? cell.items : undefined, `${at}[${nr}].cells[${cellNr}].items`, problems)
    }
  }
}

function checkActions(value: unknown, at: string, problems: string[]): void {
  if (value === undefined) return
  if (!Array.isArray(value)) {
    problems.push(`${at}: must be a list`)
    return
  }
  const primary = value.filter(action => !isRecord(action) || action.mode !== 'secondary')
  if (primary.length > mostActions) problems.push(`${at}: ${primary.length} buttons, at most ${mostActions}`)
  for (const [nr, action] of value.entries()) checkAction(action, `${at}[${nr}]`, problems)
}

function checkAction(action: unknown, at: string, problems: string[]): void {
  const needs = isRecord(action) ? actions[String(action.type)] : undefined
  if (!isRecord(action) || !needs) {
    problems.push(`${at}: unknown action ${isRecord(action) ? String(action.type) : typeof action}`)
    return
  }
  checkNeeds(action, needs, at, problems)
  if (action.type === 'Action.ShowCard') checkCard(action.card, `${at}.card`, problems)
}
