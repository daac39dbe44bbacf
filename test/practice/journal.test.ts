import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bot, groups, personas } from '../../practice/company/constants.ts'
import { newMethod } from '../../practice/company/methods.ts'
import { personalChatId } from '../../practice/ids.ts'
import { openJournal } from '../../practice/journal.ts'
import { apply, type Change, changesOf, newState, type State, type StoredMessage } from '../../practice/state.ts'

const conversationId = personalChatId(personas.kees)
const content = (text: string) => ({ text, textFormat: 'markdown' as const, summary: null, cards: [], alert: false, channelData: null })
const message = (id: string): StoredMessage => ({
  id,
  conversationId,
  threadId: id,
  from: { id: '28:x', name: bot.name, isBot: true },
  at: '2026-11-22T10:00:00.000Z',
  content: content('first'),
  editedAt: null,
  deletedAt: null,
  history: [],
})
const method = newMethod('passkeySynced', personas.kees, [], { created: 1000, visible: 2000 })
const story: Change[] = [
  { type: 'clock', offsetSeconds: 60 },
  { type: 'teamTold' },
  { type: 'access', patch: { state: 'enabled' } },
  { type: 'members', groupId: groups.moreTime.id, memberIds: [personas.kees] },
  { type: 'person', id: personas.kees, patch: { methods: [method], revision: 3 } },
  { type: 'message', message: message('1:1795330000001') },
  { type: 'message', message: message('1:1795330000002') },
  { type: 'edited', conversationId, id: '1:1795330000001', at: '2026-11-22T10:01:00.000Z', content: content('second') },
  { type: 'deleted', conversationId, id: '1:1795330000002', at: '2026-11-22T10:02:00.000Z' },
  { type: 'undelivered', conversationId, id: '1:1795330000001' },
  { type: 'read', conversationId, personId: personas.kees, at: '2026-11-22T10:03:00.000Z' },
  { type: 'conversation', id: conversationId, opened: true, gone: true },
]

function assertStory(state: State): void {
  const conversation = state.conversations.get(conversationId)
  assert.deepEqual(state.people.get(personas.kees)?.methods, [method])
  assert.equal(state.revision, 3)
  assert.equal(state.lastId, 1795330000002)
  assert.equal(state.access.state, 'enabled')
  assert.deepEqual(state.groups.get(groups.moreTime.id)?.memberIds, [personas.kees])
  assert.deepEqual([state.offsetSeconds, state.teamTold, conversation?.gone], [60, true, true])
  const [first, second] = [...(conversation?.messages.values() ?? [])]
  assert.equal(first?.content.text, 'second')
  assert.deepEqual(first?.history, [{ until: '2026-11-22T10:01:00.000Z', content: content('first') }])
  assert.equal(second?.deletedAt, '2026-11-22T10:02:00.000Z')
  assert.deepEqual([first?.undelivered, second?.undelivered], [true, undefined])
  assert.equal(conversation?.readAt.get(personas.kees), '2026-11-22T10:03:00.000Z')
}

describe('the journal', () => {
  let directory: string
  let path: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'journal-'))
    path = join(directory, 'journal.jsonl')
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  async function write(changes: Change[]): Promise<void> {
    const journal = await openJournal(path, newState(40))
    for (const change of changes) journal.write(change)
    journal.close()
  }

  async function reopened(): Promise<State> {
    const state = newState(40)
    const journal = await openJournal(path, state)
    journal.close()
    return state
  }

  it('brings everything back', async () => {
    await write(story)
    assertStory(await reopened())
  })

  it('loses only the last line when that was cut off, and goes on behind it', async () => {
    await write(story)
    appendFileSync(path, '{"type":"clock","offsetSec')
    assertStory(await reopened())
    await write([{ type: 'clock', offsetSeconds: 7 }])
    assert.equal((await reopened()).offsetSeconds, 7)
  })

  it('writes a long file anew as a short one that says the same', async () => {
    const reads = Array.from({ length: 6000 }, (): Change => ({ type: 'clock', offsetSeconds: 60 }))
    await write([...reads, ...story])
    assertStory(await reopened())
    assert.ok(readFileSync(path, 'utf8').split('\n').length < 12)
    assertStory(await reopened())
  })

  it('can tell any state as changes', () => {
    const state = newState(40)
    for (const change of story) apply(state, change)
    const copy = newState(40)
    for (const change of changesOf(state)) apply(copy, JSON.parse(JSON.stringify(change)))
    assertStory(copy)
  })
})
