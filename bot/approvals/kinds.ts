/** The list of what needs approval. */
import type { SubjectKind } from '../../services/db/tables/approval.ts'
import { approvableAnnouncement } from './announcement.ts'
import type { Approvable } from './approvable.ts'
<<<<<<< HEAD
import { approvableWave } from './wave.ts'

export const approvables: Partial<Record<SubjectKind, Approvable>> = {
  announcement: approvableAnnouncement,
  wave: approvableWave,
=======
import { approvableCorrection } from './correction.ts'

export const approvables: Partial<Record<SubjectKind, Approvable>> = {
  announcement: approvableAnnouncement,
  correction: approvableCorrection,
>>>>>>> fa93743 (feat(announce): correct and take back delivered cards, repairs, author limits, links that can be read)
}
