import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { type AuditEntry, firstHash, record, verifyChain } from '../../services/audit.ts'
import { transaction } from '../../services/db/database.ts'
import { describeOnBoth } from '../support/database.ts'

const entry = (number: number): AuditEntry => ({
  at: new Date(Date.UTC(2026, 10, 24, 9, 0, 0, number)),
  actorId: `person-${number}`,
  action: 'case.claimed',
  subject: `case:${2000 + number}`,
  details: { revision: number, zebra: true, apple: { b: [1, null], a: 'ö' } },
})

describeOnBoth('audit', database => {
  const append = (number: number) => transaction(database().db, tx => record(tx, entry(number)))
  const tamper = async (statement: string) => {
    const { db } = database()
    await sql.raw('alter table audit disable trigger audit_append_only').execute(db)
    await sql.raw(statement).execute(db)
    await sql.raw('alter table audit enable trigger audit_append_only').execute(db)
  }

  it('starts a chain and carries it on', async () => {
    for (const number of [1, 2, 3]) await append(number)
    const rows = await database().db.selectFrom('audit').selectAll().orderBy('id').execute()
    assert.equal(rows[0]?.previous_hash, firstHash)
    assert.deepEqual(
      rows.slice(1).map(row => row.previous_hash),
      rows.slice(0, -1).map(row => row.hash),
    )
    assert.deepEqual(await verifyChain(database().db), { kind: 'whole', rows: 3, lastHash: rows[2]?.hash })
  })

  it('says so of an empty log', async () => {
    assert.deepEqual(await verifyChain(database().db), { kind: 'whole', rows: 0, lastHash: firstHash })
  })

  it('keeps one chain when many append at once', async () => {
    await Promise.all(Array.from({ length: 25 }, (_, number) => append(number)))
    const verdict = await verifyChain(database().db, 7)
    assert.equal(verdict.kind === 'whole' && verdict.rows, 25)
  })

  it('keeps nothing of a transaction that failed, and the chain stays whole', async () => {
    await append(1)
    const failing = transaction(database().db, async tx => {
      await record(tx, entry(2))
      throw new Error('on purpose')
    })
    await assert.rejects(failing, /on purpose/)
    await append(3)
    const verdict = await verifyChain(database().db)
    assert.equal(verdict.kind === 'whole' && verdict.rows, 2)
  })

  it('refuses to change or delete a row', async () => {
    await append(1)
    await assert.rejects(sql`update audit set actor_id = 'somebody-else'`.execute(database().db), /append-only/)
    await assert.rejects(sql`delete from audit`.execute(database().db), /append-only/)
  })

  const frauds: [string, string][] = [
    ['another actor', `update audit set actor_id = 'innocent' where subject = 'case:2002'`],
    ['another time', `update audit set at = at + interval '1 second' where subject = 'case:2002'`],
    ['other details', `update audit set details = '{}' where subject = 'case:2002'`],
    ['a row that went missing', `delete from audit where subject = 'case:2002'`],
  ]
  for (const [name, statement] of frauds) {
    it(`notices ${name}`, async () => {
      for (const number of [1, 2, 3]) await append(number)
      await tamper(statement)
      const verdict = await verifyChain(database().db)
      const suspect = await database()
        .db.selectFrom('audit')
        .select('id')
        .where('subject', '<>', 'case:2001')
        .orderBy('id')
        .executeTakeFirst()
      assert.deepEqual(verdict, { kind: 'broken', id: suspect?.id })
    })
  }
})
