import assert from 'node:assert/strict'
import { describeOnBoth } from '../../support/database.ts'
import { channel, type KeyStage, keyStage } from '../../support/key-stage.ts'

describeOnBoth('an order of a key and an open case of the same person', database => {
  let stage: KeyStage
  beforeEach(async () => {
    stage = await keyStage(database().db)
  })
  /** What a row of the newest card in the channel with this in its title says; empty where it has no such row. */
  function row(card: string, name: string): string {
    const shown = stage.shown(channel).findLast(one => one.includes(card)) ?? assert.fail(`there is no card ${card}`)
    return shown.match(new RegExp(`"title":"${name}","value":"([^"]*)"`))?.[1] ?? ''
  }
  const onOrder = () => row('Security key 501 · Kees', 'Open case')
  const onCase = () => row('"text":"#2001', 'Security key 501')
  const theCase = () => stage.app.db.selectFrom('cases').selectAll().executeTakeFirstOrThrow()
  async function askForHelp(): Promise<void> {
    await stage.teams.presses('kees', 'help.send', { sentence: '', callMe: 'no' }, 'form')
    await stage.work()
  }
  async function desk(verb: string, more: object = {}): Promise<void> {
    const { id: caseId, revision } = await theCase()
    await stage.agent('joris', verb, { caseId, revision, answer: '', ...more })
  }

  it('say of each other how they stand, as it changes', async () => {
    await stage.order('kees', { where: 'workplace' })
    assert.equal(onOrder(), '')
    await stage.teams.presses('kees', 'help.open', {}, 'm1')
    assert.match(stage.shown('chat-kees').at(-1) ?? '', /"Sleutel 501","value":"besteld 10\.00 uur · Magazijn, Tilburg · nog niet beloofd"/)
    await askForHelp()
    assert.equal(onOrder(), '#2001, nobody has it yet')
    assert.equal(onCase(), 'ordered 10:00 · Magazijn, Tilburg · not promised yet')

    await desk('case.claim')
    assert.equal(onOrder(), '#2001, Joris Bos has it')
    await stage.agent('fatima', 'keys.accept')
    assert.equal(onCase(), 'promised from Tuesday 17 November · Magazijn, kantoor')
    await stage.agent('fatima', 'keys.there')
    assert.equal(onCase(), 'to be collected since 10:00 · Magazijn, kantoor')
    await desk('case.release')
    assert.equal(onOrder(), '#2001, nobody has it yet')
    await stage.agent('fatima', 'keys.hand_over')
    assert.equal(onCase(), 'handed over 10:00 · not seen in use yet')

    await desk('case.resolve')
    assert.equal(onOrder(), '', 'a closed case is none')
    assert.equal(onCase(), '')
    await desk('case.reopen')
    assert.equal(onOrder(), '#2001, Joris Bos has it')
    stage.app.directory.methodsOf.kees = ['passkey']
    await stage.hours(1)
    assert.equal(onCase(), 'works since 11:00')
    assert.equal(onOrder(), '', 'the order is over')
  })

  it('meet where the key is ordered after the case, declined, or cancelled', async () => {
    await askForHelp()
    assert.equal(onCase(), '')
    await stage.order()
    assert.match(onCase(), /^ordered 10:00 · the desk in the hall/)
    assert.equal(onOrder(), '#2001, nobody has it yet')
    await stage.agent('fatima', 'keys.decline', { note: 'Je hebt een telefoon van het werk.' })
    assert.equal(onCase(), 'no key, 10:00')
    await stage.order()
    const { id: orderId } = await stage.newest()
    await stage.teams.presses('kees', 'order.cancel', { orderId }, 'form')
    await stage.work()
    assert.equal(row('"text":"#2001', `Security key ${orderId}`), 'cancelled 10:00')
  })

  it('leave each other’s presses alone: nothing else happened to either', async () => {
    await stage.order()
    const { revision } = await stage.newest()
    await askForHelp()
    assert.match((await stage.agent('fatima', 'keys.accept', { revision })).card, /Promised by Fatima Yilmaz/)
    await desk('case.claim', { revision: 1 })
    assert.equal((await theCase()).agent_id, 'joris')
  })
})
