import assert from 'node:assert/strict'
import { findAnnouncement } from '../../services/announcements.ts'
import type { Db } from '../../services/db/database.ts'
import { transaction } from '../../services/db/database.ts'
import { checkEnforcement, wavesToCheck } from '../../services/enforcement.ts'
import { expand } from '../../services/expansion.ts'
import { instantOf, localClock, localDate } from '../../services/local-time.ts'
import { planWaves, standingNow, type Warning, warnAboutDates, welcomeJoiners } from '../../services/planner.ts'
import { planOf } from '../../services/wave-plan.ts'
import { cancelWave, changeWave, pauseWave, resumeWave, sendDayZeroAnyway } from '../../services/wave-steps.ts'
import { defaultCadence, findWave, officeHours, type Wave } from '../../services/waves.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeDirectory } from '../support/directory.ts'
import { fakeJobs } from '../support/jobs.ts'
import { addPerson, addWave } from '../support/rollout.ts'

const minute = 60_000
const zone = 'Europe/Amsterdam'
const at = (local: string) => instantOf(local.slice(0, 10), local.slice(11) || '00:00', zone) as Date
/** A Tuesday. */
const deadline = at('2027-03-16T09:00')

/** A company whose days pass in milliseconds: every four hours the sweeps run and every ledger is written. */
function travel(db: Db) {
  const jobs = fakeJobs()
  const directory = fakeDirectory({ enforcement: { securityDefaults: false, policies: [] } })
  const warnings: string[] = []
  async function sweep(now: Date): Promise<void> {
    for (const wave of await wavesToCheck(db, now)) await checkEnforcement(db, directory, wave.id, now)
    await planWaves(db, jobs, now)
    await warnAboutDates(db, now, async (_, { warning }: Warning) => void warnings.push(`${localDate(now, zone)} ${warning}`))
    for (const job of jobs.queued.splice(0)) {
      const announcement = await findAnnouncement(db, (job.data as { announcementId: string }).announcementId)
      if (announcement) await expand(db, { announcement, languageOf: () => 'en', now })
    }
    await db.updateTable('announcements').set({ state: 'finished', finished_at: now }).where('state', '=', 'running').execute()
  }
  return {
    directory,
    jobs,
    warnings,
    sweep,
    async pass(from: string, to: string, stepMinutes = 240): Promise<void> {
      for (let now = at(from); now <= at(to); now = new Date(now.getTime() + stepMinutes * minute)) await sweep(now)
    },
    turnOn: () => Object.assign(directory.enforcement, { securityDefaults: true }),
    /** What went out, in order: the day, the clock and the step. */
    async sent(): Promise<string[]> {
      const rows = await db.selectFrom('announcements').select(['step', 'created_at', 'time_zone']).orderBy('created_at').execute()
      return rows.map(
        ({ step, created_at, time_zone }) => `${localDate(created_at, time_zone)} ${localClock(created_at, time_zone)} ${step}`,
      )
    },
  }
}

describe('the days of a wave', () => {
  const wave = { deadline_at: deadline, time_zone: zone, cadence: defaultCadence, hours: officeHours }
  const days = (more: Partial<Wave> = {}) => planOf({ ...wave, ...more }).map(({ name, date }) => `${date.slice(5)} ${name}`)

  it('bring reminders forward from weekends and holidays, and never put two on one day', () => {
    const tuesday = ['02-14 announcement', '03-02 reminder:-14', '03-09 reminder:-7', '03-12 reminder:-3', '03-15 reminder:-1']
    const after = ['03-16 day_zero:0', '03-17 rescue:1', '03-19 rescue:3']
    assert.deepEqual(days(), [...tuesday, ...after])
    // The day before is Easter Monday, three days before is Good Friday's Saturday.
    const easter = days({ deadline_at: at('2027-03-30T10:00') })
    assert.deepEqual(easter.slice(2, 6), ['03-23 reminder:-7', '03-26 reminder:-1', '03-30 day_zero:0', '03-31 rescue:1'])
    const shifts = days({ deadline_at: at('2027-03-30T10:00'), hours: { ...officeHours, days: [1, 2, 3, 4, 5, 6, 7], holidays: true } })
    assert.deepEqual(shifts.slice(3, 5), ['03-27 reminder:-3', '03-29 reminder:-1'])
  })

  it('do not say that it is on before it is, and end a reminder where the next one begins', () => {
    const plan = planOf({ ...wave, deadline_at: at('2027-03-16T14:00') })
    const found = (name: string) => plan.find(step => step.name === name) ?? assert.fail(name)
    assert.deepEqual(found('day_zero:0').at, at('2027-03-16T14:00'))
    assert.deepEqual(found('reminder:-7').expiresAt, at('2027-03-12T09:00'))
    assert.deepEqual(found('reminder:-1').expiresAt, at('2027-03-16T14:00'))
  })
})

