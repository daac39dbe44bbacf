/** Watches announcements on their way: pauses after the first few, goes on by itself, stops by itself when something is wrong. */
import { findAnnouncement } from '../../services/announcements.ts'
import { record } from '../../services/audit.ts'
import { openToAll, readHealth, startPauses, troubleIn } from '../../services/canary.ts'
import { transaction } from '../../services/db/database.ts'
import { pause } from '../../services/sending.ts'
import type { App } from '../app.ts'
import { seldom } from '../seldom.ts'

interface Running {
  id: string
  stage: number
  canary_until: Date | null
  watched_from: Date | null
  targeted: number | null
}

const isDue = seldom(5_000)

async function stopItself(app: App, announcement: Running, now: Date): Promise<boolean> {
  const { id, stage } = announcement
  const health = await readHealth(app.db, announcement)
  const trouble = troubleIn(health, stage)
  if (!trouble) return false
  return transaction(app.db, async tx => {
    if (!(await pause(tx, id, trouble))) return false
    await app.jobs.enqueue(tx, 'tell-author', { announcementId: id, news: 'stopped_itself' })
    const details = { because: trouble, ...health }
    await record(tx, { at: now, actorId: 'bot', action: 'announcement.stopped_itself', subject: `announcement:${id}`, details })
    return true
  })
}

async function goOnItself(app: App, { id }: Running, now: Date): Promise<void> {
  await transaction(app.db, async tx => {
    if (!(await openToAll(tx, id, now))) return
    const announcement = await findAnnouncement(tx, id)
    // Steps of a wave have no board; their progress stands with the wave.
    if (announcement && !announcement.wave_id) await app.jobs.enqueue(tx, 'tell-author', { announcementId: id, news: 'went_on' })
    await record(tx, { at: now, actorId: 'bot', action: 'announcement.went_on', subject: `announcement:${id}` })
  })
}

/** What is wrong is looked for first: nothing goes on that should stop. */
export async function sweepCanaries(app: App, now: Date): Promise<void> {
  await startPauses(app.db, now, app.config.CANARY_MINUTES * 60_000)
  const running = await app.db
    .selectFrom('announcements')
    .select(['id', 'stage', 'canary_until', 'watched_from', 'targeted'])
    .where('state', '=', 'running')
    .execute()
  for (const announcement of running) {
    const over = announcement.stage === 0 && announcement.canary_until !== null && announcement.canary_until <= now
    const looks = isDue(app, announcement, now) || over
    if (looks && (await stopItself(app, announcement, now))) continue
    if (over) await goOnItself(app, announcement, now)
  }
}
