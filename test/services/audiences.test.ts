import assert from 'node:assert/strict'
import type { Audience } from '../../services/audiences.ts'
import { audiencePage, groupsOfWaves, readMembers } from '../../services/audiences.ts'
import { headCount } from '../../services/dry-run.ts'
import { expand } from '../../services/expansion.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeDirectory } from '../support/directory.ts'
import { addAnnouncement, addChat, addPerson, addWave, now } from '../support/rollout.ts'

const finance: Audience = { kind: 'group', groupId: 'finance', name: 'Finance' }
const audiences: [audience: Audience, members: string[]][] = [
  [{ kind: 'everyone' }, ['glass', 'guest', 'new', 'ready', 'waits']],
  [{ kind: 'not_ready' }, ['glass', 'guest', 'new', 'waits']],
  [{ kind: 'person', personId: 'new', name: 'New' }, ['new']],
  [{ kind: 'person', personId: 'left', name: 'Left' }, []],
  [finance, ['guest', 'ready']],
  [{ kind: 'department', name: 'Care' }, ['waits']],
  [{ kind: 'phone_only' }, ['new']],
  [{ kind: 'list', listId: '5c6a1f0e-6b1d-4c5e-9a43-1f0f7a1c2d3e', name: 'Volunteers' }, ['glass', 'new']],
]

