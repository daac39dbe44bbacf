import { type Delivering, startDelivering } from '../../bot/delivery/deliver.ts'
import type { Messenger } from '../../services/ports.ts'
import type { TestApp } from './app.ts'

/** Loops of one suite: each ends with its test, whatever becomes of the test. */
export function useLoops() {
  const loops: Delivering[] = []
  afterEach(async () => {
    await Promise.all(loops.splice(0).map(loop => loop.stop()))
  })
  return (app: TestApp, connector: Messenger): Delivering => {
    const loop = startDelivering(app, connector)
    loops.push(loop)
    return loop
  }
}
