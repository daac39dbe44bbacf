/** Everything that a handler, a task or the delivery loop may use. `main.ts` and the tests build one; nothing is started here. */
import type { Logger } from 'pino'
import type { Db } from '../services/db/database.ts'
import type { Jobs } from '../services/jobs.ts'
import type { Clock, Directory, Mailer, Messenger } from '../services/ports.ts'
import type { Config } from './config.ts'

export interface App {
  config: Config
  db: Db
  jobs: Jobs
  messenger: Messenger
  directory: Directory
  /** Null where no mailbox is set. */
  mailer: Mailer | null
  clock: Clock
  log: Logger
}