describeOnBoth('the planner over the weeks of a wave', database => {
  const people = async () => {
    for (const id of ['ann', 'ben']) await addPerson(database().db, id)
  }
  const rowsOf = async (step: string) => {
    const { db } = database()
    const rows = db.selectFrom('deliveries').innerJoin('announcements', 'announcements.id', 'announcement_id').select('person_id')
    return (await rows.where('step', '=', step).orderBy('person_id').execute()).map(row => row.person_id)
  }

  it('sends each step on its day, once, whoever looks at the same time; then the wave ends', async () => {
    const { db } = database()
    await people()
    const wave = await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    await time.pass('2027-02-12T09:00', '2027-02-16T18:00')
    await Promise.all([1, 2, 3].map(() => planWaves(db, time.jobs, at('2027-03-02T09:00'))))
    await time.pass('2027-03-02T09:00', '2027-03-15T20:00')
    time.turnOn()
    await time.pass('2027-03-15T21:00', '2027-03-24T12:00')
    assert.deepEqual(await time.sent(), [
      '2027-02-14 09:00 announcement',
      '2027-03-02 09:00 reminder:-14',
      '2027-03-09 09:00 reminder:-7',
      '2027-03-12 09:00 reminder:-3',
      '2027-03-15 09:00 reminder:-1',
      '2027-03-16 09:00 day_zero:0',
      '2027-03-17 09:00 rescue:1',
      '2027-03-19 09:00 rescue:3',
    ])
    assert.deepEqual(await rowsOf('rescue:3'), ['ann', 'ben'])
    assert.equal((await findWave(db, wave.id))?.state, 'ended')
    const first = await db.selectFrom('announcements').selectAll().where('step', '=', 'reminder:-7').executeTakeFirstOrThrow()
    assert.deepEqual(
      [first.kind, first.expires_at, first.hours, first.deadline_at],
      ['reminder', at('2027-03-12T09:00'), officeHours, deadline],
    )
  })

  it('holds the notice of the day until Graph bears it out, tells admins once, and what comes after waits too', async () => {
    const { db } = database()
    await people()
    const wave = await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    await time.pass('2027-02-14T09:00', '2027-02-14T09:30')
    await time.pass('2027-03-15T08:00', '2027-03-18T12:00', 60)
    assert.deepEqual(time.warnings, ['2027-03-15 heads_up', '2027-03-16 held'])
    const held = (await findWave(db, wave.id)) ?? assert.fail()
    const standing = await standingNow(db, held, at('2027-03-18T12:00'))
    assert.deepEqual([standing.kind, 'step' in standing && standing.step.name], ['held', 'day_zero:0'])
    time.turnOn()
    await time.pass('2027-03-18T12:05', '2027-03-20T12:00', 60)
    assert.deepEqual((await time.sent()).slice(1), [
      '2027-03-15 09:00 reminder:-1',
      '2027-03-18 12:05 day_zero:0',
      '2027-03-19 09:05 rescue:3',
    ])
    assert.equal(time.warnings.length, 2)
  })

  it('sends the held notice when an admin says so', async () => {
    const { db } = database()
    await people()
    const wave = await addWave(db, {
      deadline_at: deadline,
      time_zone: zone,
      cadence: defaultCadence.filter(step => step.days === 0 || step.days === -30),
    })
    const time = travel(db)
    await time.pass('2027-02-14T09:00', '2027-02-14T09:30')
    await time.pass('2027-03-16T09:00', '2027-03-16T11:00')
    assert.equal((await time.sent()).length, 1)
    await transaction(db, tx => sendDayZeroAnyway(tx, wave.id, { by: 'ben', now: at('2027-03-16T11:00') }))
    await time.sweep(at('2027-03-16T11:30'))
    assert.equal((await time.sent()).at(-1), '2027-03-16 11:30 day_zero:0')
  })

  it('starts late with the announcement at once and without the reminders that are over; after a gap nothing comes twice or in a burst', async () => {
    const { db } = database()
    await people()
    await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    await time.pass('2027-03-05T15:00', '2027-03-09T12:00', 120)
    await time.pass('2027-03-13T12:00', '2027-03-14T12:00')
    assert.deepEqual(await time.sent(), ['2027-03-05 15:00 announcement', '2027-03-09 09:00 reminder:-7', '2027-03-13 12:00 reminder:-3'])
  })

  it('starts on the day itself: the announcement, and the notice when it is on', async () => {
    const { db } = database()
    await people()
    await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    await time.pass('2027-03-16T08:30', '2027-03-16T08:50', 10)
    time.turnOn()
    await time.pass('2027-03-16T09:00', '2027-03-16T09:20', 10)
    assert.deepEqual(await time.sent(), ['2027-03-16 08:30 announcement', '2027-03-16 09:00 day_zero:0'])
  })

  it('welcomes those who come later: with the announcement before the date, with the way in after it, and nobody twice', async () => {
    const { db } = database()
    await people()
    await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    const sync = async (now: string) => {
      await welcomeJoiners(db, time.jobs, at(now))
      await time.sweep(at(now))
    }
    await sync('2027-02-12T02:30')
    await time.pass('2027-02-14T09:00', '2027-02-14T09:30')
    await sync('2027-02-15T02:30')
    await addPerson(db, 'late')
    await sync('2027-02-18T02:30')
    await sync('2027-02-19T02:30')
    assert.deepEqual(await time.sent(), ['2027-02-14 09:00 announcement', '2027-02-18 02:30 joined:2027-02-18T02:30'])
    assert.deepEqual(await rowsOf('joined:2027-02-18T02:30'), ['late'])
    await addPerson(db, 'later')
    await sync('2027-03-16T12:00')
    assert.equal((await time.sent()).at(-1)?.endsWith('joined:2027-02-18T02:30'), true)
    time.turnOn()
    await time.pass('2027-03-16T12:05', '2027-03-16T12:10', 5)
    await addPerson(db, 'last')
    await sync('2027-03-18T02:30')
    assert.deepEqual(await rowsOf('day_zero:0'), ['ann', 'ben', 'late', 'later'])
    assert.deepEqual(await rowsOf('rescue:joined:2027-03-18T02:30'), ['last'])
    await time.pass('2027-03-19T09:00', '2027-03-25T09:00', 120)
    await addPerson(db, 'after')
    await sync('2027-04-10T02:30')
    assert.deepEqual(await rowsOf('rescue:joined:2027-04-10T02:30'), ['after'])
  })

  it('welcomes those who come on the same day as others, too, whoever else sees them at that moment', async () => {
    const { db } = database()
    await people()
    await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    await time.pass('2027-02-14T09:00', '2027-02-14T09:30')
    await addPerson(db, 'late')
    await Promise.all(['10:00', '10:01', '10:02'].map(clock => welcomeJoiners(db, time.jobs, at(`2027-02-18T${clock}`))))
    await time.sweep(at('2027-02-18T10:03'))
    await addPerson(db, 'later')
    await welcomeJoiners(db, time.jobs, at('2027-02-18T15:00'))
    await time.sweep(at('2027-02-18T15:01'))
    const welcomed = await db
      .selectFrom('announcements')
      .select(['id', 'step'])
      .where('step', 'like', 'joined:%')
      .orderBy('created_at')
      .execute()
    assert.deepEqual(await Promise.all(welcomed.map(({ step }) => rowsOf(step ?? ''))), [['late'], ['later']])
  })

  it('begins the reminders anew when the deadline moves on', async () => {
    const { db } = database()
    await people()
    const wave = await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    await time.pass('2027-02-14T09:00', '2027-02-14T09:30')
    await time.pass('2027-03-12T09:00', '2027-03-12T09:30')
    const by = { by: 'ben', now: at('2027-03-12T10:00') }
    await transaction(db, tx => changeWave(tx, wave.id, { deadlineAt: at('2027-03-26T10:00') }, by))
    await time.pass('2027-03-12T13:00', '2027-03-25T12:00')
    assert.deepEqual((await time.sent()).slice(1), [
      '2027-03-12 09:00 reminder:-3@2027-03-16',
      '2027-03-19 09:00 reminder:-7',
      '2027-03-23 09:00 reminder:-3',
      '2027-03-25 09:00 reminder:-1',
    ])
  })

  it('sends nothing while it is paused, drops what is over by then, and nothing after it is cancelled', async () => {
    const { db } = database()
    await people()
    const wave = await addWave(db, { deadline_at: deadline, time_zone: zone })
    const time = travel(db)
    const by = (now: string) => ({ by: 'ben', now: at(now) })
    await planWaves(db, time.jobs, at('2027-02-14T09:00'))
    await transaction(db, tx => pauseWave(tx, wave.id, by('2027-02-14T09:00')))
    await time.sweep(at('2027-02-14T09:01'))
    const first = () => db.selectFrom('announcements').select('state').where('step', '=', 'announcement').executeTakeFirstOrThrow()
    assert.equal((await first()).state, 'paused')
    await time.pass('2027-03-02T09:00', '2027-03-10T09:00', 60)
    await transaction(db, tx => resumeWave(tx, wave.id, by('2027-03-10T09:30')))
    assert.equal((await first()).state, 'running')
    await time.pass('2027-03-10T09:30', '2027-03-12T09:00', 60)
    await transaction(db, tx => cancelWave(tx, wave.id, by('2027-03-12T10:00')))
    await time.pass('2027-03-12T10:00', '2027-03-17T12:00', 60)
    assert.deepEqual(await time.sent(), ['2027-02-14 09:00 announcement', '2027-03-10 09:30 reminder:-7'])
  })
})
