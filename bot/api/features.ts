import { z } from 'zod'
import { type FeatureState, features, listFeatures, switchFeature } from '../../services/features.ts'
import { Failure, instant, isoOrNull, resource } from './resource.ts'

const feature = z.object({
  name: z.enum(features),
  onSince: instant.nullable(),
  note: z.string().nullable(),
  changedBy: z.string().nullable(),
  changedAt: instant.nullable(),
})
const shown = ({ onSince, changedAt, ...rest }: FeatureState) => ({ ...rest, onSince: isoOrNull(onSince), changedAt: isoOrNull(changedAt) })

export const featureResources = [
  resource(
    {
      method: 'GET',
      path: '/features',
      about: 'What must be agreed first, and whether it is on.',
      answer: z.object({ items: z.array(feature) }),
    },
    async ({ app }) => ({ items: (await listFeatures(app.db)).map(shown) }),
  ),
  resource(
    {
      method: 'PUT',
      path: '/features/:name',
      about: 'Switches one on or off; on needs a note of where and when it was agreed.',
      params: z.object({ name: z.enum(features) }),
      body: z.strictObject({ on: z.boolean(), note: z.string().max(500).default('') }),
      answer: feature,
    },
    async ({ app, personId, now }, { params: { name }, body }) => {
      const done = await switchFeature(app.db, { name, ...body, actorId: personId, now })
      const found = (await listFeatures(app.db)).find(one => one.name === name)
      if (done === 'note_needed' || !found) return new Failure(400, 'NoteNeeded', 'Say in "note" where and when this was agreed.')
      return shown(found)
    },
  ),
]