describeOnBoth('audiences', database => {
  beforeEach(async () => {
    const { db } = database()
    await addPerson(db, 'ready')
    await addPerson(db, 'new')
    await addPerson(db, 'waits', { department: 'Care' })
    await addPerson(db, 'guest', { excluded: 'guest' })
    await addPerson(db, 'glass', { excluded: 'break_glass' })
    await addPerson(db, 'left', { left_at: now })
    await addChat(db, 'ready')
    await addChat(db, 'waits', { state: 'not_installed', conversation_id: null })
    const registration = { source: 'report' as const, checked_at: now }
    await db
      .insertInto('registrations')
      .values({ person_id: 'ready', done: true, kinds: ['phone', 'passkey'], ...registration })
      .execute()
    await db
      .insertInto('registrations')
      .values({ person_id: 'new', done: false, kinds: ['phone', 'temporary_pass'], ...registration })
      .execute()
    const listId = '5c6a1f0e-6b1d-4c5e-9a43-1f0f7a1c2d3e'
    await db.insertInto('lists').values({ id: listId, name: 'Volunteers', uploaded_by: 'admin', at: now }).execute()
    await db
      .insertInto('list_members')
      .values(['new', 'glass', 'left'].map(person_id => ({ list_id: listId, person_id })))
      .execute()
    const directory = fakeDirectory({ members: { finance: ['ready', 'guest', 'left', 'stranger'] } })
    await readMembers(db, directory, finance)
  })

  for (const [audience, members] of audiences) {
    it(`${audience.kind} ${'name' in audience ? audience.name : ''}: the count, the pages and the ledger are about the same people`, async () => {
      const { db } = database()
      const paged: string[] = []
      for (
        let page = await audiencePage(db, audience, '', 2);
        page.length > 0;
        page = await audiencePage(db, audience, paged.at(-1) ?? '', 2)
      ) {
        paged.push(...page.map(one => one.id))
      }
      assert.deepEqual(paged, members)
      const { total, toReach, excluded } = await headCount(db, audience)
      assert.equal(total, members.length)
      assert.equal(toReach + excluded.reduce((sum, one) => sum + one.count, 0), total)
      const announcement = await addAnnouncement(db, { audience })
      await expand(db, { announcement, languageOf: () => 'en', now })
      const { targeted } = await db.selectFrom('announcements').select('targeted').executeTakeFirstOrThrow()
      assert.equal(targeted, members.length)
      const rows = await db.selectFrom('deliveries').select('person_id').orderBy('person_id').execute()
      assert.deepEqual(
        rows.map(row => row.person_id),
        members,
      )
    })
  }

  it('the dry run says who is left out, who is ready and who cannot be reached yet', async () => {
    const heads = await headCount(database().db, { kind: 'everyone' })
    assert.deepEqual([heads.total, heads.toReach, heads.ready], [5, 3, 1])
    assert.deepEqual(heads.excluded.map(one => `${one.reason} ${one.count}`).sort(), ['break_glass 1', 'guest 1'])
    assert.deepEqual(heads.notYet.map(one => `${one.state} ${one.count}`).sort(), ['not_installed 1', 'unknown 1'])
  })

  it('members are those of now: who left the group is out, also when nobody is left', async () => {
    const { db } = database()
    await readMembers(db, fakeDirectory({ members: { finance: ['new'] } }), finance)
    assert.deepEqual(
      (await audiencePage(db, finance, '', 9)).map(one => one.id),
      ['new'],
    )
    await readMembers(db, fakeDirectory(), finance)
    assert.equal((await headCount(db, finance)).total, 0)
  })

  /** Who gets the wave's messages, and who is told why not. */
  async function shares(waveId: string): Promise<string[]> {
    const page = await audiencePage(database().db, { kind: 'wave', waveId }, '', 99)
    return page.map(({ id, excluded }) => (excluded ? `${id} (${excluded})` : id))
  }

  it('waves share people out: the first that fits has them, exclusions win and are told, a plan counts its drafts', async () => {
    const { db } = database()
    const pilot = await addWave(db, { audience: finance })
    const campaign = { campaign_id: pilot.campaign_id }
    const phones = await addWave(db, { ...campaign, audience: { kind: 'phone_only' }, state: 'draft' })
    const rest = await addWave(db, { ...campaign, left_out: [{ kind: 'department', name: 'Care' }, finance] })
    const planned = await addWave(db, { ...campaign, state: 'draft' })
    assert.deepEqual(await shares(pilot.id), ['guest (guest)', 'ready'])
    assert.deepEqual(await shares(phones.id), ['new'])
    assert.deepEqual(await shares(rest.id), ['glass (break_glass)', 'new', 'waits (wave_exclusion)'])
    assert.deepEqual(await shares(planned.id), [])
    await db.updateTable('waves').set({ state: 'active' }).where('id', '=', phones.id).execute()
    assert.deepEqual(await shares(rest.id), ['glass (break_glass)', 'waits (wave_exclusion)'])
    await db.updateTable('waves').set({ state: 'cancelled' }).where('id', '=', pilot.id).execute()
    assert.deepEqual(await shares(rest.id), ['glass (break_glass)', 'guest (guest)', 'ready (wave_exclusion)', 'waits (wave_exclusion)'])
  })

  it('the groups of a wave and of those before it are read before it is counted, and at night', async () => {
    const { db } = database()
    const pilot = await addWave(db, { audience: { kind: 'group', groupId: 'pilot', name: 'Pilot' }, extension_group_id: 'extended' })
    const rest = await addWave(db, { campaign_id: pilot.campaign_id, left_out: [finance] })
    await readMembers(db, fakeDirectory({ members: { finance: ['new'], pilot: ['waits'] } }), { kind: 'wave', waveId: rest.id })
    assert.deepEqual(await shares(rest.id), ['glass (break_glass)', 'guest (guest)', 'new (wave_exclusion)', 'ready'])
    assert.deepEqual((await groupsOfWaves(db, 'all')).sort(), ['extended', 'finance', 'pilot'])
    await db.updateTable('waves').set({ state: 'draft' }).where('id', '=', rest.id).execute()
    assert.deepEqual((await groupsOfWaves(db, 'under_way')).sort(), ['extended', 'pilot'])
  })

  it('whoever acted stays in a wave for people with only a phone', async () => {
    const { db } = database()
    const wave = await addWave(db, { audience: { kind: 'phone_only' } })
    const rest = await addWave(db, { campaign_id: wave.campaign_id })
    const announcement = await addAnnouncement(db, { audience: { kind: 'wave', waveId: wave.id }, wave_id: wave.id, step: 'announcement' })
    await expand(db, { announcement, languageOf: () => 'en', now })
    await db
      .updateTable('registrations')
      .set({ done: true, kinds: ['passkey', 'phone'] })
      .where('person_id', '=', 'new')
      .execute()
    assert.deepEqual(await shares(wave.id), ['new'])
    assert.equal((await shares(rest.id)).includes('new'), false)
  })

  it('those who joined are the people of the wave whom nothing was meant for yet', async () => {
    const { db } = database()
    const wave = await addWave(db)
    const step = (name: string, audience: Audience) => addAnnouncement(db, { audience, wave_id: wave.id, step: name })
    const first = await step('announcement', { kind: 'wave', waveId: wave.id })
    await expand(db, { announcement: first, languageOf: () => 'en', now })
    await addPerson(db, 'late')
    await db.updateTable('people').set({ excluded: null }).where('id', '=', 'guest').execute()
    const joined: Audience = { kind: 'joined', waveId: wave.id, step: 'joined:2026-11-12' }
    const welcome = await step('joined:2026-11-12', joined)
    await expand(db, { announcement: welcome, languageOf: () => 'en', now })
    const rows = await db.selectFrom('deliveries').select(['person_id', 'state']).where('announcement_id', '=', welcome.id).execute()
    assert.deepEqual(rows.map(row => `${row.person_id} ${row.state}`).sort(), ['guest queued', 'late queued'])
    const tomorrow: Audience = { kind: 'joined', waveId: wave.id, step: 'joined:2026-11-13' }
    assert.equal((await headCount(db, tomorrow)).total, 0)
  })
})
