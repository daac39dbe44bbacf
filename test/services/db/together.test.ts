import assert from 'node:assert/strict'
import { type DbOrTx, transaction } from '../../../services/db/database.ts'
import { together } from '../../../services/db/together.ts'
import { describeOnBoth } from '../../support/database.ts'

describeOnBoth('calls asked together', database => {
  const asked: number[][] = []
  const double = together(async (db: DbOrTx, numbers: number[]) => {
    asked.push(numbers)
    await db.selectFrom('people').select('id').execute()
    if (numbers.includes(13)) throw new Error('thirteen')
    return numbers.map(number => number * 2)
  })
  beforeEach(() => asked.splice(0))

  it('many at once become a few statements, and each gets its own answer', async () => {
    const { db } = database()
    const answers = await Promise.all(Array.from({ length: 12 }, (_, number) => double(db, number)))
    assert.deepEqual(
      answers,
      Array.from({ length: 12 }, (_, number) => number * 2),
    )
    assert.ok(asked.length <= 3, `${asked.length} statements`)
  })

  it('what goes wrong is told to everybody who asked in that statement, and later calls go on', async () => {
    const { db } = database()
    await assert.rejects(double(db, 13), /thirteen/)
    assert.equal(await double(db, 4), 8)
  })

  it('inside a transaction it is asked through the transaction alone; the plain database is refused there', async () => {
    const { db } = database()
    await transaction(db, async tx => {
      assert.equal(await double(tx, 5), 10)
      await assert.rejects(double(db, 6), /inside a transaction/)
    })
  })
})
