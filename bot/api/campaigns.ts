import { z } from 'zod'
import { languageOf, speak } from '../../cards/texts/translate.ts'
import { contentSchema } from '../../services/announcements.ts'
import { record } from '../../services/audit.ts'
import { type Campaign, findCampaign, listCampaigns, saveCampaign } from '../../services/campaigns.ts'
import { transaction } from '../../services/db/database.ts'
import { findPerson, languageTags } from '../../services/people.ts'
import { wavesOf } from '../../services/waves.ts'
import { flatSlots, plainProblems, slotProblems } from '../announce/slots.ts'
import { type Asking, byId, Failure, instant, iso, notFound, resource } from './resource.ts'
import { shownWave, wave } from './waves.ts'

const kind = z.enum(['mfa_deadline', 'phone_ends'])
const campaign = z.object({
  id: z.uuid(),
  kind,
  name: z.string(),
  state: z.enum(['draft', 'active', 'ended']),
  content: contentSchema,
  authorId: z.string(),
  createdAt: instant,
})
const shown = (one: Campaign) => ({
  id: one.id,
  kind: one.kind,
  name: one.name,
  state: one.state,
  content: one.content,
  authorId: one.author_id,
  createdAt: iso(one.created_at),
})

const draft = z.strictObject({ kind, name: z.string().trim().min(1).max(100), content: contentSchema })

/** A draft is its author's alone. */
export async function campaignFor({ app, personId }: Asking, id: string): Promise<Campaign | Failure> {
  const found = await findCampaign(app.db, id)
  const visible = found && (found.state !== 'draft' || found.author_id === personId)
  return visible ? found : notFound('campaign', '/api/v1/campaigns')
}

/** The texts pass the same checks as in the form: every slot in every language, links to allowed hosts only, nothing secret. */
async function save(asking: Asking, given: z.output<typeof draft>, id?: string) {
  const { app, personId, now } = asking
  const person = await findPerson(app.db, personId)
  const language = (person ? languageTags(person) : []).map(languageOf).find(one => one !== null) ?? app.config.DEFAULT_LANGUAGE
  const say = speak(language, app.config.DEFAULT_TIME_ZONE)
  const { content } = given
  const problems = [...plainProblems(app, say, content), ...slotProblems(app, say, flatSlots(content))]
  if (problems.length > 0) return new Failure(400, 'TextProblems', problems.join(' '))
  const saved = await transaction(app.db, async tx => {
    const kept = await saveCampaign(tx, given, { authorId: personId, now, ...(id ? { id } : {}) })
    if (kept) await record(tx, { at: now, actorId: personId, action: 'campaign.saved', subject: `campaign:${kept}` })
    return kept
  })
  const found = saved ? await findCampaign(app.db, saved) : null
  return found ? shown(found) : new Failure(409, 'NoDraft', 'Only its author can change a campaign, and only while it is a draft.')
}

export const campaignResources = [
  resource(
    {
      method: 'GET',
      path: '/campaigns',
      about: 'Campaigns, newest first; drafts of others left out.',
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      answer: z.object({ items: z.array(campaign) }),
    },
    async ({ app, personId }, { query: { limit } }) => ({ items: (await listCampaigns(app.db, personId, limit)).map(shown) }),
  ),
  resource(
    { method: 'POST', path: '/campaigns', about: 'Begins a campaign as a draft.', body: draft, answer: campaign },
    (asking, { body }) => save(asking, body),
  ),
  resource(
    {
      method: 'GET',
      path: '/campaigns/:id',
      about: 'One campaign with its waves, the pilot first.',
      params: byId,
      answer: campaign.extend({ waves: z.array(wave) }),
    },
    async (asking, { params: { id } }) => {
      const found = await campaignFor(asking, id)
      if (found instanceof Failure) return found
      return { ...shown(found), waves: (await wavesOf(asking.app.db, id)).map(shownWave) }
    },
  ),
  resource(
    { method: 'PUT', path: '/campaigns/:id', about: 'Changes a draft.', params: byId, body: draft, answer: campaign },
    async (asking, { params: { id }, body }) => {
      const found = await campaignFor(asking, id)
      return found instanceof Failure ? found : save(asking, body, id)
    },
  ),
]
