import assert from 'node:assert/strict'
import { leads } from '../../../bot/coach/topics.ts'
import { type AnswerStep, type Flow, stepOf } from '../../../bot/flows/flow.ts'
import { startFlow } from '../../../bot/flows/handlers.ts'
import { guide } from '../../../bot/flows/index.ts'
import { expand } from '../../../services/expansion.ts'
import type { MethodKind } from '../../../services/ports.ts'
import { judge, saveRegistration } from '../../../services/registrations.ts'
import { type TopicId, topicIds } from '../../../services/topics.ts'
import { useDatabase } from '../../support/database.ts'
import { meetKees, type Story, start, textOf, toLastStep } from '../../support/guide-story.ts'
import { addAnnouncement } from '../../support/rollout.ts'

const answersOf = (flow: Flow) => Object.entries(flow.steps).filter((entry): entry is [string, AnswerStep] => entry[1].kind === 'answer')

/** The remedies from a step on; ends with a repeated one where they go round. */
function chainFrom(flow: Flow, first: string): string[] {
  const chain = [first]
  for (;;) {
    const step = stepOf(flow, chain.at(-1) ?? '')
    const next = step?.kind === 'answer' ? step.helps?.otherwise : undefined
    if (!next) return chain
    if (chain.includes(next)) return [...chain, next]
    chain.push(next)
  }
}

describe('situations', () => {
  const database = useDatabase()
  const question = guide.flows.question

  it('lead to a place that exists, or to an answer of their own', () => {
    for (const topic of topicIds) {
      const lead = leads[topic]
      if (typeof lead === 'function') continue
      const flow = guide.flows[lead.flow]
      assert.ok(stepOf(flow, lead.step ?? flow.first), topic)
    }
  })

  it('lead nobody back to the list of questions', () => {
    for (const topic of topicIds) {
      const lead = leads[topic]
      const step = typeof lead === 'function' ? null : stepOf(guide.flows[lead.flow], lead.step ?? guide.flows[lead.flow].first)
      assert.ok(!step || !Object.values(question.steps).includes(step) || step.kind === 'answer', topic)
    }
  })

  it('lead nobody to the step that removes something, around the look before it', () => {
    for (const topic of topicIds) {
      const lead = leads[topic]
      const step = typeof lead === 'function' ? undefined : stepOf(guide.flows[lead.flow], lead.step ?? guide.flows[lead.flow].first)
      assert.ok(!(step?.kind === 'do' && step.removes), topic)
    }
  })

  it('that lead to an answer lead to one about themselves', () => {
    for (const topic of topicIds) {
      const lead = leads[topic]
      const step = typeof lead === 'function' || !lead.step ? undefined : stepOf(guide.flows[lead.flow], lead.step)
      if (step?.kind === 'answer' && step.helps) assert.equal(step.helps.topic, topic)
    }
  })

  it('can all be reached by button', () => {
    const chosen = Object.values(question.steps).flatMap(step => (step.kind === 'choice' ? Object.values(step.choices) : []))
    const topics = chosen.flatMap(({ to }) => (typeof to === 'object' && 'topic' in to ? to.topic : []))
    // "Helpdesk" and "How do I stand?" have buttons of their own; hello, thank you and something else need none.
    const elsewhere: TopicId[] = ['helpdesk_human', 'status', 'smalltalk', 'other']
    assert.deepEqual([...topics, ...elsewhere].sort(), [...topicIds].sort())
  })

  it('have remedies about the same thing, none twice', () => {
    for (const flow of Object.values(guide.flows)) {
      for (const [id, step] of answersOf(flow).filter(([, { helps }]) => helps)) {
        const chain = chainFrom(flow, id)
        assert.equal(new Set(chain).size, chain.length, `${flow.id}: ${chain.join(' → ')} goes round`)
        for (const one of chain) assert.equal((stepOf(flow, one) as AnswerStep).helps?.topic, step.helps?.topic, one)
      }
    }
  })

  it('never lead on to the card that is there already', () => {
    for (const flow of Object.values(guide.flows)) {
      for (const [id, { to }] of answersOf(flow)) {
        const lead = typeof to === 'object' && 'topic' in to ? leads[to.topic] : to
        const there = typeof lead === 'object' && ('flow' in lead ? lead : { flow: flow.id, ...lead })
        assert.notDeepEqual(there, { flow: flow.id, step: id })
      }
    }
  })

  const choose = async (story: Story, group: string, choice: TopicId) => {
    await story.bring(await startFlow(await story.turn(), 'question'))
    await story.press(group)
    await story.press('Show me', { choice })
  }

  it('that have an answer of their own get it below, and the questions stay', async () => {
    const story = await meetKees(database().db)
    await choose(story, 'Why, when, and is it real?', 'is_it_genuine')
    assert.deepEqual(story.titles(), ['What would you like to know?', 'I have not sent you any announcement'])
  })

  it('that lead to a flow lead there in the same message', async () => {
    const story = await meetKees(database().db)
    await choose(story, 'Something about my phone', 'new_phone')
    assert.deepEqual(story.titles(), ['A new phone: does the old one still work?'])
    await story.press('Back')
    assert.equal(story.last()?.summary, 'About your phone')
  })

  it('leave the place in the guide one button away', async () => {
    const story = await meetKees(database().db)
    await toLastStep(story)
    await story.bring(await startFlow(await story.turn(), 'question'))
    await story.press('Back')
    assert.equal(story.last()?.summary, 'Step 5 of 5: try it out')
  })

  it('offer only what the policy allows', async () => {
    const { db } = database()
    const story = await meetKees(db)
    await db
      .insertInto('sync_state')
      .values({ name: 'methods_policy', value: JSON.stringify({ allowed: ['authenticator'] }), changed_at: start })
      .execute()
    await choose(story, 'Why, when, and is it real?', 'remember_device')
    await story.press('No, not yet')
    assert.doesNotMatch(textOf(story.last()?.card), /passkey|Windows Hello/)
    assert.doesNotMatch(JSON.stringify(story.last()?.card.actions), /passkey/)
  })
})

