/**
 * The product's own way of an announcement to people, without a limit: expansion, ledger, guards, cards, connector, outcome. One round
 * for each line on its standard input. Takes the ids of people as JSON on the first line; prints how long each round took.
 */
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { pino } from 'pino'
import { createAuthentication } from '../../bot/adapter.ts'
import type { App } from '../../bot/app.ts'
import { readConfig } from '../../bot/config.ts'
import { startDelivering } from '../../bot/delivery/deliver.ts'
import { createMessenger } from '../../bot/messenger.ts'
import { personalChatId, teamsUserId } from '../../practice/ids.ts'
import { type Db, migrate } from '../../services/db/database.ts'
import { openPglite } from '../../services/db/pglite.ts'
import { countLedger } from '../../services/deliveries.ts'
import { expand } from '../../services/expansion.ts'
import { createCredential } from '../../services/graph/credential.ts'
import { fakeDirectory } from '../support/directory.ts'
import { fakeJobs } from '../support/jobs.ts'
import { fakeMailer } from '../support/mailer.ts'
import { openRoad } from '../support/open-road.ts'
import { addAnnouncement } from '../support/rollout.ts'
import { benchPostgres } from './bench.ts'

const { DATABASE_URL, DATA_DIR = '' } = process.env
const database = DATABASE_URL ? await benchPostgres(DATABASE_URL) : await openPglite(DATA_DIR)
const { db } = database
await migrate(db)
const config = readConfig(process.env)
const credential = createCredential(config)
const connector = createMessenger(
  config,
  createAuthentication(config, scope => credential.getToken(scope)),
)
await credential.warm([`${config.ToChannelFromBotOAuthScope}/.default`])
const app: App = {
  config,
  db,
  jobs: fakeJobs(),
  messenger: connector,
  mailer: fakeMailer(),
  directory: fakeDirectory(),
  clock: { now: () => new Date() },
  log: pino({ level: 'warn' }),
}

async function meet(db: Db, ids: string[]): Promise<void> {
  const people = ids.map(id => ({ id, chat: personalChatId(id), user: teamsUserId(id) }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb) p (id text, chat text, "user" text)`
  await sql`
    insert into people (id, upn, name, given_name, department, country, teams_locale, time_zone, synced_at)
    select id, id || '@example.test', 'Kees de Wit', 'Kees', 'Care', 'NL', 'nl-NL', 'Europe/Amsterdam', now() from ${given}`.execute(db)
  await sql`
    insert into conversations (person_id, conversation_id, service_url, teams_user_id, state, changed_at)
    select id, chat, ${config.SERVICE_URLS[0] ?? ''}, "user", 'reachable', now() from ${given}`.execute(db)
  await sql`analyze`.execute(db)
}

/** Milliseconds from an announcement whose rows are still to be written to the last outcome in the ledger. */
async function round(people: number): Promise<number> {
  const now = app.clock.now()
  const announcement = await addAnnouncement(db, { kind: 'security', created_at: now, confirmed_at: now })
  const { id } = announcement
  const loop = startDelivering(app, connector, openRoad)
  const began = performance.now()
  await expand(db, { announcement, languageOf: () => 'nl', now })
  const state = () => db.selectFrom('announcements').select('state').where('id', '=', id).executeTakeFirst()
  while ((await state())?.state !== 'finished') await new Promise(resolve => setTimeout(resolve, 20))
  const took = performance.now() - began
  await loop.stop()
  const ledger = await countLedger(db, id)
  if (ledger.length !== 1 || ledger[0]?.state !== 'delivered' || ledger[0].count !== people) throw new Error(JSON.stringify(ledger))
  return took
}

const lines = createInterface(process.stdin)[Symbol.asyncIterator]()
console.log('ready')
const first = await lines.next()
const ids: string[] = JSON.parse(first.value ?? '[]')
await meet(db, ids)
for await (const _ of { [Symbol.asyncIterator]: () => lines }) console.log(JSON.stringify({ ms: await round(ids.length) }))
await database.close()
process.exit()
