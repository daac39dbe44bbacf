/** What a notice says beside its own words: what the campaign is about, where to register, Microsoft's own prompt, the person's deadline. */
import { sql } from 'kysely'
import type { Announcement } from './announcements.ts'
import type { DbOrTx } from './db/database.ts'
import type { CampaignKind, RegisterAt } from './db/tables/rollout.ts'
import { deadlineWith, type Extension, extensionFor, openExtensions } from './extensions.ts'
import { type RegistrationPrompt, storedPrompt } from './methods-policy.ts'
import { mayTellTheDay } from './wave-plan.ts'

export interface NoticeFacts {
  about: CampaignKind
  /** Where the wave's people may register; null where nothing is known. */
  registerAt: RegisterAt | null
  prompt: RegistrationPrompt
  /** Members of this group are left out by what enforces the wave. */
  extensionGroupId: string | null
  extension: Extension | null
  /** The moment that counts for this person. */
  deadline: Date
  /** It has come, and so has what was announced. */
  passed: boolean
  /** It has come, but nobody has seen what was announced, nor said that it is there. */
  held: boolean
}

export type FactsOf = (announcement: Pick<Announcement, 'id' | 'kind' | 'wave_id' | 'deadline_at'>, personId: string) => NoticeFacts

type OfWave = { wave_id: string | null }

/** These are sent only once it is there. */
const tellsThatItIsOn = ({ kind }: Pick<Announcement, 'kind'>) => kind === 'day_zero' || kind === 'rescue'

/** Reads the facts for some announcements and people at once, as they are at `now`. */
export async function readNoticeFacts(db: DbOrTx, announcements: OfWave[], personIds: string[], now: Date): Promise<FactsOf> {
  const [open, waves, prompt] = await Promise.all([
    openExtensions(db, personIds),
    readWaves(
      db,
      announcements.flatMap(one => one.wave_id ?? []),
    ),
    storedPrompt(db),
  ])
  return (announcement, personId) => {
    const wave = waves.find(({ id }) => id === announcement.wave_id)
    const extension = extensionFor(open.get(personId), announcement)
    const deadline = deadlineWith(extension, announcement)
    const isTold = !wave || wave.is_told || tellsThatItIsOn(announcement) || mayTellTheDay(wave, now)
    return {
      about: wave?.kind ?? 'mfa_deadline',
      registerAt: wave?.register_at ?? null,
      extensionGroupId: wave?.extension_group_id ?? null,
      prompt,
      extension,
      deadline,
      passed: deadline <= now && isTold,
      held: deadline <= now && !isTold,
    }
  }
}

async function readWaves(db: DbOrTx, ids: string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('waves')
    .innerJoin('campaigns', 'campaigns.id', 'waves.campaign_id')
    .select(['waves.id', 'waves.register_at', 'waves.extension_group_id', 'campaigns.kind'])
    .select(['waves.enforced', 'waves.enforced_checked_at', 'waves.day_zero_anyway'])
    .select(
      sql<boolean>`(waves.state = 'ended' or exists (select from announcements a where a.wave_id = waves.id and a.kind = 'day_zero'))`.as(
        'is_told',
      ),
    )
    .where('waves.id', 'in', ids)
    .execute()
}
