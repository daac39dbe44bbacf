/**
 * On a busy morning the ways to the database are what a turn costs. Calls that come while the database answers earlier ones wait and
 * are asked together, in one statement; a call that comes alone is asked at once.
 */
import { setImmediate } from 'node:timers/promises'
import { type Db, type DbOrTx, outsideTransactions, refuseInsideTransaction } from './database.ts'

/** More than one, so that a statement that waits for somebody's row does not hold everybody up. */
const mostAtOnce = 2

interface Call<K, V> {
  key: K
  resolve(value: V): void
  reject(error: unknown): void
}

/** `ask` gets the keys of several calls and gives their values in the same order. Inside a transaction every call is asked alone. */
export function together<K, V>(ask: (db: DbOrTx, keys: K[]) => Promise<V[]>): (db: DbOrTx, key: K) => Promise<V> {
  const queues = new WeakMap<Db, { waiting: Call<K, V>[]; asking: number }>()

  async function drain(db: Db, queue: { waiting: Call<K, V>[]; asking: number }): Promise<void> {
    queue.asking += 1
    while (queue.waiting.length > 0) {
      // The requests that have arrived come first.
      await setImmediate()
      const calls = queue.waiting.splice(0)
      try {
        const keys = calls.map(call => call.key)
        const values = await ask(db, keys)
        for (const [index, call] of calls.entries()) call.resolve(values[index] as V)
      } catch (error) {
        for (const call of calls) call.reject(error)
      }
    }
    queue.asking -= 1
  }

  return async (db, key) => {
    if (db.isTransaction) return (await ask(db, [key]))[0] as V
    refuseInsideTransaction()
    const queue = queues.get(db) ?? { waiting: [], asking: 0 }
    queues.set(db, queue)
    const answer = new Promise<V>((resolve, reject) => queue.waiting.push({ key, resolve, reject }))
    if (queue.asking < mostAtOnce) outsideTransactions(() => void drain(db, queue))
    return answer
  }
}
