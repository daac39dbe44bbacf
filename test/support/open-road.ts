/** No limit: for measuring how fast the loop itself is. Production has no such setting. */
import type { Speed } from '../../bot/delivery/deliver.ts'

export const openRoad = (): Speed => ({
  block: 200,
  slots: {
    free: async () => true,
    async *take(threads) {
      for (const index of threads.keys()) yield { index, answered: () => undefined }
    },
    hold: async () => undefined,
  },
})
