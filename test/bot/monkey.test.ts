import assert from 'node:assert/strict'
import { useDatabase } from '../support/database.ts'
import { Monkey } from '../support/monkey.ts'
import { faultsOf, words } from '../support/monkey-rules.ts'

const seeds = [4, 11, 36, 57, 85, 91]
const steps = 60

describe('whatever somebody presses and types, in any order', () => {
  const database = useDatabase()
  for (const seed of seeds) {
    it(`leads on, and never to the same card twice in a row (seed ${seed})`, async () => {
      const monkey = new Monkey(database().db, seed, words)
      await monkey.meet()
      for (let step = 1; step <= steps; step++) {
        const faults = await faultsOf(monkey, await monkey.step())
        assert.deepEqual(faults, [], `seed ${seed}, step ${step}:\n${monkey.did.join('\n')}`)
      }
    })
  }
})
