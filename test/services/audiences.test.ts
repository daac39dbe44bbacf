import assert from 'node:assert/strict'
import type { Audience } from '../../services/audiences.ts'
import { audiencePage, readMembers } from '../../services/audiences.ts'
import { headCount } from '../../services/dry-run.ts'
import { expand } from '../../services/expansion.ts'
import { describeOnBoth } from '../support/database.ts'
import { fakeDirectory } from '../support/directory.ts'
import { addAnnouncement, addChat, addPerson, now } from '../support/rollout.ts'

const finance: Audience = { kind: 'group', groupId: 'finance', name: 'Finance' }
const audiences: [audience: Audience, members: string[]][] = [
  [{ kind: 'everyone' }, ['glass', 'guest', 'new', 'ready', 'waits']],
  [{ kind: 'not_ready' }, ['glass', 'guest', 'new', 'waits']],
  [{ kind: 'person', personId: 'new', name: 'New' }, ['new']],
  [{ kind: 'person', personId: 'left', name: 'Left' }, []],
  [finance, ['guest', 'ready']],
]

describeOnBoth('audiences', database => {
  beforeEach(async () => {
    const { db } = database()
    await addPerson(db, 'ready')
    await addPerson(db, 'new')
    await addPerson(db, 'waits')
    await addPerson(db, 'guest', { excluded: 'guest' })
    await addPerson(db, 'glass', { excluded: 'break_glass' })
    await addPerson(db, 'left', { left_at: now })
    await addChat(db, 'ready')
    await addChat(db, 'waits', { state: 'not_installed', conversation_id: null })
    const registration = { source: 'report' as const, checked_at: now }
    await db
      .insertInto('registrations')
      .values({ person_id: 'ready', done: true, ...registration })
      .execute()
    await db
      .insertInto('registrations')
      .values({ person_id: 'new', done: false, ...registration })
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
})
