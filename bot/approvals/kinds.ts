/** The list of what needs approval. */
import type { SubjectKind } from '../../services/db/tables/approval.ts'
import { approvableAnnouncement } from './announcement.ts'
import type { Approvable } from './approvable.ts'
import { approvableCorrection } from './correction.ts'
import { approvableWave } from './wave.ts'

export const approvables: Record<SubjectKind, Approvable> = {
  announcement: approvableAnnouncement,
  wave: approvableWave,
  correction: approvableCorrection,
}
