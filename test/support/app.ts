/** An app on a test's database with everything outside replaced by fakes; its clock stands still until the test moves it. */
import { pino } from 'pino'
import type { App } from '../../bot/app.ts'
import { type Environment, readConfig } from '../../bot/config.ts'
import type { Db } from '../../services/db/database.ts'
import { type FakeDirectory, fakeDirectory } from './directory.ts'
import { type FakeJobs, fakeJobs } from './jobs.ts'
import { type FakeMailer, fakeMailer } from './mailer.ts'
import { type FakeMessenger, fakeMessenger } from './messenger.ts'

const anId = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`

export const testEnvironment: Environment = {
  MicrosoftAppId: anId(1),
  MicrosoftAppPassword: 'not-a-real-one',
  MicrosoftAppTenantId: anId(2),
  TEAMS_APP_ID: anId(3),
  ADMIN_GROUP_ID: anId(4),
  HELPDESK_GROUP_ID: anId(5),
  HELPDESK_TEAM_ID: '19:team@thread.tacv2',
  HELPDESK_CHANNEL_ID: '19:helpdesk@thread.tacv2',
  HELPDESK_PHONE: '030 123 45 67',
  HELPDESK_PLACE: 'the desk in the hall',
  ORGANISATION_NAME: 'Vecht & Veld',
  INTRANET_URL: 'https://intranet.example.test/mfa',
  DEFAULT_LANGUAGE: 'en',
}

export interface TestApp extends App {
  jobs: FakeJobs
  messenger: FakeMessenger
  directory: FakeDirectory
  mailer: FakeMailer
  /** What `clock.now()` says. */
  setTime(at: Date): void
}

export function testApp(db: Db, now: Date, environment: Environment = {}): TestApp {
  let time = now
  return {
    config: readConfig({ ...testEnvironment, ...environment }),
    db,
    jobs: fakeJobs(),
    messenger: fakeMessenger(),
    directory: fakeDirectory(),
    mailer: fakeMailer(),
    clock: { now: () => time },
    log: pino({ level: 'silent' }),
    setTime(at) {
      time = at
    },
  }
}
