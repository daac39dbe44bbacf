import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Db } from '../../services/db/database.ts'
import { findList, importList, pageOfLists, pageOfMisses } from '../../services/lists.ts'
import { describeOnBoth, useDatabase } from '../support/database.ts'
import { addPerson, now } from '../support/rollout.ts'

const by = { name: 'Warehouse', actorId: 'admin', now }

/** The bytes as a socket gives them: in pieces that end anywhere. */
async function* inPieces(bytes: Buffer, size = 7): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const bytesOf = (text: string) => inPieces(Buffer.from(text))

async function imported(db: Db, bytes: AsyncIterable<Uint8Array>) {
  const result = await importList(db, by, bytes)
  assert.ok(result.kind === 'imported', JSON.stringify(result))
  const members = await db.selectFrom('list_members').select('person_id').where('list_id', '=', result.list.id).execute()
  const misses = await pageOfMisses(db, result.list.id, 1000)
  assert.equal(result.list.rows, result.list.matched + misses.length, 'every line is matched or reported')
  assert.equal(result.list.matched, members.length)
  return { ...result, misses, members: members.map(row => row.person_id).sort() }
}

describeOnBoth('uploaded lists', database => {
  let db: Db
  beforeEach(async () => {
    db = database().db
    await addPerson(db, 'ann', { upn: 'Ann@Example.test', mail: 'ann.de.wit@example.test' })
    await addPerson(db, 'bob')
    await addPerson(db, 'cas', { mail: 'team@example.test' })
    await addPerson(db, 'dirk', { mail: 'team@example.test' })
    await addPerson(db, 'eve', { guest: true, excluded: 'guest', mail: 'eve@elsewhere.test' })
    await addPerson(db, 'finn', { left_at: now, excluded: 'left' })
    await addPerson(db, 'kiosk', { excluded: 'service' })
  })

  const files: [what: string, file: Buffer][] = [
    [
      'a heading, commas, lines as Windows ends them',
      Buffer.from('Name,UserPrincipalName\r\n"Wit, Ann",ANN@example.test\r\nBob,bob@example.test\r\n'),
    ],
    [
      'semicolons as Dutch Excel writes them, with a mark',
      Buffer.from('\ufeffNaam;E-mailadres\nWit, Ann;ann.de.wit@example.test\nBob;bob@example.test'),
    ],
    ['the line sep=;', Buffer.from('sep=;\r\nupn;x\r\nann@example.test;1\r\nbob@example.test;2\r\n')],
    [
      'tabs in UTF-16, as Excel writes Unicode text',
      Buffer.from('\ufeffNaam\tEMAIL\r\nJosé\tann@example.test\r\nBob\tbob@example.test\r\n', 'utf16le'),
    ],
    ['one column without a heading', Buffer.from('ann@example.test\n\n  bob@example.test  \n\n')],
    ['quotes around everything, two columns to choose from', Buffer.from('"Mail","UPN"\n"","ann@example.test"\n"bob@example.test",""\n')],
  ]
  for (const [what, file] of files) {
    it(`reads ${what}`, async () => {
      const list = await imported(db, inPieces(file))
      assert.deepEqual(list.members, ['ann', 'bob'])
      assert.deepEqual(list.misses, [])
    })
  }

  it('reports every line that did not match, with its number and why', async () => {
    const lines = ['mail', 'ann@example.test', 'nobody@example.test', '', 'team@example.test', 'eve@elsewhere.test']
    const more = ['finn@example.test', 'ann.de.wit@example.test', 'Kees', 'kiosk@example.test']
    const list = await imported(db, bytesOf([...lines, ...more].join('\n')))
    assert.deepEqual(list.members, ['ann', 'kiosk'])
    assert.deepEqual(list.misses, [
      { line: 3, value: 'nobody@example.test', why: 'unknown' },
      { line: 5, value: 'team@example.test', why: 'ambiguous' },
      { line: 6, value: 'eve@elsewhere.test', why: 'guest' },
      { line: 7, value: 'finn@example.test', why: 'left' },
      { line: 8, value: 'ann.de.wit@example.test', why: 'duplicate' },
      { line: 9, value: 'Kees', why: 'no_address' },
    ])
    const { rows } = await sql<{
      actor_id: string
      details: unknown
    }>`select actor_id, details from audit where action = 'list.imported'`.execute(db)
    const misses = { unknown: 1, ambiguous: 1, guest: 1, left: 1, duplicate: 1, no_address: 1 }
    assert.deepEqual(rows, [{ actor_id: 'admin', details: { rows: 8, matched: 2, misses } }])
  })

  it('keeps nothing of a file that makes no sense, and says where', async () => {
    const cases: [file: string, expected: object][] = [
      ['', { why: 'empty', line: 1 }],
      ['upn\n\n\n', { why: 'empty', line: 1 }],
      ['name,place\nAnn,Utrecht\n', { why: 'no_address_column', line: 1 }],
      [`upn\nann@example.test\n"bob@example.test\n${'x@example.test\n'.repeat(10)}`, { why: 'broken', line: 13 }],
    ]
    for (const [file, expected] of cases) assert.deepEqual(await importList(db, by, bytesOf(file)), { kind: 'refused', ...expected })
    assert.deepEqual(await pageOfLists(db, 10), [])
    assert.deepEqual(await db.selectFrom('list_members').selectAll().execute(), [])
  })

  it('refuses a file without lines at once, however long it is', async () => {
    let given = 0
    async function* endless() {
      for (; given < 1000; given += 1) yield Buffer.alloc(64 * 1024, 'a')
    }
    const started = performance.now()
    assert.deepEqual(await importList(db, by, endless()), { kind: 'refused', why: 'broken', line: 1 })
    assert.ok(given < 20, `read ${given} pieces`)
    assert.ok(performance.now() - started < 5000)
  })

  it('a list whose upload breaks off is never seen', async () => {
    async function* broken() {
      yield Buffer.from(`upn\n${'bob@example.test\n'.repeat(3000)}`)
      throw new Error('the connection broke')
    }
    await assert.rejects(importList(db, by, broken()), /the connection broke/)
    assert.deepEqual(await db.selectFrom('lists').select('id').execute(), [])
  })

  it('a list is found when it is whole', async () => {
    const { list } = await imported(db, bytesOf('upn\nbob@example.test'))
    assert.equal((await findList(db, list.id))?.matched, 1)
    await db.updateTable('lists').set({ finished_at: null }).where('id', '=', list.id).execute()
    assert.equal(await findList(db, list.id), undefined)
  })
})

