import assert from 'node:assert/strict'
import { describeOnBoth, useDatabase } from '../../support/database.ts'
import { channel, type KeyStage, keyStage } from '../../support/key-stage.ts'

const titles = (card: string) => [...card.matchAll(/"title":"([^"]*)"/g)].map(found => found[1])

describeOnBoth('a security key, from the order until it works', database => {
  let stage: KeyStage

  beforeEach(async () => {
    stage = await keyStage(database().db)
  })
  const last = (conversation: string) => stage.shown(conversation).at(-1) ?? ''

  it('goes all the way in Dutch, and the person hears each turn once', async () => {
    await stage.deadline('kees', 12)
    const asked = await stage.order('kees', { where: 'workplace' })
    assert.match(asked, /Je beveiligingssleutel is besteld/)
    assert.match(asked, /Magazijn, Tilburg/)
    assert.match(asked, /vóór vrijdag 13 november, 10\.00 uur/)
    assert.match(asked, /Tot dinsdag 24 november, 10\.00 uur log je in zoals je gewend bent/)
    assert.match(last(channel), /Security key 501 · Kees de Wit.*Nobody has accepted it yet.*Magazijn, Tilburg/)

    const accepted = await stage.agent('fatima', 'keys.accept')
    assert.match(accepted.card, /Promised by Fatima Yilmaz: from Tuesday 17 November, Magazijn, kantoor, from Daan/)
    assert.match(last(channel), /Promised by Fatima Yilmaz/)
    assert.match(last('chat-kees'), /er is vanaf|er vanaf dinsdag 17 november.*Magazijn, kantoor.*Daan.*legitimatie/)

    await stage.agent('joris', 'keys.there')
    assert.match(last(channel), /IDENTITY NOT CHECKED/)
    assert.match(last('chat-kees'), /ligt klaar.*Ze controleren of jij het bent.*ik stuur hem nooit/)

    await stage.agent('joris', 'keys.hand_over')
    assert.match(last('chat-kees'), /Nu stellen we hem in.*10 minuten/)
    const begun = await stage.teams.presses('kees', 'order.begin', {}, 'm9')
    assert.match(begun.line, /nieuw bericht/)
    assert.match(last('chat-kees'), /Stap 1 van/)

    stage.app.directory.methodsOf.kees = ['passkey']
    await stage.after(0.01)
    assert.match(last('chat-kees'), /Je beveiligingssleutel werkt/)
    assert.match(last(channel), /Done\. The directory shows it/)
    const before = stage.app.messenger.sent.length
    await stage.after(0.02)
    await stage.after(20)
    assert.equal(stage.app.messenger.sent.length, before, 'nothing more is said')
    const alerts = stage.app.messenger.sent.filter(one => one.kind === 'send' && one.message.alert).map(one => one.message.summary)
    assert.deepEqual(alerts, [
      'Je beveiligingssleutel is er vanaf dinsdag 17 november',
      'Je beveiligingssleutel ligt klaar',
      'Je hebt je beveiligingssleutel. Nu stellen we hem in',
      'Je beveiligingssleutel werkt',
    ])
  })

  it('speaks English to who speaks English, and closes by the check of the guide with one message', async () => {
    const { app, teams } = stage
    await teams.types('emma', 'start')
    const asked = await stage.order('emma', { where: 'other', elsewhere: 'Room 2.14, Utrecht' })
    assert.match(asked, /Your security key is ordered.*Room 2\.14, Utrecht.*There is no date for you yet/)
    const { id: orderId, revision } = await stage.newest()
    await stage.agent('fatima', 'keys.there', { orderId, revision, place: 'Room 2.14', handsOver: '' })
    assert.match(last('chat-emma'), /Your security key is there.*Room 2\.14.*Fatima Yilmaz.*an ID with your photo/)
    await stage.agent('fatima', 'keys.hand_over', { orderId, revision: revision + 1 })
    await teams.presses('emma', 'order.begin', {}, 'm9')
    const place = async () => app.db.selectFrom('progress').selectAll().where('person_id', '=', 'emma').executeTakeFirstOrThrow()
    async function goOn(): Promise<void> {
      while ((await place()).view === 'step') {
        const { flow, step, revision: at, activity_id } = await place()
        await teams.presses('emma', 'guide.next', { flow, step, revision: at }, activity_id ?? undefined)
      }
      await stage.work()
    }
    app.messenger.clear()
    app.directory.methodsOf.emma = ['passkey']
    await goOn()
    assert.equal((await place()).view, 'finished')
    assert.equal((await stage.newest()).state, 'working')
    const news = app.messenger.sent.filter(one => one.kind === 'send').map(one => one.message.summary)
    assert.deepEqual(news, ['You are done'], 'the guide tells it, the order does not tell it again')
  })

  it('is accepted by one of two agents; the other sees who and keeps what was typed', async () => {
    await stage.order()
    const revision = 1
    const press = (who: string, place: string) => stage.agent(who, 'keys.accept', { revision, place })
    const answers = await Promise.all([press('fatima', 'Place one'), press('joris', 'Place two')])
    const winner = (await stage.newest()).agent_id === 'fatima' ? 'Fatima Yilmaz' : 'Joris Bos'
    assert.ok(answers.every(({ card }) => card.includes(`Promised by ${winner}`)))
    assert.equal(answers.filter(({ card }) => card.includes('while you were looking')).length, 1)
    const told = stage.app.messenger.sent.filter(one => one.message.alert)
    assert.equal(told.length, 1, 'Kees hears it once')
    const again = await stage.agent(winner === 'Fatima Yilmaz' ? 'fatima' : 'joris', 'keys.accept', {
      revision,
      place: winner === 'Fatima Yilmaz' ? 'Place one' : 'Place two',
    })
    assert.doesNotMatch(again.card, /while you were looking/, 'a double press is no mistake')
  })
})

