import assert from 'node:assert/strict'
import { openHelp, replyToCase } from '../../../bot/cases/employee.ts'
import { caseReady } from '../../../services/case-steps.ts'
import { eventsOf, findCase } from '../../../services/cases.ts'
import { transaction } from '../../../services/db/database.ts'
import { buttons, type CaseStage, caseStage, channel, read, start } from '../../support/case-stage.ts'
import { describeOnBoth } from '../../support/database.ts'

describeOnBoth('a case, from the question to the thumb', database => {
  let stage: CaseStage

  beforeEach(async () => {
    stage = await caseStage(database().db)
  })

  it('shows what will be shared before anything is sent', async () => {
    const { send } = await openHelp(await stage.turn('kees'), 'passkey')
    const card = send?.[0]?.message.card
    assert.match(read(card), /Kees de Wit/)
    assert.match(read(card), /Typ hier nooit een wachtwoord/)
    assert.deepEqual(buttons(card), ['Versturen', 'Niet nu'])
    assert.equal(stage.app.jobs.queued.length, 0)
  })

  it('goes all the way: open, post, claim, answer, told, reply, resolve, thumb', async () => {
    const asked = await stage.ask({ callMe: 'morning' })
    assert.match(read(asked.replace?.card), /#2001/)
    assert.match(read(asked.replace?.card), /11\.00 uur/)
    assert.match(read(asked.replace?.card), /030 123 45 67/)
    assert.match(read(stage.inChannel()?.card), /de QR-code is verlopen/)
    assert.match(read(stage.inChannel()?.card), /IDENTITY NOT CHECKED/)
    assert.match(read(stage.inChannel()?.card), /a call in the morning/)
    assert.deepEqual(buttons(stage.inChannel()?.card), ['Take it', 'Answer', 'Close case'])

    const claimed = await stage.act('fatima', 'case.claim')
    assert.match(read(claimed.replace?.card), /Fatima Yilmaz has it/)
    assert.match(read(stage.inChannel()?.card), /Fatima Yilmaz has it/)
    assert.match(read(stage.app.messenger.sent.findLast(one => one.activityId === 'form')?.message.card), /Fatima Yilmaz heeft je vraag/)

    await stage.act('fatima', 'case.answer', { answer: 'Druk op Vorige, dan komt er een nieuwe.' })
    const told = stage.inChat().at(-1)
    assert.equal(told?.alert, true)
    assert.match(told?.summary ?? '', /Fatima Yilmaz.*Druk op Vorige/)
    assert.match(read(told?.card), /Druk op Vorige/)
    assert.match(read(stage.inChat().at(0)?.card), /gaat verder in een nieuwer bericht/)

    await stage.press('kees', 'help.reply', { caseId: 2001, reply: 'dank, bijna' }, 'm2')
    await stage.work()
    assert.match(read(stage.inThread().at(-1)?.card), /Kees de Wit writes back.*dank, bijna/s)
    assert.match(read(stage.inChannel()?.card), /dank, bijna/)

    await stage.act('fatima', 'case.resolve', { answer: 'Mooi zo' })
    const closed = stage.inChat().at(-1)
    assert.match(read(closed?.card), /#2001 is gesloten.*Mooi zo/s)
    assert.deepEqual(buttons(closed?.card).slice(0, 2), ['👍 Ja', '👎 Nee'])
    const thanks = await stage.press('kees', 'help.rate', { caseId: 2001, thumb: 'up' }, 'm4')
    await stage.work()
    assert.match(read(thanks.replace?.card), /Dank je wel/)
    assert.match(read(stage.inChannel()?.card), /👍 Kees de Wit was helped well/)
    assert.equal(stage.app.messenger.shown(channel).length, 1, 'the channel has one card per case')
  })

  it('tells the second of two agents who was first, and keeps what the second one typed', async () => {
    await stage.ask()
    const claims = await Promise.all([
      stage.press('fatima', 'case.claim', { caseId: 2001, revision: 1, answer: 'Hoi Kees' }),
      stage.press('joris', 'case.claim', { caseId: 2001, revision: 1, answer: 'Hoi Kees' }),
    ])
    const cards = claims.map(claim => read(claim.replace?.card))
    const winner = (await findCase(stage.app.db, 2001))?.agent_id === 'fatima' ? 'Fatima Yilmaz' : 'Joris Bos'
    assert.equal(cards.filter(card => card.includes(`${winner} was first`)).length, 1)
    assert.ok(cards.every(card => card.includes(`${winner} has it since`) && card.includes('Hoi Kees')))
  })

  it('keeps an answer in the field when the person wrote meanwhile', async () => {
    await stage.ask()
    await stage.press('kees', 'help.reply', { caseId: 2001, reply: 'het lukt al' })
    const refused = await stage.press('fatima', 'case.answer', { caseId: 2001, revision: 1, answer: 'Start opnieuw op' })
    assert.match(read(refused.replace?.card), /nothing was done yet.*het lukt al.*Start opnieuw op/s)
  })

  describe('secrets', () => {
    const secrets = ['mijn code is 482913', 'wachtwoord: Zomer2026!', 'bel me op 06 12345678']
    for (const secret of secrets) {
      it(`keeps no trace of "${secret}" in a question, a reply or the last words`, async () => {
        const refused = await stage.press('kees', 'help.send', { sentence: secret, callMe: 'soon' }, 'form')
        assert.match(read(refused.replace?.card), /weggegooid/)
        assert.match(read(refused.replace?.card), /"value":"soon"/)
        assert.equal(stage.app.jobs.queued.length, 0)
        await stage.ask()
        for (const verb of ['help.reply', 'help.solved'] as const) {
          const again = await stage.press('kees', verb, { caseId: 2001, reply: secret })
          assert.match(read(again.replace?.card), /weggegooid/)
          assert.doesNotMatch(JSON.stringify(again), new RegExp(secret))
        }
        assert.deepEqual(
          (await eventsOf(stage.app.db, 2001)).map(event => event.kind),
          ['opened'],
        )
      })
    }

    it('stops codes and passes of agents, but not the number of the helpdesk', async () => {
      await stage.ask()
      for (const answer of ['your pass is Xk7#pL2qVb', 'use code 482913']) {
        for (const verb of ['case.answer', 'case.resolve'] as const) {
          const refused = await stage.act('fatima', verb, { answer })
          assert.match(read(refused.replace?.card), /Not sent/)
          assert.doesNotMatch(JSON.stringify(refused), /482913|Xk7/)
        }
      }
      await stage.act('fatima', 'case.answer', { answer: 'Bel ons op 030 123 45 67' })
      assert.match(read(stage.inChat().at(-1)?.card), /030 123 45 67/)
    })
  })

  it('shows the case that is there instead of a second one, with the new words ready to add', async () => {
    await stage.ask()
    const again = await stage.press('kees', 'help.send', { sentence: 'nog iets' }, 'form2')
    assert.match(read(again.replace?.card), /Je hebt al een zaak.*nog iets/s)
    const typed = await openHelp(await stage.turn('kees'))
    assert.match(read(typed.send?.[0]?.message.card), /#2001/)
    await typed.send?.[0]?.sent?.('m9')
    assert.equal((await findCase(stage.app.db, 2001))?.person_activity_id, 'm9')
  })

  it('takes a typed message as a reply only when an agent has the case', async () => {
    const type = async (text: string) => replyToCase(await stage.turn('kees'), text)
    assert.equal(await type('hallo?'), null)
    await stage.ask()
    assert.equal(await type('hallo?'), null)
    await stage.act('fatima', 'case.claim')
    assert.match((await type('het scherm is wit'))?.tell ?? '', /#2001/)
    await stage.work()
    assert.match(read(stage.inThread().at(-1)?.card), /het scherm is wit/)
  })

  it('shows nobody the case of another', async () => {
    await stage.ask()
    for (const verb of ['help.refresh', 'help.reply', 'help.solved', 'help.reopen', 'help.rate'] as const) {
      const answer = await stage.press('joris', verb, { caseId: 2001, reply: 'x', thumb: 'up' })
      assert.equal(answer.replace, undefined, verb)
      assert.match(answer.tell ?? '', /cannot find that case/)
    }
    assert.equal(await stage.revision(), 1)
  })

  it('refreshes the card of the person, and changes nothing by it', async () => {
    await stage.ask()
    const sent = stage.app.messenger.sent.length
    const refreshed = await stage.press('kees', 'help.refresh', { caseId: 2001 }, null)
    assert.match(read(refreshed.replace?.card), /#2001/)
    assert.equal(refreshed.send, undefined)
    assert.deepEqual([stage.app.messenger.sent.length, stage.app.jobs.queued.length, await stage.revision()], [sent, 0, 1])
  })

  it('opens again by the person with the same number, and the desk notices', async () => {
    await stage.ask()
    await stage.act('fatima', 'case.resolve')
    await stage.press('kees', 'help.reopen', { caseId: 2001 }, 'm2')
    await stage.work()
    assert.match(read(stage.inThread().at(-1)?.card), /Kees de Wit opened #2001 again/)
    assert.match(read(stage.inChannel()?.card), /Nobody has it yet/)
  })

  it('offers to close first once the directory says ready', async () => {
    await stage.ask()
    await transaction(stage.app.db, tx => caseReady(tx, 'kees', start, stage.app.jobs))
    await stage.work()
    assert.match(read(stage.inChannel()?.card), /Directory: ready since 10:00/)
    assert.equal(buttons(stage.inChannel()?.card)[0], 'Close case')
  })

  it('says on a Saturday that somebody answers on Monday', async () => {
    stage.app.setTime(new Date('2026-11-28T12:00:00Z'))
    const asked = await stage.ask()
    assert.match(read(asked.replace?.card), /nu dicht.*maandag 30 november, vanaf 08\.00 uur en vóór 09\.00 uur/s)
  })
})
