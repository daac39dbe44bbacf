/** Lists of people in the chat: what was pasted becomes one, read as a file would be. */
import { Readable } from 'node:stream'
import { type Lists, listsCard, mostPasted } from '../../cards/lists.ts'
import { importList, pageOfLists, pageOfMisses } from '../../services/lists.ts'
import type { ActionHandlers, Answer, SecretHandlers, Turn } from '../answer.ts'

const mostShown = 5
const mostMisses = 15

async function cardOf({ app, say }: Turn, more: Partial<Lists> = {}) {
  const lists = await pageOfLists(app.db, mostShown)
  const { PUBLIC_URL: url } = app.config
  return listsCard(say, {
    lists: lists.map(({ name, matched, at }) => ({ name, matched, at })),
    made: null,
    problem: null,
    secretLines: [],
    uploadAt: url ? `${url.replace(/\/$/, '')}/api/v1/lists` : null,
    name: '',
    addresses: '',
    ...more,
  })
}

export const openLists = async (turn: Turn): Promise<Answer> => ({ send: [{ message: await cardOf(turn) }] })

/** One address on each line, also of what was copied from a mail: "Kees de Wit <kees@…>; Emma Vos <emma@…>". */
function linesOf(pasted: string): string {
  const pieces = pasted.split(/[\r\n;,\t]+/).map(piece => (/<([^<>]+)>/.exec(piece)?.[1] ?? piece).replaceAll('"', '').trim())
  return pieces.filter(piece => piece !== '').join('\n')
}

async function make(turn: Turn, typed: { name: string; addresses: string }): Promise<Answer> {
  const { app, person, now } = turn
  const name = typed.name.trim()
  if (!name) return { replace: await cardOf(turn, { problem: 'no_name', addresses: typed.addresses }) }
  const file = Readable.from([Buffer.from(linesOf(typed.addresses.slice(0, mostPasted)))])
  const result = await importList(app.db, { name, actorId: person.id, now }, file)
  if (result.kind === 'refused') return { replace: await cardOf(turn, { problem: result.why, ...typed }) }
  const { rows, matched, id } = result.list
  const misses = await pageOfMisses(app.db, id, mostMisses)
  return { replace: await cardOf(turn, { made: { name, rows, matched, misses } }) }
}

export const listActions: ActionHandlers = {
  'lists.make': (turn, typed) => make(turn, typed),
}

export const listSecrets: SecretHandlers = {
  'lists.make': async (turn, typed, { lines }) => ({
    replace: await cardOf(turn, { problem: 'secret', secretLines: lines.addresses ?? [], ...typed }),
  }),
}