describe('a security key', () => {
  const database = useDatabase()
  let stage: KeyStage

  beforeEach(async () => {
    stage = await keyStage(database().db)
  })
  const last = (conversation: string) => stage.shown(conversation).at(-1) ?? ''

  it('is ordered from the guide: a button, a form, one order', async () => {
    await stage.teams.types('kees', 'start')
    const { flow, step, revision } = await stage.app.db
      .selectFrom('progress')
      .selectAll()
      .where('person_id', '=', 'kees')
      .executeTakeFirstOrThrow()
    await stage.teams.presses('kees', 'guide.choose', { flow, step, revision, choice: 'none' }, 'm1')
    const opened = await stage.teams.presses('kees', 'order.open', {}, 'm1')
    assert.match(opened.line, /nieuw bericht/)
    assert.deepEqual(titles(last('chat-kees')).slice(0, 3), [
      'Op mijn werkplek: Magazijn, Tilburg',
      'Bij de helpdesk: the desk in the hall',
      'Ergens anders',
    ])
    await stage.order()
    await stage.order()
    assert.equal((await stage.app.db.selectFrom('key_orders').select('id').execute()).length, 1)
    await stage.teams.presses('kees', 'order.open', {}, 'm1')
    assert.match(last('chat-kees'), /is besteld/)
  })

  it('keeps no trace of a secret, of the employee or of the agent', async () => {
    const refused = await stage.order('kees', { where: 'other', elsewhere: 'wachtwoord: Zomer2026!' })
    assert.match(refused, /weggegooid/)
    assert.doesNotMatch(refused, /Zomer2026/)
    assert.match(await stage.order('kees', { where: 'desk', elsewhere: 'bel me op 06 12345678' }), /weggegooid/)
    assert.match(await stage.order('kees', { where: 'other', elsewhere: ' ' }), /Typ de plek/)
    assert.equal(stage.app.jobs.queued.length, 0)
    await stage.order()
    for (const more of [{ place: 'pass: Xk7#pL2qVb' }, { handsOver: 'code 482913' }]) {
      const { card } = await stage.agent('fatima', 'keys.accept', more)
      assert.match(card, /Not sent/)
      assert.doesNotMatch(card, /Xk7|482913/)
    }
    assert.match((await stage.agent('fatima', 'keys.decline', { note: 'your pass is Xk7#pL2qVb' })).card, /Not sent/)
    assert.equal((await stage.newest()).state, 'asked')
  })

  it('needs a day that makes sense, a place, and a reason when there is no key', async () => {
    await stage.order()
    for (const day of ['', '2026-11-11', '2031-01-01', 'soon']) {
      assert.match((await stage.agent('fatima', 'keys.accept', { day })).card, /Choose a day from today on/)
    }
    assert.match((await stage.agent('fatima', 'keys.accept', { place: '' })).card, /Say where Kees de Wit gets the key/)
    assert.match((await stage.agent('fatima', 'keys.decline')).card, /Write a few words first/)
    await stage.agent('fatima', 'keys.decline', { note: 'Je hebt al een telefoon van het werk.' })
    assert.match(last('chat-kees'), /geen beveiligingssleutel voor je.*telefoon van het werk.*andere manieren/)
  })

  it('is for agents alone at the desk, and nobody sees or cancels the order of another', async () => {
    await stage.order()
    const { id: orderId, revision } = await stage.newest()
    for (const verb of ['keys.accept', 'keys.there', 'keys.hand_over', 'keys.decline', 'keys.show', 'keys.list']) {
      assert.match((await stage.teams.presses('emma', verb, { orderId, revision })).line, /helpdesk agents/)
    }
    assert.match((await stage.teams.presses('emma', 'order.show', { orderId })).line, /cannot find that order/)
    assert.match((await stage.teams.presses('emma', 'order.cancel', { orderId })).line, /cannot find that order/)
    assert.equal((await stage.newest()).state, 'asked')
  })

  it('of an agent is handled by a colleague', async () => {
    await stage.order('fatima')
    const { id: orderId, revision } = await stage.newest()
    assert.match((await stage.agent('fatima', 'keys.accept', { orderId, revision })).card, /your own order/)
    assert.equal((await stage.newest()).state, 'asked')
  })

  it('is cancelled by the person; the desk sees that, and it can be ordered again', async () => {
    await stage.order()
    const { id: orderId } = await stage.newest()
    const { card } = await stage.teams.presses('kees', 'order.cancel', { orderId }, 'form')
    await stage.work()
    assert.match(card, /geannuleerd.*Opnieuw bestellen/)
    assert.match(last(channel), /Kees de Wit no longer needs it/)
    assert.match((await stage.teams.presses('kees', 'order.again', {}, 'form')).card, /Waar wil je hem krijgen/)
  })

  it('is looked up in the status', async () => {
    await stage.order()
    assert.match((await stage.teams.types('kees', 'status')).join(), /Beveiligingssleutel","value":"besteld".*Toon mijn bestelling/)
  })

  it('has one word: the list for agents, the own order or the form for employees', async () => {
    assert.match((await stage.teams.types('kees', 'sleutels')).join(), /Waar wil je hem krijgen/)
    await stage.order()
    assert.match((await stage.teams.types('kees', 'mijn sleutel')).join(), /is besteld/)
    const list = (await stage.teams.types('joris', 'sleutels')).join()
    assert.match(list, /Eén open bestelling.*Beveiligingssleutel 501 · Kees de Wit.*Nog niemand/)
    const { id: orderId } = await stage.newest()
    const { card } = await stage.teams.presses('joris', 'keys.show', { orderId })
    assert.match(card, /Nog niemand heeft hem aangenomen.*Alle sleutels/)
  })

  it('that nobody accepts comes to the desk again as a new message, in working days', async () => {
    await stage.order()
    await stage.after(0.9)
    assert.equal(stage.shown(channel).length, 1)
    await stage.after(1)
    assert.equal(stage.shown(channel).length, 2)
    assert.match(stage.shown(channel)[0] ?? '', /goes on in a newer message/)
    assert.match(last(channel), /Nobody accepted this within a working day/)
    await stage.after(3)
    assert.equal(stage.shown(channel).length, 2, 'it is Sunday')
    const { card } = await stage.teams.presses('kees', 'order.show', { orderId: (await stage.newest()).id }, 'form')
    assert.match(card, /langer dan we zeiden/)
  })

  it('that waits for a week is mentioned once, in working hours', async () => {
    await stage.order()
    stage.app.setTime(new Date('2026-11-13T16:50:00Z'))
    await stage.agent('fatima', 'keys.there')
    stage.app.messenger.clear()
    await stage.after(8.3)
    assert.equal(stage.app.messenger.sent.length, 0, 'Friday after hours, a week later')
    await stage.after(12)
    await stage.after(13)
    const news = stage.app.messenger.sent.filter(one => one.kind === 'send').map(one => one.message.summary)
    assert.deepEqual(news, ['Je beveiligingssleutel ligt nog op je te wachten'])
  })

  it('is told again when Teams was busy, and the desk learns when the person cannot be reached', async () => {
    await stage.order()
    const { refusals } = stage.app.messenger
    refusals.set('chat-kees', { kind: 'throttled', retryAfterMs: 100, code: 'Throttled' })
    await assert.rejects(stage.agent('fatima', 'keys.accept'), /told to the person/)
    assert.match(last(channel), /Promised by Fatima/, 'the channel does not wait for that')
    refusals.clear()
    await stage.after(0.01)
    assert.match(last('chat-kees'), /dinsdag 17 november/)
    refusals.set('chat-kees', { kind: 'blocked', code: 'BotBlocked' })
    await stage.agent('fatima', 'keys.there')
    assert.match(last(channel), /did not reach Kees de Wit: the bot is blocked there\. Call instead/)
    assert.equal((await stage.newest()).news, null)
  })
})
