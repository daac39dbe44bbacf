import assert from 'node:assert/strict'
import type { Answer, Turn } from '../../../bot/answer.ts'
import { caseActions } from '../../../bot/cases/agent.ts'
import { helpActions, openHelp, replyToCase } from '../../../bot/cases/employee.ts'
import { sweepCases } from '../../../bot/cases/sweep.ts'
import { sayTo } from '../../../bot/say.ts'
import { postCase } from '../../../bot/tasks/post-case.ts'
import { tellCaseEvent } from '../../../bot/tasks/tell-case-event.ts'
import { type Pressed, parseAction, type Verb } from '../../../cards/actions.ts'
import type { Card } from '../../../cards/card.ts'
import { caseReady } from '../../../services/case-steps.ts'
import { eventsOf, findCase } from '../../../services/cases.ts'
import { reached, saveChannel } from '../../../services/conversations.ts'
import { transaction } from '../../../services/db/database.ts'
import { seePerson } from '../../../services/people.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { describeOnBoth } from '../../support/database.ts'

const start = new Date('2026-11-24T09:00:00Z')
const channel = '19:helpdesk@thread.tacv2'
const chat = 'chat-kees'
const serviceUrl = 'https://smba.example.test/'

/** The texts and the buttons of a card, the way a reader meets them. */
const read = (card: unknown) => JSON.stringify((card as Card).body)
const buttons = (card: unknown) => ((card as Card).actions ?? []).map(action => String(action.title))

