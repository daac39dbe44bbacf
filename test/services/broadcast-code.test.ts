import assert from 'node:assert/strict'
import { codeWords, newCode } from '../../services/broadcast-code.ts'
import { useDatabase } from '../support/database.ts'
import { addAnnouncement } from '../support/rollout.ts'

describe('the two words of a broadcast', () => {
  const database = useDatabase()

  it('are short, plain, and never digits', () => {
    assert.ok(codeWords.length >= 150, `${codeWords.length} words`)
    assert.equal(new Set(codeWords).size, codeWords.length)
    assert.deepEqual(
      codeWords.filter(word => !/^[a-z]{3,10}$/.test(word)),
      [],
    )
  })

  it('are two different ones that no announcement has', async () => {
    const { db } = database()
    const first = await newCode(db)
    assert.match(first, /^([a-z]+) (?!\1$)[a-z]+$/)
    await addAnnouncement(db, { code: first })
    await assert.rejects(addAnnouncement(db, { code: first }), /announcements_code/)
    const more = await Promise.all(Array.from({ length: 30 }, () => newCode(db)))
    assert.ok(!more.includes(first))
  })
})
