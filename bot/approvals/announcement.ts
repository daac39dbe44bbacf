/** An announcement that waits for a colleague's yes. */
import { execute } from '../../cards/actions.ts'
import { aboutLine } from '../../cards/announce-board.ts'
import { dryRunFacts } from '../../cards/dry-run.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { type Announcement, findAnnouncement } from '../../services/announcements.ts'
import { confirm } from '../../services/sending.ts'
import { findWave } from '../../services/waves.ts'
import { deadlineOf, whatOf } from '../announce/board.ts'
import { dryRunOf } from '../announce/dry-run.ts'
import { sampleOf } from '../announce/preview.ts'
import type { App } from '../app.ts'
import type { Approvable, Asked } from './approvable.ts'

async function factsOf(app: App, say: Say, { announcement, now }: { announcement: Announcement; now: Date }): Promise<[string, string][]> {
  const { audience, send_at: sendAt } = announcement
  const wave = announcement.wave_id ? await findWave(app.db, announcement.wave_id) : null
  const run = await dryRunOf(app, say, { audience, startsAt: sendAt ?? now, hours: wave?.hours ?? null }, wave?.name)
  const deadline = deadlineOf(announcement)
  return [
    [say('preview.when'), sendAt ? say.moment(sendAt) : say('preview.once_approved')],
    ...(deadline ? ([[say('approval.deadline'), say.moment(deadline)]] as [string, string][]) : []),
    ...(announcement.code ? ([[say('preview.code'), announcement.code]] as [string, string][]) : []),
    ...dryRunFacts(say, run),
  ]
}

export const approvableAnnouncement: Approvable = {
  async find(app, id): Promise<Asked | null> {
    const found = await findAnnouncement(app.db, id)
    return found ? { ...found, authorId: found.author_id } : null
  },
  async about(app, id, { say, now }) {
    const announcement = await findAnnouncement(app.db, id)
    const look = execute('announce.board', say('board.look'), { announcementId: id })
    if (!announcement) return { what: '', facts: [], look }
    const asked = announcement.state === 'awaiting_approval'
    const security = announcement.kind === 'security' ? `${say('preview.security')} ` : ''
    const what = security + aboutLine(say, { what: whatOf(announcement, say.language), deadline: deadlineOf(announcement) })
    return { what, look, facts: asked ? await factsOf(app, say, { announcement, now }) : [] }
  },
  change: (say, announcementId, { wave_id: waveId }) =>
    waveId ? execute('rollout.wave', say('preview.edit'), { waveId }) : execute('announce.edit', say('preview.edit'), { announcementId }),
  async sample(turn, id, language) {
    const announcement = await findAnnouncement(turn.app.db, id)
    return announcement ? [await sampleOf(turn, announcement, language)] : []
  },
  async goOn(app, tx, { id, now }) {
    return (await confirm(tx, app.jobs, { id, from: 'awaiting_approval', now })) !== null
  },
}