describeOnBoth('a case, from the question to the thumb', database => {
  let app: TestApp

  beforeEach(async () => {
    app = testApp(database().db, start)
    for (const [id, name, locale] of [
      ['kees', 'Kees de Wit', 'nl-NL'],
      ['fatima', 'Fatima Yilmaz', 'en-GB'],
      ['joris', 'Joris Bos', 'en-GB'],
    ] as const) {
      await seePerson(app.db, { id, name, locale, timeZone: 'Europe/Amsterdam', platform: 'Windows' }, start)
    }
    await reached(app.db, { id: 'kees', conversationId: chat, serviceUrl, teamsUserId: '29:kees' }, start)
    await saveChannel(app.db, 'helpdesk', { conversationId: channel, serviceUrl }, start)
  })

  const work = () => app.jobs.run([postCase(app), tellCaseEvent(app)])
  const later = (minutes: number) => app.setTime(new Date(start.getTime() + minutes * 60_000))

  async function turnOf(personId: string): Promise<Turn> {
    const person = await app.db.selectFrom('people').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()
    const where = personId === 'kees' ? ('personal' as const) : ('channel' as const)
    const conversationId = where === 'personal' ? chat : channel
    const channelId = where === 'personal' ? null : channel
    const sender = { personId, teamsUserId: `29:${personId}`, name: person.name, locale: null, timeZone: null, platform: null }
    return {
      app,
      person,
      say: sayTo(app, person),
      sender: { ...sender, conversationId, channelId, serviceUrl, where },
      now: app.clock.now(),
    }
  }

  /** Presses a button the way it arrives: verb and payload go through the same parser as everything from Teams. */
  async function press(personId: string, verb: Verb, data: object, activityId: string | null = 'm1'): Promise<Answer> {
    const pressed = parseAction(verb, data) as Pressed
    assert.ok(pressed, `${verb} was refused`)
    const handler = { ...helpActions, ...caseActions }[verb] as (turn: Turn, data: unknown, activityId: string | null) => Promise<Answer>
    return handler(await turnOf(personId), pressed.data, activityId)
  }

  const ask = async (more: object = {}) => {
    const asked = await press('kees', 'help.send', { sentence: 'de QR-code is verlopen', ...more }, 'form')
    await work()
    return asked
  }
  const revision = async () => (await findCase(app.db, 2001))?.revision ?? 0
  const act = async (personId: string, verb: Verb, more: object = {}) => {
    const answer = await press(personId, verb, { caseId: 2001, revision: await revision(), ...more }, 'm1')
    await work()
    return answer
  }
  const inChannel = () => app.messenger.shown(channel).at(-1)
  const inChat = () => app.messenger.shown(chat)
  const inThread = () => app.messenger.shown(`${channel};messageid=m1`)

  it('shows what will be shared before anything is sent', async () => {
    const { send } = await openHelp(await turnOf('kees'), 'passkey')
    const card = send?.[0]?.message.card
    assert.match(read(card), /Kees de Wit/)
    assert.match(read(card), /Typ hier nooit een wachtwoord/)
    assert.deepEqual(buttons(card), ['Versturen', 'Niet nu'])
    assert.equal(app.jobs.queued.length, 0)
  })

  it('goes all the way: open, post, claim, answer, told, reply, resolve, thumb', async () => {
    const asked = await ask({ callMe: 'morning' })
    assert.match(read(asked.replace?.card), /#2001/)
    assert.match(read(asked.replace?.card), /11\.00 uur/)
    assert.match(read(asked.replace?.card), /030 123 45 67/)
    assert.match(read(inChannel()?.card), /de QR-code is verlopen/)
    assert.match(read(inChannel()?.card), /IDENTITY NOT CHECKED/)
    assert.match(read(inChannel()?.card), /a call in the morning/)
    assert.deepEqual(buttons(inChannel()?.card), ['Take it', 'Answer', 'Close case'])

    const claimed = await act('fatima', 'case.claim')
    assert.match(read(claimed.replace?.card), /Fatima Yilmaz has it/)
    assert.match(read(inChannel()?.card), /Fatima Yilmaz has it/)
    assert.match(read(app.messenger.sent.findLast(one => one.activityId === 'form')?.message.card), /Fatima Yilmaz heeft je vraag/)

    await act('fatima', 'case.answer', { answer: 'Druk op Vorige, dan komt er een nieuwe.' })
    const told = inChat().at(-1)
    assert.equal(told?.alert, true)
    assert.match(told?.summary ?? '', /Fatima Yilmaz.*Druk op Vorige/)
    assert.match(read(told?.card), /Druk op Vorige/)
    assert.match(read(inChat().at(0)?.card), /gaat verder in een nieuwer bericht/)

    await press('kees', 'help.reply', { caseId: 2001, reply: 'dank, bijna' }, 'm2')
    await work()
    assert.match(read(inThread().at(-1)?.card), /Kees de Wit writes back.*dank, bijna/s)
    assert.match(read(inChannel()?.card), /dank, bijna/)

    await act('fatima', 'case.resolve', { answer: 'Mooi zo' })
    const closed = inChat().at(-1)
    assert.match(read(closed?.card), /#2001 is gesloten.*Mooi zo/s)
    assert.deepEqual(buttons(closed?.card).slice(0, 2), ['👍 Ja', '👎 Nee'])
    const thanks = await press('kees', 'help.rate', { caseId: 2001, thumb: 'up' }, 'm4')
    await work()
    assert.match(read(thanks.replace?.card), /Dank je wel/)
    assert.match(read(inChannel()?.card), /👍 Kees de Wit was helped well/)
    assert.equal(app.messenger.shown(channel).length, 1, 'the channel has one card per case')
  })

  it('tells the second of two agents who was first, and keeps what the second one typed', async () => {
    await ask()
    const [first, second] = await Promise.all([
      press('fatima', 'case.claim', { caseId: 2001, revision: 1 }),
      press('joris', 'case.claim', { caseId: 2001, revision: 1, answer: 'Hoi Kees' }),
    ])
    assert.doesNotMatch(read(first.replace?.card), /was first/)
    assert.match(read(second.replace?.card), /Fatima Yilmaz was first.*Hoi Kees/s)
  })

  it('keeps an answer in the field when the person wrote meanwhile', async () => {
    await ask()
    await press('kees', 'help.reply', { caseId: 2001, reply: 'het lukt al' })
    const refused = await press('fatima', 'case.answer', { caseId: 2001, revision: 1, answer: 'Start opnieuw op' })
    assert.match(read(refused.replace?.card), /nothing was done yet.*het lukt al.*Start opnieuw op/s)
  })

  describe('secrets', () => {
    const secrets = ['mijn code is 482913', 'wachtwoord: Zomer2026!', 'bel me op 06 12345678']
    for (const secret of secrets) {
      it(`keeps no trace of "${secret}" in a question, a reply or the last words`, async () => {
        const refused = await press('kees', 'help.send', { sentence: secret, callMe: 'soon' }, 'form')
        assert.match(read(refused.replace?.card), /weggegooid/)
        assert.match(read(refused.replace?.card), /"value":"soon"/)
        assert.equal(app.jobs.queued.length, 0)
        await ask()
        for (const verb of ['help.reply', 'help.solved'] as const) {
          const again = await press('kees', verb, { caseId: 2001, reply: secret })
          assert.match(read(again.replace?.card), /weggegooid/)
          assert.doesNotMatch(JSON.stringify(again), new RegExp(secret))
        }
        assert.deepEqual(
          (await eventsOf(app.db, 2001)).map(event => event.kind),
          ['opened'],
        )
      })
    }

    it('stops codes and passes of agents, but not the number of the helpdesk', async () => {
      await ask()
      for (const answer of ['your pass is Xk7#pL2qVb', 'use code 482913']) {
        for (const verb of ['case.answer', 'case.resolve'] as const) {
          const refused = await act('fatima', verb, { answer })
          assert.match(read(refused.replace?.card), /Not sent/)
          assert.doesNotMatch(JSON.stringify(refused), /482913|Xk7/)
        }
      }
      await act('fatima', 'case.answer', { answer: 'Bel ons op 030 123 45 67' })
      assert.match(read(inChat().at(-1)?.card), /030 123 45 67/)
    })
  })

  it('shows the case that is there instead of a second one, with the new words ready to add', async () => {
    await ask()
    const again = await press('kees', 'help.send', { sentence: 'nog iets' }, 'form2')
    assert.match(read(again.replace?.card), /Je hebt al een zaak.*nog iets/s)
    const typed = await openHelp(await turnOf('kees'))
    assert.match(read(typed.send?.[0]?.message.card), /#2001/)
    await typed.send?.[0]?.sent?.('m9')
    assert.equal((await findCase(app.db, 2001))?.person_activity_id, 'm9')
  })

  it('takes a typed message as a reply only when an agent has the case', async () => {
    const type = async (text: string) => replyToCase(await turnOf('kees'), text)
    assert.equal(await type('hallo?'), null)
    await ask()
    assert.equal(await type('hallo?'), null)
    await act('fatima', 'case.claim')
    assert.match((await type('het scherm is wit'))?.tell ?? '', /#2001/)
    await work()
    assert.match(read(inThread().at(-1)?.card), /het scherm is wit/)
  })

  it('shows nobody the case of another', async () => {
    await ask()
    for (const verb of ['help.refresh', 'help.reply', 'help.solved', 'help.reopen', 'help.rate'] as const) {
      const answer = await press('joris', verb, { caseId: 2001, reply: 'x', thumb: 'up' })
      assert.equal(answer.replace, undefined, verb)
      assert.match(answer.tell ?? '', /cannot find that case/)
    }
    assert.equal(await revision(), 1)
  })

  it('opens again by the person with the same number, and the desk notices', async () => {
    await ask()
    await act('fatima', 'case.resolve')
    await press('kees', 'help.reopen', { caseId: 2001 }, 'm2')
    await work()
    assert.match(read(inThread().at(-1)?.card), /Kees de Wit opened #2001 again/)
    assert.match(read(inChannel()?.card), /Nobody has it yet/)
  })

  it('offers to close first once the directory says ready', async () => {
    await ask()
    await transaction(app.db, tx => caseReady(tx, 'kees', start, app.jobs))
    await work()
    assert.match(read(inChannel()?.card), /Directory: ready since 10:00/)
    assert.equal(buttons(inChannel()?.card)[0], 'Close case')
  })

  describe('when Teams does not take it', () => {
    it('posts the case later, once, when the channel was busy', async () => {
      app.messenger.refusals.set(channel, { kind: 'throttled', retryAfterMs: 1000, code: 'Throttled' })
      await press('kees', 'help.send', { sentence: '' }, 'form')
      await assert.rejects(work(), /throttled/)
      app.messenger.refusals.clear()
      later(6)
      await sweepCases(app, app.clock.now())
      await work()
      await postCase(app).run({ caseId: 2001 } as never)
      assert.equal(app.messenger.sent.filter(one => one.kind === 'send' && one.to.conversationId === channel).length, 1)
    })

    it('posts a new card when somebody deleted the old one', async () => {
      await ask()
      const update = app.messenger.update
      app.messenger.update = async (to, id, message) =>
        to.conversationId === channel ? { kind: 'message_gone', code: 'ActivityNotFoundInConversation' } : update(to, id, message)
      await act('fatima', 'case.claim')
      assert.equal(app.messenger.shown(channel).length, 2)
      assert.match(read(inChannel()?.card), /Fatima Yilmaz has it/)
    })

    it('tells the agent when an answer cannot reach the person', async () => {
      await ask()
      app.messenger.refusals.set(chat, { kind: 'blocked', code: 'ConversationBlockedByUser' })
      await act('fatima', 'case.answer', { answer: 'Druk op Vorige' })
      assert.match(read(inChannel()?.card), /did not reach Kees de Wit: the bot is blocked there/)
    })

    it('lets two workers post one case once', async () => {
      await press('kees', 'help.send', { sentence: '' }, 'form')
      const both = await Promise.allSettled([postCase(app).run({ caseId: 2001 } as never), postCase(app).run({ caseId: 2001 } as never)])
      assert.ok(both.some(one => one.status === 'fulfilled'))
      assert.equal(app.messenger.sent.filter(one => one.kind === 'send').length, 1)
    })
  })

  it('tells the person once that it takes longer, and counts the minutes in the channel at most every 15', async () => {
    await ask()
    const sweepAt = async (minutes: number) => {
      app.messenger.clear()
      later(minutes)
      await sweepCases(app, app.clock.now())
      await work()
      return app.messenger.sent
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

  it('says on a Saturday that somebody answers on Monday', async () => {
    app.setTime(new Date('2026-11-28T12:00:00Z'))
    const asked = await ask()
    assert.match(read(asked.replace?.card), /nu dicht.*maandag 30 november, vanaf 08\.00 uur en vóór 09\.00 uur/s)
  })
})
