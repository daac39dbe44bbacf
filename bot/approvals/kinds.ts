/** The list of what needs approval. */
import type { SubjectKind } from '../../services/db/tables/approval.ts'
import { approvableAnnouncement } from './announcement.ts'
import type { Approvable } from './approvable.ts'
import { approvableWave } from './wave.ts'

export const approvables: Partial<Record<SubjectKind, Approvable>> = {
  announcement: approvableAnnouncement,
  wave: approvableWave,
}
