import assert from 'node:assert/strict'
import type { Activity } from 'botbuilder'
import { type Incoming, readActivity } from '../../bot/incoming.ts'

const announcementId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
const bot = { id: '28:bot', name: 'Bot' }

function read(more: object): Incoming {
  const activity = {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: 'https://smba.example/',
    from: { id: '29:kees', name: 'Kees de Wit', aadObjectId: 'kees' },
    recipient: bot,
    conversation: { id: 'a:kees', conversationType: 'personal' },
    ...more,
  }
  return readActivity(activity as unknown as Activity)
}

const invoke = (verb: unknown, data: unknown, more: object = {}) =>
  read({
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
    replyToId: 'm1',
    ...more,
  })
const channel = { conversation: { id: '19:desk@thread.tacv2;messageid=17', conversationType: 'channel' } }

describe('what an activity is', () => {
  it('typed text, with what Teams says about the sender', () => {
    const entities = [{ type: 'clientInfo', platform: 'iOS', timezone: 'Europe/Dublin' }]
    assert.deepEqual(read({ text: ' hello ', locale: 'nl-BE', entities }), {
      kind: 'text',
      text: 'hello',
      picture: false,
      sender: {
        personId: 'kees',
        teamsUserId: '29:kees',
        name: 'Kees de Wit',
        locale: 'nl-BE',
        timeZone: 'Europe/Dublin',
        platform: 'iOS',
        conversationId: 'a:kees',
        channelId: null,
        serviceUrl: 'https://smba.example/',
        where: 'personal',
      },
    })
  })

  it('words with or without a picture: what Teams puts beside words by itself is none', () => {
    const beside = (...contentTypes: string[]) => {
      const incoming = read({ text: '', attachments: contentTypes.map(contentType => ({ contentType })) })
      return incoming.kind === 'text' ? incoming.picture : assert.fail()
    }
    const file = 'application/vnd.microsoft.teams.file.download.info'
    for (const one of ['image/*', 'image/png', 'audio/mp4', 'video/mp4', file]) assert.equal(beside('text/html', one), true, one)
    for (const one of ['text/html', 'messageReference', 'application/vnd.microsoft.card.adaptive']) assert.equal(beside(one), false, one)
  })

  it('a time zone only where there is one of that name', () => {
    const zoneOf = (localTimezone: string, timezone?: string) => {
      const incoming = read({ text: 'x', localTimezone, entities: [{ type: 'clientInfo', timezone }] })
      return incoming.kind === 'text' ? incoming.sender.timeZone : assert.fail()
    }
    assert.equal(zoneOf('Asia/Kolkata', 'Europe/Paris'), 'Asia/Kolkata')
    assert.equal(zoneOf('Mars/Olympus', 'Europe/Paris'), 'Europe/Paris')
    assert.equal(zoneOf('', undefined), null)
  })

  it('text without the mention of the bot, and with the mention of others', () => {
    const entities = [
      { type: 'mention', mentioned: bot, text: '<at>Bot</at>' },
      { type: 'mention', mentioned: { id: '29:emma' }, text: '<at>Emma</at>' },
    ]
    const incoming = read({ ...channel, text: '<at>Bot</at> ask <at>Emma</at>', entities })
    assert.ok(incoming.kind === 'text')
    assert.equal(incoming.text, 'ask <at>Emma</at>')
    assert.deepEqual([incoming.sender.where, incoming.sender.channelId], ['channel', '19:desk@thread.tacv2'])
  })

  it('a pressed button, from both kinds of action', () => {
    const pressed = { verb: 'notice.later', data: { announcementId } }
    const executed = invoke('notice.later', { announcementId, more: 'than asked' })
    assert.ok(executed.kind === 'action')
    assert.deepEqual([executed.pressed, executed.activityId, executed.trigger], [pressed, 'm1', 'manual'])
    const submitted = read({ value: { verb: 'notice.later', announcementId }, replyToId: 'm2' })
    assert.ok(submitted.kind === 'action')
    assert.deepEqual([submitted.pressed, submitted.activityId], [pressed, 'm2'])
  })

  it('an automatic refresh as such, and a trigger that makes no sense as a press', () => {
    const trigger = (value: unknown) => {
      const incoming = invoke('menu.show', {}, { value: { action: { verb: 'menu.show' }, trigger: value } })
      return incoming.kind === 'action' ? incoming.trigger : assert.fail(incoming.kind)
    }
    assert.equal(trigger('automatic'), 'automatic')
    assert.equal(trigger('someday'), 'manual')
    assert.equal(trigger(undefined), 'manual')
  })

  const unknown: [title: string, incoming: () => Incoming][] = [
    ['a verb that never was', () => invoke('notice.explode', { announcementId })],
    ['a name of every object', () => invoke('toString', {})],
    ['a payload without its id', () => invoke('notice.later', {})],
    ['an id of another kind', () => invoke('notice.later', { announcementId: "1'; drop table people" })],
    ['a payload that is no object', () => invoke('notice.later', 'x')],
    ['a verb that is no text', () => invoke({ a: 1 }, {})],
    ['a value that is nothing', () => invoke('x', {}, { value: null })],
    ['an invoke of another name', () => invoke('menu.show', {}, { name: 'task/fetch' })],
    ['a submit with an unknown verb', () => read({ value: { verb: 'x' } })],
  ]
  for (const [title, incoming] of unknown) {
    it(`not a button of this version: ${title}`, () => assert.equal(incoming().kind, 'unknown_action'))
  }

  it('installed and removed, from both events, by the person', () => {
    for (const action of ['add', 'add-upgrade']) assert.equal(read({ type: 'installationUpdate', action }).kind, 'installed')
    for (const action of ['remove', 'remove-upgrade']) assert.equal(read({ type: 'installationUpdate', action }).kind, 'removed')
    assert.equal(read({ type: 'conversationUpdate', membersAdded: [{ id: '29:kees' }, bot] }).kind, 'installed')
    assert.equal(read({ type: 'conversationUpdate', membersRemoved: [bot] }).kind, 'removed')
    assert.equal(read({ type: 'conversationUpdate', membersAdded: [{ id: '29:kees' }] }).kind, 'ignored')
  })

  it('the channel in which the app was put', () => {
    const channelData = { team: { id: '19:team@thread.tacv2' } }
    assert.deepEqual(
      read({ type: 'installationUpdate', action: 'add', conversation: { id: '19:desk', conversationType: 'channel' }, channelData }),
      {
        kind: 'channel_added',
        channelId: '19:desk',
        serviceUrl: 'https://smba.example/',
        teamId: '19:team@thread.tacv2',
      },
    )
    assert.equal(
      read({ type: 'installationUpdate', action: 'remove', conversation: { id: '19:desk', conversationType: 'channel' } }).kind,
      'ignored',
    )
  })

  const ignored: [title: string, more: object][] = [
    ['a sender without an Entra id', { from: { id: '29:bot' }, text: 'x' }],
    ['no sender', { from: undefined, text: 'x' }],
    ['an installation without a person', { type: 'installationUpdate', action: 'add', from: undefined }],
    ['a reaction', { type: 'messageReaction' }],
    ['a type that is new', { type: 'telepathy' }],
    ['an invoke without a person', { type: 'invoke', name: 'adaptiveCard/action', from: undefined }],
  ]
  for (const [title, more] of ignored) it(`nothing to answer: ${title}`, () => assert.equal(read(more).kind, 'ignored'))
})
