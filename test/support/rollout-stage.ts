/** An organisation in which admins plan and steer waves through the chat, on fakes; days pass when the test says so. */
import assert from 'node:assert/strict'
import { sweepWaveBoards } from '../../bot/rollout/board.ts'
import { warnAdmins } from '../../bot/rollout/warn.ts'
import { readWaveForm } from '../../bot/rollout/wave-form.ts'
import { tasksFor } from '../../bot/tasks/index.ts'
import type { WaveValues } from '../../cards/rollout-wave-form.ts'
import { finishSent } from '../../services/announcements.ts'
import type { Db } from '../../services/db/database.ts'
import { checkEnforcement } from '../../services/enforcement.ts'
import { planWaves } from '../../services/planner.ts'
import type { AccessPolicy } from '../../services/ports.ts'
import { findWave, type Wave } from '../../services/waves.ts'
import { type AnnounceStage, announceStage } from './announce-stage.ts'
import { until } from './bot-process.ts'
import { now } from './rollout.ts'

export const mfaPolicy: AccessPolicy = {
  id: 'p1',
  name: 'MFA for everybody',
  state: 'report_only',
  secondCheck: 'required',
  apps: 'all',
  everyone: true,
  users: [],
  groups: [],
  excludedUsers: [],
  excludedGroups: [],
  conditions: [],
}

/** A form as an admin would fill it in for the first five people; `named` and `who` say otherwise. */
export const filledIn: WaveValues = {
  ...readWaveForm({}),
  name: 'Pilot',
  who: 'named',
  named: 'Pilot group',
  date: '2026-12-15',
  time: '10:00',
  zone: 'Europe/Amsterdam',
  announceDays: '28',
  reminderDays: '14, 7, 1',
  rescueDays: '1',
  weekdays: '1,2,3,4,5',
  from: '09:00',
  to: '17:00',
  enforcement: 'p1',
}

export interface RolloutStage extends AnnounceStage {
  /** Emma begins the ready-made campaign; gives its id. */
  begin(): Promise<string>
  /** Emma keeps a wave; gives its id. */
  plan(campaignId: string, values?: Partial<WaveValues>): Promise<string>
  wave(id: string): Promise<Wave>
  /** It becomes this moment: what is due goes out, and is delivered as far as it may be. */
  at(moment: string): Promise<void>
}

export async function rolloutStage(db: Db): Promise<RolloutStage> {
  const stage = await announceStage(db)
  const { app, teams } = stage
  app.directory.members.pilot = ['p01', 'p02', 'p03', 'p04', 'p05']
  app.directory.enforcement = { securityDefaults: false, policies: [mfaPolicy] }
  await db.insertInto('groups').values({ id: 'pilot', name: 'Pilot group', synced_at: now }).execute()

  /** Nothing is left to send or to edit at this moment. */
  async function isQuiet(): Promise<boolean> {
    const due = await db
      .selectFrom('deliveries')
      .innerJoin('announcements', 'announcements.id', 'deliveries.announcement_id')
      .select('person_id')
      .where('deliveries.not_before', '<=', app.clock.now())
      .where(eb =>
        eb.or([
          eb('announcements.state', 'in', ['expanding', 'running']).and('deliveries.state', 'in', ['queued', 'sending', 'retrying']),
          eb('deliveries.state', '=', 'delivered').and('deliveries.wanted', '>', eb.ref('deliveries.shown')),
        ]),
      )
      .executeTakeFirst()
    return due === undefined
  }
  return {
    ...stage,
    async begin() {
      await teams.presses('emma', 'rollout.ready', { kind: 'mfa_deadline' })
      return (await db.selectFrom('campaigns').select('id').orderBy('created_at', 'desc').executeTakeFirstOrThrow()).id
    },
    async plan(campaignId, values = {}) {
      const { card } = await teams.presses('emma', 'rollout.save_wave', { ...filledIn, campaignId, ...values })
      assert.doesNotMatch(card, /needs a look first/)
      return (await db.selectFrom('waves').select('id').orderBy('position', 'desc').executeTakeFirstOrThrow()).id
    },
    wave: async id => (await findWave(db, id)) ?? assert.fail('there is no such wave'),
    async at(moment) {
      const time = new Date(moment)
      app.setTime(time)
      for (const { id } of await db.selectFrom('waves').select('id').where('state', '=', 'active').execute()) {
        await checkEnforcement(db, app.directory, id, time)
      }
      await planWaves(db, app.jobs, time)
      await warnAdmins(app, time)
      await app.jobs.run(tasksFor(app))
      await until('what is due to be sent', isQuiet)
      await finishSent(db, time)
      await sweepWaveBoards(app, time)
    },
  }
}
