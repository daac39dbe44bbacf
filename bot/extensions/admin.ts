/** What an admin does with wishes for more time: look, approve, decline. What counts is what the directory shows afterwards. */
import { type ExtensionView, extensionCard, extensionListCard } from '../../cards/extension.ts'
import { checkSoon, decideExtension } from '../../services/extension-steps.ts'
import { findExtension, listExtensions } from '../../services/extensions.ts'
import type { ActionHandlers, Answer, SecretHandlers, Turn } from '../answer.ts'
import { menuFor } from '../menu.ts'
import { extensionView } from './view.ts'

const mostListed = 8

async function listCard({ app, now, person, say }: Turn) {
  const rows = await listExtensions(app.db, now, mostListed + 1)
  const views = await Promise.all(rows.slice(0, mostListed).map(row => extensionView(app, row, person.id)))
  return extensionListCard(
    say,
    views.filter(view => view !== null),
    rows.length > mostListed,
  )
}

/** The list as a new message: for the typed word. */
export async function openExtensionList(turn: Turn): Promise<Answer> {
  return { send: [{ message: await listCard(turn) }] }
}

async function viewOf(turn: Turn, id: string): Promise<ExtensionView | null> {
  const row = await findExtension(turn.app.db, id)
  return row ? extensionView(turn.app, row, turn.person.id) : null
}

async function show(turn: Turn, id: string, problem?: (view: ExtensionView) => string): Promise<Answer> {
  const view = await viewOf(turn, id)
  if (!view) return menuFor(turn, { oldCard: true })
  const { teamsUserId } = turn.sender
  return { replace: extensionCard(turn.say, view, { teamsUserId, ...(problem ? { problem: problem(view) } : {}) }) }
}

async function decide(turn: Turn, id: string, decision: { to: 'approved' | 'declined'; note: string | null }): Promise<Answer> {
  const decided = await decideExtension(turn.app.db, { id, by: turn.person.id, ...decision }, turn.now)
  return show(turn, id, decided ? undefined : view => turn.say(view.own ? 'extension.own' : 'extension.faster'))
}

async function decline(turn: Turn, id: string, typed: string): Promise<Answer> {
  const note = typed.trim()
  if (!note) return show(turn, id, ({ name }) => turn.say('extension.need_note', { name }))
  return decide(turn, id, { to: 'declined', note })
}

export const extensionActions: ActionHandlers = {
  'extensions.list': async turn => ({ replace: await listCard(turn) }),
  'extensions.show': (turn, { extensionId }) => show(turn, extensionId),
  'extensions.approve': (turn, { extensionId }) => decide(turn, extensionId, { to: 'approved', note: null }),
  'extensions.decline': (turn, { extensionId, note }) => decline(turn, extensionId, note),
  'extensions.look': async (turn, { extensionId }) => {
    await checkSoon(turn.app.db, extensionId)
    return show(turn, extensionId)
  },
}

export const extensionSecrets: SecretHandlers = {
  'extensions.decline': async (turn, { extensionId }) =>
    (await findExtension(turn.app.db, extensionId)) ? show(turn, extensionId, () => turn.say('extension.note_secret')) : {},
}
