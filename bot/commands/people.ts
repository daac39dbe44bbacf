/** For the people who run the rollout: whom the bot knows and can reach, and a button to read the directory again. */
import { type Reading, type SyncStatus, syncStatusCard } from '../../cards/sync-status.ts'
import { transaction } from '../../services/db/database.ts'
import type { LastSync } from '../../services/sync/state.ts'
import { countPeople, readSync } from '../../services/sync/status.ts'
import type { ActionHandlers, Answer, Command, Turn } from '../answer.ts'

const readingOf = (last: LastSync): Reading => ({
  ...last,
  startedAt: new Date(last.startedAt),
  finishedAt: last.finishedAt ? new Date(last.finishedAt) : null,
  error: last.error ?? null,
})

async function statusNow({ app }: Turn): Promise<SyncStatus> {
  const { last, running } = await readSync(app.db)
  return { reading: last ? readingOf(last) : null, running, counts: await countPeople(app.db) }
}

const cardOf = (turn: Turn, status: SyncStatus) => syncStatusCard(turn.say, status, { teamsUserId: turn.sender.teamsUserId })

async function sync(turn: Turn): Promise<Answer> {
  await transaction(turn.app.db, tx => turn.app.jobs.enqueue(tx, 'sync-people', { reason: 'asked' }))
  const status = await statusNow(turn)
  if (status.running) return { replace: cardOf(turn, status) }
  const none = { phase: 'groups', people: 0, added: 0, changed: 0, left: 0, registrations: 0, error: null } as const
  const started: Reading = { ...none, startedAt: turn.now, finishedAt: null }
  return { replace: cardOf(turn, { ...status, running: true, reading: started }) }
}

export const peopleCommand: Command = {
  name: 'people',
  words: { en: ['people', 'sync'], nl: ['mensen', 'synchroniseren'] },
  role: 'admin',
  run: async turn => ({ send: [{ message: cardOf(turn, await statusNow(turn)) }] }),
}

export const peopleActions: ActionHandlers = {
  'people.show': async turn => ({ replace: cardOf(turn, await statusNow(turn)) }),
  'people.sync': sync,
}
