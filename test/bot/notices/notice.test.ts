import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { noticeFor } from '../../../bot/notices/notice.ts'
import { speak } from '../../../cards/texts/translate.ts'
import { readNoticeFacts } from '../../../services/notice-facts.ts'
import { officeHours } from '../../../services/waves.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addReachable, later, now } from '../../support/rollout.ts'

const config = { INTRANET_URL: 'https://intranet.example.test/mfa', EXTENSION_GROUP_ID: undefined }
const said = (card: unknown) => JSON.stringify((card as { body: unknown }).body)

describe('what a notice says beside its own words', () => {
  const database = useDatabase()

  async function scene(kind: 'mfa_deadline' | 'phone_ends', registerAt: 'anywhere' | 'at_work' | 'managed_device') {
    const { db } = database()
    await addReachable(db, ['kees'])
    const [campaignId, waveId] = [randomUUID(), randomUUID()]
    const by = { author_id: 'emma', created_at: now }
    await db
      .insertInto('campaigns')
      .values({ id: campaignId, kind, name: 'MFA', content: '{}', state: 'active', ...by })
      .execute()
    await db
      .insertInto('waves')
      .values({
        id: waveId,
        campaign_id: campaignId,
        position: 1,
        name: 'Pilot',
        audience: JSON.stringify({ kind: 'everyone' }),
        left_out: '[]',
        deadline_at: later(14 * 24 * 3600),
        time_zone: 'Europe/Amsterdam',
        cadence: '[]',
        hours: JSON.stringify(officeHours),
        enforcement: JSON.stringify({ kind: 'security_defaults' }),
        register_at: registerAt,
        extension_group_id: 'group-of-the-wave',
        state: 'active',
        ...by,
      })
      .execute()
    const announcement = await addAnnouncement(db, { wave_id: waveId, step: 'announcement', code: 'water piano' })
    const read = async (at = now) => (await readNoticeFacts(db, [announcement], ['kees'], at))(announcement, 'kees')
    const card = async (variant: 'todo' | 'ends_soon' | 'ready', at = now) => {
      const reader = {
        person: { guest: false, privileged: false, given_name: 'Kees', name: 'Kees' },
        teamsUserId: null,
        variant,
        facts: await read(at),
        config,
        now: at,
      }
      return said(noticeFor(speak('en', 'Europe/Amsterdam'), announcement, reader).card)
    }
    return { db, waveId, read, card }
  }
  const campaign = (target: 'passkey' | 'authenticator') =>
    JSON.stringify({ allowed: [], registrationCampaign: { target, state: 'managed', included: ['all_users'], excluded: [] } })

  it('comes from the wave: what it is about, where to register, and the group that proves more time', async () => {
    const { read, card } = await scene('mfa_deadline', 'at_work')
    const { about, registerAt, extensionGroupId } = await read()
    assert.deepEqual(
      { about, registerAt, extensionGroupId },
      { about: 'mfa_deadline', registerAt: 'at_work', extensionGroupId: 'group-of-the-wave' },
    )
    assert.match(await card('todo'), /Do it at work.*At home the page will not let you/)
    assert.match(await card('todo'), /water piano/)
  })

  it('comes from the tenant: the window of Microsoft that may appear, and that it is real', async () => {
    const { db, card } = await scene('phone_ends', 'anywhere')
    assert.doesNotMatch(await card('todo'), /Another window/, 'nothing is promised that was not read')
    const row = { name: 'methods_policy', changed_at: now }
    await db
      .insertInto('sync_state')
      .values({ ...row, value: campaign('passkey') })
      .execute()
    assert.match(await card('todo'), /Microsoft itself may ask you to make a passkey.*That window is real/)
    await db
      .updateTable('sync_state')
      .set({ value: campaign('authenticator') })
      .execute()
    assert.match(await card('ends_soon'), /set up its app, Authenticator.*That window is real/)
    assert.doesNotMatch(await card('todo'), /Another window/, 'it comes only after a code by phone')
  })

  it('says that it is on only when that was seen or an admin said so, and until then that it may come at any moment', async () => {
    const { db, waveId, card } = await scene('mfa_deadline', 'anywhere')
    const after = later(14 * 24 * 3600 + 60)
    assert.match(await card('todo'), /From Tuesday 24 November/)
    for (const variant of ['todo', 'ready'] as const) {
      assert.match(await card(variant, after), /The date has come: from Tuesday 24 November/)
      assert.doesNotMatch(await card(variant, after), /It is on|Since|From now on you see/)
    }
    assert.match(await card('todo', after), /You may be asked for it at any moment now.*Set it up now/)

    const enforced = JSON.stringify({ state: 'on', uncovered: 0, doubts: [] })
    const wave = db.updateTable('waves').where('id', '=', waveId)
    await wave.set({ enforced, enforced_checked_at: later(14 * 24 * 3600) }).execute()
    assert.match(await card('todo', after), /Since Tuesday 24 November/)
    await wave.set({ enforced: null, enforced_checked_at: null }).execute()
    assert.match(await card('todo', after), /The date has come/)
    await addAnnouncement(db, { wave_id: waveId, step: 'day_zero:0', kind: 'day_zero' })
    assert.match(await card('todo', after), /Since Tuesday 24 November/, 'the message of the day went out')
  })
})