describe('uploaded lists of any size', () => {
  const database = useDatabase()
  for (const count of [500, 1_000, 5_000, 100_000]) {
    it(`${count} rows`, async function () {
      this.timeout(60_000)
      const { db } = database()
      await sql`insert into people (id, upn, name, mail, synced_at)
        select 'p' || n, 'p' || n || '@example.test', 'P', 'mail' || n || '@example.test', ${now} from generate_series(1, ${count}::int) n`.execute(
        db,
      )
      async function* file() {
        yield Buffer.from('UPN;Naam\r\n')
        for (let n = 1; n <= count - 2; n += 1) yield Buffer.from(`${n % 2 ? `P${n}` : `mail${n}`}@example.test;Wie dan ook\r\n`)
        yield Buffer.from('nobody@example.test;x\r\np1@example.test;x\r\n')
      }
      const started = performance.now()
      const result = await importList(db, by, file())
      const seconds = (performance.now() - started) / 1000
      assert.ok(result.kind === 'imported')
      assert.deepEqual([result.list.rows, result.list.matched], [count, count - 2])
      assert.deepEqual(await pageOfMisses(db, result.list.id, 10), [
        { line: count, value: 'nobody@example.test', why: 'unknown' },
        { line: count + 1, value: 'p1@example.test', why: 'duplicate' },
      ])
      assert.ok(seconds < 20, `${seconds} s`)
    })
  }
})
