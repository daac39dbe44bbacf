/** What a notice says beside its own words: what the campaign is about, where to register, Microsoft's own prompt, the person's deadline. */
import type { Announcement } from './announcements.ts'
import type { DbOrTx } from './db/database.ts'
import type { CampaignKind, RegisterAt } from './db/tables/rollout.ts'
import { deadlineWith, type Extension, extensionFor, openExtensions } from './extensions.ts'
import { type RegistrationPrompt, storedPrompt } from './methods-policy.ts'

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
}

export type FactsOf = (announcement: Pick<Announcement, 'id' | 'wave_id' | 'deadline_at'>, personId: string) => NoticeFacts

/** Reads the facts for some announcements and people at once. */
export async function readNoticeFacts(db: DbOrTx, announcements: { wave_id: string | null }[], personIds: string[]): Promise<FactsOf> {
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
    return {
      about: wave?.kind ?? 'mfa_deadline',
      registerAt: wave?.register_at ?? null,
      extensionGroupId: wave?.extension_group_id ?? null,
      prompt,
      extension,
      deadline: deadlineWith(extension, announcement),
    }
  }
}

async function readWaves(db: DbOrTx, ids: string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('waves')
    .innerJoin('campaigns', 'campaigns.id', 'waves.campaign_id')
    .select(['waves.id', 'waves.register_at', 'waves.extension_group_id', 'campaigns.kind'])
    .where('waves.id', 'in', ids)
    .execute()
}
