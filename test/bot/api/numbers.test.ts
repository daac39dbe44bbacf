import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { switchFeature } from '../../../services/features.ts'
import { type Api, openApi } from '../../support/api.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addChat, addPerson, addReachable, later, now } from '../../support/rollout.ts'

const count = 4321

describe('announcements in the API', () => {
  const database = useDatabase()
  let app: TestApp
  let api: Api
  let id: string

  /** People in three departments; every tenth is blocked, every seventh is a guest. */
  beforeEach(async () => {
    app = testApp(database().db, now)
    const { db } = app
    await addReachable(db, ['emma'])
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma', 'grace'] }
    id = (await addAnnouncement(db, { state: 'running', targeted: count, author_id: 'emma' })).id
    await sql`insert into people (id, upn, name, mail, synced_at)
      select 'p' || n, 'p' || n || '@example.test', 'Person ' || n, 'p' || n || '@mail.test', ${now} from generate_series(1, ${count}::int) n`.execute(
      db,
    )
    await sql`insert into deliveries (announcement_id, person_id, state, reason, department, language, not_before, changed_at)
      select ${id}::uuid, 'p' || n, case when n % 10 = 0 then 'blocked' when n % 7 = 0 then 'skipped' else 'delivered' end,
        case when n % 10 <> 0 and n % 7 = 0 then 'guest' end, 'Department ' || n % 3, case when n % 2 = 0 then 'nl' else 'en' end, ${now}, ${now}
      from generate_series(1, ${count}::int) n`.execute(db)
    api = await openApi(app)
  })
  afterEach(() => api.close())

  const blocked = Math.floor(count / 10)

  it('one has its numbers by department, language, reason and state, and they add up', async () => {
    const { status, body } = await api.get(`/announcements/${id}`)
    assert.equal(status, 200)
    const one = body as unknown as Record<string, { targeted: number; key: string }[]> & { numbers: Record<string, number> }
    assert.equal(one.numbers.targeted, count)
    assert.equal(one.numbers.unreachable, blocked)
    for (const part of ['byDepartment', 'byLanguage', 'byReason', 'byState'])
      assert.equal(
        one[part]?.reduce((sum, each) => sum + each.targeted, 0),
        count,
        part,
      )
    assert.deepEqual(
      one.byReason?.map(part => part.key),
      ['delivered', 'guest', 'blocked'],
    )
    const list = await api.get('/announcements')
    assert.equal(list.body.items?.[0]?.numbers?.targeted, count)
  })

  it('a draft is its author’s alone', async () => {
    const draft = await addAnnouncement(app.db, { state: 'draft', author_id: 'grace' })
    assert.equal((await api.get(`/announcements/${draft.id}`)).status, 404)
    assert.equal((await api.get(`/announcements/${draft.id}/deliveries`)).status, 404)
    assert.equal((await api.get(`/announcements/${draft.id}`, 'grace')).status, 200)
    assert.equal((await api.get('/announcements')).body.items?.length, 1)
  })

  it('person by person, page by page, nobody twice and nobody missed, also filtered', async () => {
    const read = async (query: string) => {
      const people: string[] = []
      for (let next = ''; ; ) {
        const { body } = await api.get(`/announcements/${id}/deliveries?limit=200${query}${next && `&cursor=${next}`}`)
        people.push(...(body.items as unknown as { personId: string }[]).map(row => row.personId))
        if (body.next === null) return people
        next = String(body.next)
      }
    }
    const everybody = await read('')
    assert.equal(everybody.length, count)
    assert.equal(new Set(everybody).size, count)
    assert.equal((await read('&state=blocked')).length, blocked)
    assert.equal((await read('&department=Department%200&language=nl&state=blocked')).length, Math.floor(count / 30))
    assert.equal((await read('&reason=guest')).length, Math.floor(count / 7) - Math.floor(count / 70))
  })

  it('pauses and goes on, and the audit says who', async () => {
    const state = async (step: string) => (await api.send('POST', `/announcements/${id}/${step}`)).body.state
    assert.equal(await state('pause'), 'paused')
    assert.equal((await api.send('POST', `/announcements/${id}/pause`)).status, 409)
    assert.equal(await state('resume'), 'running')
    const audit = await app.db.selectFrom('audit').select('action').orderBy('id').execute()
    assert.deepEqual(
      audit.map(row => row.action),
      ['announcement.paused', 'announcement.resumed'],
    )
  })

  it('sends again to those who were not reached, and to nobody else', async () => {
    const { body } = await api.send('POST', `/announcements/${id}/resend`)
    assert.deepEqual([body.numbers?.waiting, body.numbers?.unreachable], [blocked, 0])
    assert.equal((await api.send('POST', `/announcements/${id}/resend`)).status, 409)
    const audit = await app.db.selectFrom('audit').select(['action', 'details']).execute()
    assert.deepEqual(audit, [{ action: 'announcement.resent', details: { people: blocked } }])
  })

  it('stops, once, and the audit says who', async () => {
    await sql`update deliveries set state = 'queued' where person_id in ('p1', 'p2')`.execute(app.db)
    const { status, body } = await api.send('POST', `/announcements/${id}/stop`)
    assert.equal(status, 200)
    assert.deepEqual([body.state, body.numbers?.not_sent], ['cancelled', 2])
    assert.equal((await api.send('POST', `/announcements/${id}/stop`)).status, 409)
    const audit = await app.db.selectFrom('audit').select(['actor_id', 'action', 'subject']).execute()
    assert.deepEqual(audit, [{ actor_id: 'emma', action: 'announcement.stopped', subject: `announcement:${id}` }])
  })

  it('everybody as a file that opens in Excel, in the admin’s language, with nothing planted', async () => {
    await app.db.updateTable('people').set({ teams_locale: 'nl-NL', time_zone: 'Europe/Amsterdam' }).where('id', '=', 'emma').execute()
    await app.db.updateTable('people').set({ name: '=HYPERLINK("https://evil.test")' }).where('id', '=', 'p1').execute()
    await app.db.updateTable('deliveries').set({ delivered_at: now }).where('person_id', '=', 'p1').execute()
    const { status, text, headers } = await api.get(`/announcements/${id}/deliveries.csv`)
    assert.equal(status, 200)
    assert.match(headers.get('content-disposition') ?? '', /^attachment; filename="deliveries-.*\.csv"$/)
    const rows: Record<string, string>[] = parse(text, { delimiter: ';', bom: true, columns: true })
    assert.equal(rows.length, count)
    const [first] = rows.filter(row => row.UserPrincipalName === 'p1@example.test')
    assert.deepEqual(
      [first?.Naam, first?.['Wat ervan werd'], first?.['Bezorgd (Europe/Amsterdam)']],
      [`'=HYPERLINK("https://evil.test")`, 'Bezorgd', '2026-11-10 10:00'],
    )
    const audit = await app.db.selectFrom('audit').select(['actor_id', 'action', 'subject', 'details']).execute()
    assert.deepEqual(audit, [{ actor_id: 'emma', action: 'exported', subject: `announcement:${id}`, details: { what: 'deliveries' } }])
  })

  it('the people who could not be reached, with addresses; the file can be uploaded as a list again', async () => {
    const { text } = await api.get(`/announcements/${id}/unreachable.csv?separator=comma`)
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
    assert.equal(rows.length, blocked)
    assert.deepEqual(
      rows.find(row => row.Name === 'Person 10'),
      {
        Name: 'Person 10',
        Email: 'p10@mail.test',
        UserPrincipalName: 'p10@example.test',
        Department: 'Department 1',
        Language: 'nl',
        Why: 'The person blocked this chat',
      },
    )
    const { body } = await api.send('POST', '/lists?name=Unreachable', text, { type: 'text/csv' })
    assert.deepEqual([body.rows, body.matched], [blocked, blocked])
    const again = await api.send('POST', '/lists?name=Strangers', 'mail\n=cmd@example.test\n', { type: 'text/csv' })
    const misses = await api.get(`/lists/${again.body.id}/misses.csv?separator=comma`)
    assert.equal(misses.text, '\ufeff"Line","What it says","Why"\r\n"2","\'=cmd@example.test","Nobody has this address"\r\n')
  })

  it('nobody else gets a file', async () => {
    assert.equal((await api.get(`/announcements/${id}/deliveries.csv`, 'p1')).status, 403)
    const audit = await app.db.selectFrom('audit').select(['actor_id', 'action']).execute()
    assert.deepEqual(audit, [{ actor_id: 'p1', action: 'refused' }])
  })
})

