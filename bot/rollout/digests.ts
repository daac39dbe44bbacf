/** Sends managers how their people stand, each in their own hours and on a day on which they get nothing else. */
import type { CardMessage } from '../../cards/card.ts'
import { digestCard } from '../../cards/digest.ts'
import { nextSendingMoment } from '../../services/calendar.ts'
import { findCampaign } from '../../services/campaigns.ts'
import { claimContacts, dayOfArrival } from '../../services/contacts.ts'
import { addressOf, findConversation } from '../../services/conversations.ts'
import {
  type Digest,
  firstAnnouncementOf,
  isBusyDay,
  keepDay,
  planDigests,
  putOffDigest,
  settleDigest,
  standingOfTeam,
  takeDueDigests,
} from '../../services/digests.ts'
import { featureOn } from '../../services/features.ts'
import { nextLocalTime } from '../../services/local-time.ts'
import { passing } from '../../services/passing.ts'
import { findPerson, type Person } from '../../services/people.ts'
import { findWave, type Wave } from '../../services/waves.ts'
import type { App } from '../app.ts'
import { sayTo } from '../say.ts'

const minute = 60_000
/** In a smaller team a number says who it is. */
const fewestForNumbers = 5

interface Due {
  digest: Digest
  manager: Person
  wave: Wave
}

/** The moment from which this manager may get it: now, or when their day is free and their hours begin. */
async function whenFree(app: App, { digest, manager, wave }: Due, now: Date): Promise<Date> {
  const zone = sayTo(app, manager).timeZone
  const rules = { hours: wave.hours, zone, country: manager.country }
  const moment = nextSendingMoment(now, rules)
  if (moment > now) return moment
  const localDay = dayOfArrival(now, zone)
  if (!localDay) return nextSendingMoment(nextLocalTime(now, zone, 0, 0), rules)
  const day = { personId: manager.id, localDay }
  if (digest.taken_day === day.localDay) return now
  const announcementId = await firstAnnouncementOf(app.db, wave.id)
  const isBusy = !announcementId || (await isBusyDay(app.db, day.personId, day.localDay))
  if (!isBusy && (await claimContacts(app.db, [{ ...day, announcementId }]))[0] === 'granted') {
    await keepDay(app.db, digest, day.localDay)
    return now
  }
  return nextSendingMoment(nextLocalTime(now, zone, 0, 0), rules)
}

async function messageFor(app: App, { digest, manager, wave }: Due): Promise<CardMessage | null> {
  const { people, notReady } = await standingOfTeam(app.db, digest)
  const names = await featureOn(app.db, 'names_to_managers')
  if (notReady.length === 0 || (!names && people < fewestForNumbers)) return null
  const campaign = await findCampaign(app.db, wave.campaign_id)
  return digestCard(sayTo(app, manager), {
    about: campaign?.kind ?? 'mfa_deadline',
    people,
    notReady: notReady.length,
    names: names ? notReady : null,
    deadline: wave.deadline_at,
    phone: campaign?.content.phone ?? app.config.HELPDESK_PHONE,
  })
}

async function sendOne(app: App, digest: Digest, now: Date): Promise<void> {
  const [wave, manager, conversation] = [
    await findWave(app.db, digest.wave_id),
    await findPerson(app.db, digest.manager_id),
    await findConversation(app.db, digest.manager_id),
  ]
  const to = addressOf(conversation)
  const isOver = !wave || wave.deadline_at <= now || !manager || manager.left_at || manager.excluded
  if (isOver || !to || conversation?.state !== 'reachable') return settleDigest(app.db, digest, false, now)
  const due = { digest, manager, wave }
  const message = await messageFor(app, due)
  if (!message) return settleDigest(app.db, digest, false, now)
  const moment = await whenFree(app, due, now)
  if (moment > now) return putOffDigest(app.db, digest, moment)
  const outcome = await app.messenger.send(to, { ...message, alert: true })
  if (outcome.kind === 'throttled' || outcome.kind === 'retry') return putOffDigest(app.db, digest, new Date(now.getTime() + minute))
  return settleDigest(app.db, digest, outcome.kind === 'delivered' || outcome.kind === 'uncertain', now)
}

/** Plans and sends the digests that are due; each is taken by one process, and by another one later if that process dies. */
export async function sweepDigests(app: App, now: Date): Promise<void> {
  await planDigests(app.db, now)
  const clock = passing(now)
  for (const digest of await takeDueDigests(app.db, 20, now)) {
    await sendOne(app, digest, clock()).catch(error =>
      app.log.error({ err: error, waveId: digest.wave_id, personId: digest.manager_id }, 'a digest for a manager failed'),
    )
  }
}