/** Kees got the message of the day on which it starts. */
async function announce({ app: { db } }: Story, deadline: Date): Promise<void> {
  const audience = { kind: 'person', personId: 'kees', name: 'Kees' } as const
  const announcement = await addAnnouncement(db, { kind: 'day_zero', audience, deadline_at: deadline })
  await expand(db, { announcement, languageOf: () => 'en', now: start })
}

describe('somebody who is too late and has nothing to sign in with', () => {
  const database = useDatabase()
  const tell = async (topic: TopicId, kinds: 'phone'[] = []) => {
    const story = await meetKees(database().db)
    const { db } = story.app
    await announce(story, new Date(start.getTime() - 60_000))
    await saveRegistration(db, 'kees', {
      done: false,
      endsSoon: kinds.length > 0,
      kinds,
      lasting: 0,
      strong: 0,
      methods: kinds.length,
      source: 'live',
      at: start,
    })
    await story.bring(await startFlow(await story.turn(), 'question', 'wrong'))
    await story.press('Show me', { choice: topic })
    return story.last()?.summary
  }

  it('hears how to get in, whatever they think the cause is', async () => {
    assert.equal(await tell('no_notification'), 'You can’t get in. We go through it together')
  })
  it('hears about the app where they are setting it up', async () => {
    assert.equal(await tell('qr_code_fails'), 'Get a fresh QR code')
  })
  it('hears about the text message who has a phone number', async () => {
    assert.equal(await tell('sms_voice_not_received', ['phone']), 'The code may arrive in another place')
  })
})

describe('when does it start for me', () => {
  const database = useDatabase()
  const answer = async (topic: TopicId, language: 'en' | 'nl' = 'en', deadline: Date | null = null, kinds: MethodKind[] = []) => {
    const story = await meetKees(database().db, language)
    const verdict = judge(kinds, { allowed: kinds }, false)
    await saveRegistration(story.app.db, 'kees', { ...verdict, source: 'live', at: start })
    if (deadline) await announce(story, deadline)
    const lead = leads[topic]
    assert.ok(typeof lead === 'function')
    await story.bring(await lead(await story.turn(), ''))
    return story.last()
  }

  it('is said to somebody who is in no wave', async () => {
    const said = await answer('when_deadline')
    assert.equal(said?.summary, 'There is no date for you yet')
    assert.match(textOf(said?.card), /you hear it before it starts/)
  })
  it('is said in Dutch too', async () => assert.equal((await answer('when_deadline', 'nl'))?.summary, 'Voor jou is er nog geen datum'))

  it('has a date of its own for who signs in with a phone number', async () => {
    const said = await answer('when_deadline', 'en', null, ['phone'])
    assert.equal(said?.summary, 'There is no date for you yet')
    assert.match(textOf(said?.card), /a phone number\. That ends on 1 February 2027, whatever your date is/)
  })

  it('is the date of the person’s own announcement', async () => {
    const said = await answer('when_deadline', 'en', new Date('2026-12-01T09:00:00Z'))
    assert.equal(said?.summary, 'For you it starts on Tuesday 1 December, 10:00')
  })
  it('is told when it has begun', async () => {
    const said = await answer('when_deadline', 'nl', new Date('2026-11-23T09:00:00Z'))
    assert.equal(said?.summary, 'Het is begonnen op maandag 23 november, 10.00 uur')
  })

  it('has nothing to do with hello and thank you, which get what the bot is for', async () => {
    const said = await answer('smalltalk')
    assert.equal(said?.summary, 'I am here when you need me')
    assert.deepEqual(
      said?.card.actions?.map(action => action.title),
      ['I have a question', 'Set it up', 'How do I stand?', 'Helpdesk'],
    )
  })
})
