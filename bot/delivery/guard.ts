/** Asks the guards about the rows in hand: first what costs nothing, then the directory, then the person's day. */
import { nextSendingMoment, type SendingRules } from '../../services/calendar.ts'
import { claimContacts, dayOfArrival, waitedFor } from '../../services/contacts.ts'
import { type Delivery, type Recorded, recordAll, unclaimed } from '../../services/deliveries.ts'
import { expiryOf } from '../../services/expiry.ts'
import { featureOn } from '../../services/features.ts'
import { checkLive, type LiveAnswer } from '../../services/live-check.ts'
import { nextLocalTime } from '../../services/local-time.ts'
import type { App } from '../app.ts'
import { anotherDay, type Decision, decide, onlyUnready } from './decide.ts'
import { gather, type Work, zoneFor } from './gather.ts'

/** Longer than this nobody waits for the directory: a lease must not run out meanwhile. */
const liveWithinMs = 8_000

/** Keeps what was found for the same question, for the rows of one round. */
function memo<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return key => {
    const found = known.get(key) ?? find(key)
    known.set(key, found)
    return found
  }
}

/** The guards' question for one row. */
function asker(app: App, now: Date) {
  const moments = memo(key => nextSendingMoment(now, JSON.parse(key) as SendingRules))
  const rulesOf = (work: Work): SendingRules => ({
    hours: work.announcement.sendingHours,
    zone: zoneFor(app, work.person),
    country: work.person?.country ?? null,
  })
  const decideOn = (work: Work, more: { away: boolean; ready: boolean }): Decision => {
    const rules = rulesOf(work)
    const announcement = { ...work.announcement, expiresAt: expiryOf(work.announcement) }
    const sendFrom = rules.hours ? moments(JSON.stringify(rules)) : now
    return decide({ ...work, ...more, announcement, sendFrom }, now)
  }
  return { rulesOf, decideOn }
}

/** What the directory says now of these people; nothing of those of whom it does not answer in time. */
async function askDirectory(app: App, works: Work[]): Promise<Map<string, LiveAnswer>> {
  const ids = works.map(work => work.row.person_id)
  if (ids.length === 0) return new Map()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The directory took too long')), liveWithinMs)
  })
  return Promise.race([checkLive(app, ids, app.clock.now()), late])
    .catch(error => {
      app.log.warn({ err: error, people: ids.length }, 'the directory does not answer: what is stored is sent')
      return new Map<string, LiveAnswer>()
    })
    .finally(() => clearTimeout(timer))
}

/**
 * Reminders and rescues go to people who are not ready, so everybody is asked about; of the others those whom we would tell that they
 * are. Where the directory does not answer, what is stored must do.
 */
async function readLive(app: App, works: Work[]): Promise<void> {
  const toAsk = works.filter(work => onlyUnready.has(work.announcement.kind) || work.registration?.done)
  const answers = await askDirectory(app, toAsk)
  for (const work of toAsk) {
    const answer = answers.get(work.row.person_id)
    if (answer?.kind === 'known') work.registration = { done: answer.verdict.done, ends_soon: answer.verdict.endsSoon }
  }
}

/** Who of these is out of office, where an admin allowed to look. */
async function readAway(app: App, works: Work[]): Promise<Set<string>> {
  const reminded = works.filter(work => work.announcement.kind === 'reminder' && !work.announcement.lastReminder)
  return awayAmong(
    app,
    reminded.map(work => work.row.person_id),
  )
}

async function awayAmong(app: App, personIds: string[]): Promise<Set<string>> {
  if (personIds.length === 0 || !(await featureOn(app.db, 'out_of_office'))) return new Set()
  return app.directory.outOfOffice(personIds).catch(error => {
    app.log.warn({ err: error, people: personIds.length }, 'who is out of office could not be read')
    return new Set()
  })
}

/** Messages that can wait leave the day to a reminder that cannot, and to the notice of the day itself. */
async function whoGiveWay(app: App, works: Work[], tomorrow: (work: Work) => Recorded): Promise<Map<Work, Recorded>> {
  const patient = works.flatMap(work => {
    const outcome = tomorrow(work)
    const expiresAt = expiryOf(work.announcement)
    const canWait = outcome.notBefore && (!expiresAt || outcome.notBefore < expiresAt)
    return canWait && outcome.notBefore ? [{ work, outcome, nextDay: outcome.notBefore }] : []
  })
  const asked = patient.map(({ work: { row, announcement }, nextDay }) => ({
    announcementId: row.announcement_id,
    personId: row.person_id,
    kind: announcement.kind,
    nextDay,
  }))
  const waited = await waitedFor(app.db, asked, app.clock.now())
  return new Map(patient.filter(({ work }) => waited.has(work.row.person_id)).map(({ work, outcome }) => [work, outcome]))
}

/** Takes the person's day for each message that counts; the others are for another day. */
async function oneADay(app: App, works: Work[], now: Date, rulesOf: (work: Work) => SendingRules) {
  const today = memo(zone => dayOfArrival(now, zone))
  const notToday = new Map<Work, Recorded>()
  const campaign: Work[] = []
  for (const work of works.filter(({ announcement }) => announcement.kind !== 'security')) {
    const { zone } = rulesOf(work)
    const date = today(zone)
    if (date) campaign.push(Object.assign(work, { day: { date, zone } }))
    else notToday.set(work, unclaimed(work.row, nextLocalTime(now, zone, 0, 0)))
  }
  const givingWay = await whoGiveWay(app, campaign, work => anotherDay(work.row, rulesOf(work), now))
  for (const [work, outcome] of givingWay) notToday.set(work, outcome)
  const counted = campaign.filter(work => !givingWay.has(work))
  const contacts = counted.map(work => ({
    announcementId: work.row.announcement_id,
    personId: work.row.person_id,
    localDay: work.day?.date ?? '',
  }))
  const answers = await claimContacts(app.db, contacts)
  for (const [index, work] of counted.entries()) {
    const rules = rulesOf(work)
    if (answers[index] === 'taken') notToday.set(work, anotherDay(work.row, rules, now))
    if (answers[index] === 'unclear') notToday.set(work, unclaimed(work.row, new Date(now.getTime() + 1_000)))
  }
  return notToday
}

/** The rows that may go out now; what became of the others is in the ledger. */
export async function guard(app: App, rows: Delivery[]): Promise<Work[]> {
  const now = app.clock.now()
  const { rulesOf, decideOn } = asker(app, now)
  const decided = new Map<Work, Recorded>()
  const pass = (works: Work[], more: (work: Work) => { away: boolean; ready: boolean }) =>
    works.filter(work => {
      const decision = decideOn(work, more(work))
      if (decision.kind === 'record') decided.set(work, decision.outcome)
      return decision.kind !== 'record'
    })
  const all = await gather(app, rows, now)
  const likely = pass(all, () => ({ away: false, ready: false }))
  const away = await readAway(app, likely)
  await readLive(app, likely)
  const passed = pass(likely, work => ({ away: away.has(work.row.person_id), ready: work.registration?.done ?? false }))
  for (const [work, outcome] of await oneADay(app, passed, now, rulesOf)) decided.set(work, outcome)
  const results = [...decided].map(([{ row }, outcome]) => ({ row, outcome }))
  await recordAll(app.db, results, now)
  return passed.filter(work => !decided.has(work))
}
