import assert from 'node:assert/strict'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../../../services/db/database.ts'
import { openPglite } from '../../../services/db/pglite.ts'

describe('the embedded database', () => {
  let database: Database
  before(async function () {
    this.timeout(30_000)
    database = await openPglite()
  })
  after(() => database.close())

  it('works beside us: this thread goes on while a statement runs', async () => {
    let ticks = 0
    const ticking = setInterval(() => ticks++, 10)
    await sql`select pg_sleep(0.5)`.execute(database.db)
    clearInterval(ticking)
    assert.ok(ticks > 10, `${ticks} ticks in half a second`)
  })

  it('goes on with the next statement while this thread is busy', async () => {
    const first = sql`select pg_sleep(0.1)`.execute(database.db)
    const second = sql<{ at: Date }>`select clock_timestamp() as at`.execute(database.db)
    await setImmediate()
    const until = Date.now() + 400
    while (Date.now() < until);
    const [, { rows }] = await Promise.all([first, second])
    assert.ok(Number(rows[0]?.at) < until, 'the second statement waited for this thread')
  })

  it('gives values as they are, and errors with the code that callers look at', async () => {
    const at = new Date('2026-11-27T12:00:00Z')
    const { rows } = await sql`select ${at}::timestamptz as at, ${['a', 'b']}::text[] as texts, null as nothing`.execute(database.db)
    assert.deepEqual(rows, [{ at, texts: ['a', 'b'], nothing: null }])
    await sql`create table once (id int primary key)`.execute(database.db)
    await sql`insert into once values (1)`.execute(database.db)
    await assert.rejects(sql`insert into once values (1)`.execute(database.db), { code: '23505' })
  })

  it('keeps a transaction apart from everybody else, the job queue too, and takes back what threw', async () => {
    const { db, engine } = database
    assert.ok(engine.kind === 'pglite')
    await sql`create table kept (id int)`.execute(db)
    const seen: Promise<{ rows: unknown[] }>[] = []
    const failing = db.transaction().execute(async tx => {
      await sql`insert into kept values (1)`.execute(tx)
      seen.push(engine.pglite.query('select * from kept'), sql`select * from kept`.execute(db))
      await sleep(50)
      throw new Error('never mind')
    })
    await assert.rejects(failing, /never mind/)
    for (const one of seen) assert.deepEqual((await one).rows, [])
    await db.transaction().execute(tx => sql`insert into kept values (2)`.execute(tx))
    assert.deepEqual((await sql`select * from kept`.execute(db)).rows, [{ id: 2 }])
  })

  it('lets nobody fall into a block of statements that failed', async () => {
    const { db, engine } = database
    assert.ok(engine.kind === 'pglite')
    const failed = assert.rejects(engine.pglite.exec('begin; select 1 / 0; commit'), { code: '22012' })
    const next = sql`select 1 as one`.execute(db)
    await failed
    assert.deepEqual((await next).rows, [{ one: 1 }])
  })

  it('ends a transaction whose commit the database refuses, and goes on', async () => {
    const { db } = database
    await sql`create table deferred (id int primary key, same int references deferred deferrable initially deferred)`.execute(db)
    const refused = db.transaction().execute(tx => sql`insert into deferred values (1, 2)`.execute(tx))
    await assert.rejects(refused, { code: '23503' })
    await db.transaction().execute(tx => sql`insert into deferred values (2, 2)`.execute(tx))
    assert.deepEqual((await sql`select id from deferred`.execute(db)).rows, [{ id: 2 }])
  })
})