describe('people in the API', () => {
  const database = useDatabase()
  let app: TestApp
  let api: Api

  beforeEach(async () => {
    app = testApp(database().db, now)
    await addReachable(app.db, ['emma'])
    await addPerson(app.db, 'kees', {
      name: 'Kees de Wit',
      mail: 'k.dewit@example.test',
      department: 'Warehouse',
      directory_language: 'nl',
    })
    await addChat(app.db, 'kees')
    await addPerson(app.db, 'kim', { name: 'Kim 100% Wit' })
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
    api = await openApi(app)
  })
  afterEach(() => api.close())

  const names = async (search: string) =>
    ((await api.get(`/people?search=${encodeURIComponent(search)}`)).body.items as unknown as { name: string }[]).map(one => one.name)

  it('are found by address or by parts of their name', async () => {
    assert.deepEqual(await names('K.DEWIT@example.test'), ['Kees de Wit'])
    assert.deepEqual(await names('wit'), ['Kees de Wit', 'Kim 100% Wit'])
    assert.deepEqual(await names('wit kees'), ['Kees de Wit'])
    assert.deepEqual(await names('100%'), ['Kim 100% Wit'])
    assert.deepEqual(await names('%%'), [])
    assert.equal((await api.get('/people?search=x')).status, 400)
  })

  it('show what was sent, seen where that is known, answered and put off; that it was looked at is in the audit', async () => {
    const { db } = app
    await switchFeature(db, { name: 'seen_per_person', on: true, note: 'Works council', actorId: 'emma', now })
    await db
      .insertInto('registrations')
      .values({ person_id: 'kees', done: false, kinds: ['phone'], source: 'live', checked_at: now })
      .execute()
    for (const [n, more] of [
      { state: 'delivered', delivered_at: later(60), seen_at: later(120), answered_at: later(180), activity_id: '1' } as const,
      { state: 'delivered', delivered_at: later(60), snoozed_until: later(999), snooze_reason: 'no_phone', snoozes: 1 } as const,
      { state: 'skipped', reason: 'done' } as const,
    ].entries()) {
      const { id } = await addAnnouncement(db, { created_at: later(n), state: 'running' })
      const row = { announcement_id: id, person_id: 'kees', language: 'nl', not_before: now, changed_at: now }
      await db
        .insertInto('deliveries')
        .values({ ...row, ...more })
        .execute()
    }
    const first = await api.get('/people/kees/history?limit=2')
    const second = await api.get(`/people/kees/history?limit=2&cursor=${first.body.next}`)
    const { person } = first.body
    assert.deepEqual([person?.name, person?.reach, person?.ready?.done, person?.cases?.open], ['Kees de Wit', 'reachable', false, 0])
    const sent = [first, second].flatMap(({ body }) => body.items as unknown as Record<string, unknown>[])
    assert.deepEqual(
      sent.map(({ state, reason, seenAt, answeredAt, snoozeReason }) => ({ state, reason, seenAt, answeredAt, snoozeReason })),
      [
        { state: 'skipped', reason: 'done', seenAt: null, answeredAt: null, snoozeReason: null },
        { state: 'delivered', reason: null, seenAt: null, answeredAt: null, snoozeReason: 'no_phone' },
        { state: 'delivered', reason: null, seenAt: later(120).toISOString(), answeredAt: later(180).toISOString(), snoozeReason: null },
      ],
    )
    assert.equal(second.body.next, null)
    const audit = await db.selectFrom('audit').select(['action', 'subject']).where('action', '=', 'person.viewed').execute()
    assert.deepEqual(audit[0], { action: 'person.viewed', subject: 'person:kees' })
    assert.equal((await api.get('/people/nobody/history')).status, 404)
  })
})
