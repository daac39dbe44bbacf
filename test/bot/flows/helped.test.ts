import assert from 'node:assert/strict'
import { startFlow } from '../../../bot/flows/handlers.ts'
import { questionCounts } from '../../../services/questions.ts'
import { useDatabase } from '../../support/database.ts'
import { meetKees, type Story, textOf, toLastStep } from '../../support/guide-story.ts'

describe('"Did this help?"', () => {
  const database = useDatabase()
  let story: Story
  beforeEach(async () => {
    story = await meetKees(database().db)
  })
  const ask = async (step: string) => story.bring(await startFlow(await story.turn(), 'question', step))

  it('is asked under an answer, and yes is the end of it, counted once', async () => {
    await ask('why')
    assert.match(textOf(story.last()?.card), /Did this help\?/)
    const asked = story.last()
    await story.press('Yes, thanks')
    assert.equal(story.last()?.summary, 'That’s settled')
    await story.press('Yes, thanks', {}, asked)
    assert.deepEqual(await questionCounts(story.app.db), [{ topic: 'why_mfa', language: 'en', outcome: 'helped', count: 1 }])
  })

  it('leads to a human when nothing is left to say, with what it was about', async () => {
    await ask('why_me')
    await story.press('No, not yet')
    assert.deepEqual(story.titles().slice(-2), ['Then somebody should look at it with you', 'Talk to the helpdesk'])
    assert.deepEqual(story.button('Send').data, { topic: 'why_mfa' })
    assert.deepEqual(await questionCounts(story.app.db), [{ topic: 'why_mfa', language: 'en', outcome: 'not_helped', count: 1 }])
  })

  it('speaks Dutch', async () => {
    story = await meetKees(database().db, 'nl')
    await ask('travel_blocked')
    assert.match(textOf(story.last()?.card), /Heb je hier iets aan\?/)
    await story.press('Nee, nog niet')
    assert.equal(story.titles().at(-2), 'Dan kijkt er beter iemand met je mee')
  })

  it('is a side talk: the place in the guide is kept over it, also when the question is answered', async () => {
    await toLastStep(story)
    await ask('why')
    await story.press('Yes, thanks')
    await ask('travel')
    await story.press('Yes, thanks')
    await story.press('Go on')
    assert.equal(story.last()?.summary, 'Step 5 of 5: try it out')
  })
})
