/** For admins: what must be agreed first, and its switches. */
import { featureCard, featuresCard } from '../../cards/features.ts'
import { type FeatureState, listFeatures, switchFeature } from '../../services/features.ts'
import type { ActionHandlers, Answer, Command, Turn } from '../answer.ts'

const rowOf = ({ name, onSince, note }: FeatureState) => ({ name, onSince, note: note ?? '' })

const listCard = async ({ app, say }: Turn) => featuresCard(say, (await listFeatures(app.db)).map(rowOf))

async function one(turn: Turn, name: FeatureState['name'], problem = false): Promise<Answer> {
  const found = (await listFeatures(turn.app.db)).find(feature => feature.name === name)
  return { replace: found ? featureCard(turn.say, rowOf(found), problem) : await listCard(turn) }
}

export const featuresCommand: Command = {
  name: 'features',
  words: { en: ['features', 'agreements'], nl: ['afspraken', 'functies'] },
  role: 'admin',
  run: async turn => ({ send: [{ message: await listCard(turn) }] }),
}

export const featureActions: ActionHandlers = {
  'feature.list': async turn => ({ replace: await listCard(turn) }),
  'feature.open': (turn, { feature }) => one(turn, feature),
  'feature.switch': async (turn, { feature, on, note }) => {
    const { app, now, person } = turn
    const done = await switchFeature(app.db, { name: feature, on, note, actorId: person.id, now })
    return done === 'note_needed' ? one(turn, feature, true) : { replace: await listCard(turn) }
  },
}
