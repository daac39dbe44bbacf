import assert from 'node:assert/strict'
import { announceBoardCard, type Board } from '../../cards/announce-board.ts'
import { speak } from '../../cards/texts/translate.ts'

const at = new Date('2026-11-20T09:00:00Z')
const board = (change: Board['change'], again: number): string =>
  JSON.stringify(
    announceBoardCard(speak('en', 'Europe/Amsterdam'), {
      announcementId: '0e8f7a52-6c1d-4b39-9a04-7d5e2c3b1f60',
      state: 'finished',
      what: 'you sign in with your password and one extra check',
      code: null,
      deadline: at,
      sendAt: null,
      approvedBy: null,
      canary: null,
      because: null,
      change,
      correctionAsked: false,
      targeted: 60,
      delivered: 58,
      waiting: 0,
      cancelled: 0,
      uncertain: 0,
      again,
      excluded: [],
      unreachable: [{ reason: 'policy_blocked', count: 2 }],
      at,
    }).card,
  )

describe('the board of an announcement', () => {
  it('offers to send again to who was not reached, as many as can get it', () => {
    const done = 58
    for (const change of [null, { kind: 'corrected', at, done } as const]) {
      assert.match(board(change, 1), /Send again to 1 person/)
      assert.match(board(change, 1), /Then send again\./)
    }
    for (const kind of ['withdrawn', 'deleted'] as const) {
      assert.doesNotMatch(board({ kind, at, done }, 0), /end again/)
      assert.match(board({ kind, at, done }, 0), /Their e-mail addresses/)
    }
  })
})
