import assert from 'node:assert/strict'
import { findConversation, leftByPerson, reached, unreachable } from '../../services/conversations.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-24T09:00:00Z')
const chat = { conversationId: 'a:kees', serviceUrl: 'https://smba.example.test/', teamsUserId: '29:kees' }

describeOnBoth('how a person can be reached', database => {
  const state = async () => (await findConversation(database().db, 'kees'))?.state

  it('keeps why Graph could not install the app, when the connector says only that it is missing', async () => {
    for (const why of ['no_licence', 'policy_blocked'] as const) {
      await unreachable(database().db, 'kees', why, now)
      await unreachable(database().db, 'kees', 'not_installed', now)
      assert.equal(await state(), why)
    }
  })

  it('forgets a chat whose app is gone, and why, once the person writes again', async () => {
    await reached(database().db, { id: 'kees', ...chat }, now)
    await unreachable(database().db, 'kees', 'not_installed', now)
    assert.deepEqual([await state(), (await findConversation(database().db, 'kees'))?.conversation_id], ['not_installed', null])
    await leftByPerson(database().db, 'kees', now)
    assert.equal(await reached(database().db, { id: 'kees', ...chat }, now), true)
    assert.equal(await reached(database().db, { id: 'kees', ...chat }, now), false)
    assert.deepEqual([await state(), (await findConversation(database().db, 'kees'))?.removed_at], ['reachable', null])
  })
})
