import assert from 'node:assert/strict'
import { sweepCases } from '../../../bot/cases/sweep.ts'
import { postCase } from '../../../bot/tasks/post-case.ts'
import { type CaseStage, caseStage, channel, chat, read } from '../../support/case-stage.ts'
import { describeOnBoth } from '../../support/database.ts'

describeOnBoth('a case when something is in the way', database => {
  let stage: CaseStage

  beforeEach(async () => {
    stage = await caseStage(database().db)
  })

  describe('when Teams does not take it', () => {
    it('posts the case later, once, when the channel was busy', async () => {
      stage.app.messenger.refusals.set(channel, { kind: 'throttled', retryAfterMs: 1000, code: 'Throttled' })
      await stage.press('kees', 'help.send', { sentence: '' }, 'form')
      await assert.rejects(stage.work(), /throttled/)
      stage.app.messenger.refusals.clear()
      stage.later(6)
      await sweepCases(stage.app, stage.app.clock.now())
      await stage.work()
      await postCase(stage.app).run({ caseId: 2001 } as never)
      assert.equal(stage.app.messenger.sent.filter(one => one.kind === 'send' && one.to.conversationId === channel).length, 1)
    })

    it('posts a new card when somebody deleted the old one', async () => {
      await stage.ask()
      const update = stage.app.messenger.update
      stage.app.messenger.update = async (to, id, message) =>
        to.conversationId === channel ? { kind: 'message_gone', code: 'ActivityNotFoundInConversation' } : update(to, id, message)
      await stage.act('fatima', 'case.claim')
      assert.equal(stage.app.messenger.shown(channel).length, 2)
      assert.match(read(stage.inChannel()?.card), /Fatima Yilmaz has it/)
    })

    it('tells the agent when an answer cannot reach the person', async () => {
      await stage.ask()
      stage.app.messenger.refusals.set(chat, { kind: 'blocked', code: 'ConversationBlockedByUser' })
      await stage.act('fatima', 'case.answer', { answer: 'Druk op Vorige' })
      assert.match(read(stage.inChannel()?.card), /did not reach Kees de Wit: the bot is blocked there/)
    })

    it('lets two workers post one case once', async () => {
      await stage.press('kees', 'help.send', { sentence: '' }, 'form')
      const both = await Promise.allSettled([
        postCase(stage.app).run({ caseId: 2001 } as never),
        postCase(stage.app).run({ caseId: 2001 } as never),
      ])
      assert.ok(both.some(one => one.status === 'fulfilled'))
      assert.equal(stage.app.messenger.sent.filter(one => one.kind === 'send').length, 1)
    })
  })

  it('tells the person once that it takes longer, and counts the minutes in the channel at most every 15', async () => {
    await stage.ask()
    const sweepAt = async (minutes: number) => {
      stage.app.messenger.clear()
      stage.later(minutes)
      await sweepCases(stage.app, stage.app.clock.now())
      await stage.work()
      return stage.app.messenger.sent
    }
    assert.deepEqual(await sweepAt(59), [])
    const first = await sweepAt(61)
    assert.deepEqual(first.map(one => [one.kind, one.to.conversationId]).sort(), [
      ['send', chat],
      ['update', channel],
      ['update', chat],
    ])
    assert.match(read(first.find(one => one.kind === 'send')?.message.card), /duurt langer dan we zeiden/)
    assert.match(read(first.find(one => one.to.conversationId === channel)?.message.card), /Waiting 61 min/)
    assert.deepEqual(await sweepAt(70), [])
    assert.deepEqual(
      (await sweepAt(76)).map(one => one.to.conversationId),
      [channel],
    )
    assert.deepEqual(await sweepAt(12 * 60), [], 'at night nobody reads the minutes')
  })
})
