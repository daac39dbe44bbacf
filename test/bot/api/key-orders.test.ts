import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { type Api, openApi } from '../../support/api.ts'
import { useDatabase } from '../../support/database.ts'
import { type KeyStage, keyStage } from '../../support/key-stage.ts'

describe('orders of security keys in the API', () => {
  const database = useDatabase()
  let stage: KeyStage
  let api: Api

  beforeEach(async () => {
    stage = await keyStage(database().db)
    stage.app.directory.members[stage.app.config.ADMIN_GROUP_ID] = ['emma']
    api = await openApi(stage.app)
  })
  afterEach(() => api.close())

  type Row = Record<string, unknown>
  const items = (body: { items?: unknown }) => body.items as Row[]

  /** Closed orders of Emma, so that there are many. */
  const addClosed = (count: number) =>
    sql`insert into key_orders (person_id, state, wished_place, lasting_before, passkey_before, asked_at, answer_by, changed_at, pushed_at, closed_at)
      select 'emma', 'cancelled', 'Desk', 0, false, now(), now(), now(), now(), now() from generate_series(1, ${count}::int)`.execute(
      stage.app.db,
    )

  it('say where each is, and what was done when nothing happened', async () => {
    await stage.order('kees', { where: 'workplace' })
    await stage.agent('fatima', 'keys.accept')
    await stage.agent('joris', 'keys.hand_over')
    for (const hour of [4, 28]) await stage.hours(hour)
    const { status, body } = await api.get('/key-orders')
    assert.equal(status, 200)
    assert.deepEqual(items(body), [
      {
        id: 501,
        personId: 'kees',
        name: 'Kees de Wit',
        upn: 'kees@example.test',
        department: 'Magazijn',
        state: 'handed_over',
        wishedPlace: 'Magazijn, Tilburg',
        place: 'Magazijn, kantoor',
        handsOver: 'Daan',
        agentId: 'joris',
        askedAt: '2026-11-12T09:00:00.000Z',
        answerBy: '2026-11-13T09:00:00.000Z',
        expectedAt: '2026-11-17T07:00:00.000Z',
        readyAt: null,
        handedAt: '2026-11-12T09:00:00.000Z',
        closedAt: null,
        nudges: 2,
        notDelivered: null,
      },
    ])
    assert.deepEqual((await api.get('/key-orders/501')).body, items(body)[0])
    assert.match((await api.get('/key-orders/999')).text, /no order of a security key with this id\. \/api\/v1\/key-orders lists/)
    assert.equal((await api.get('/key-orders/kees')).status, 400)
  })

  it('come page by page, nobody twice and nobody missed, also of one state', async () => {
    await addClosed(450)
    await stage.order()
    const ids: unknown[] = []
    for (let next = ''; ; ) {
      const { body } = await api.get(`/key-orders?limit=200${next && `&cursor=${next}`}`)
      ids.push(...items(body).map(row => row.id))
      if (body.next === null) break
      next = String(body.next)
    }
    assert.deepEqual([ids.length, new Set(ids).size, ids[0]], [451, 451, 951])
    assert.deepEqual(
      items((await api.get('/key-orders?state=asked')).body).map(row => row.personId),
      ['kees'],
    )
    assert.equal((await api.get('/key-orders?state=lost')).status, 400)
    assert.equal((await api.get('/key-orders?cursor=abc')).status, 400)
  })

  it('keep to themselves what an agent wrote: the reason, and a place with a phone number', async () => {
    await stage.order()
    await stage.agent('fatima', 'keys.accept', { place: 'Bel eerst 06 12345678', handsOver: 'Daan, 06-87654321' })
    await stage.agent('fatima', 'keys.decline', { note: 'Liever niet, zei zijn chef' })
    const [list, file] = [await api.get('/key-orders'), await api.get('/key-orders.csv')]
    assert.deepEqual([items(list.body)[0]?.place, items(list.body)[0]?.handsOver, items(list.body)[0]?.state], [null, null, 'declined'])
    for (const { text } of [list, file]) assert.doesNotMatch(text, /12345678|87654321|chef/)
  })

  it('are a file for Excel in the admin’s language, with nothing planted; the audit says who took it out', async () => {
    await addClosed(2100)
    await stage.order('kees', { where: 'other', elsewhere: '=1+1' })
    await stage.app.db.updateTable('people').set({ chosen_language: 'nl', teams_locale: 'nl-NL' }).where('id', '=', 'emma').execute()
    const { text, headers } = await api.get('/key-orders.csv')
    assert.match(headers.get('content-disposition') ?? '', /filename="key-orders\.csv"/)
    const rows: Row[] = parse(text, { delimiter: ';', bom: true, columns: true })
    assert.equal(rows.length, 2101)
    assert.deepEqual(rows[0], {
      Beveiligingssleutel: '2601',
      Naam: 'Kees de Wit',
      Email: '',
      UserPrincipalName: 'kees@example.test',
      Afdeling: 'Magazijn',
      'Wat ervan werd': 'Besteld',
      'Gewenste plek': "'=1+1",
      'Waar overhandigd': '',
      'Overhandigd door': '',
      'Besteld (Europe/Amsterdam)': '2026-11-12 10:00',
      'Beloofd vanaf (Europe/Amsterdam)': '',
      'Ligt klaar sinds (Europe/Amsterdam)': '',
      'Overhandigd (Europe/Amsterdam)': '',
      'Gesloten (Europe/Amsterdam)': '',
    })
    const few = await api.get('/key-orders.csv?state=asked&separator=comma')
    assert.equal(few.text.trim().split('\r\n').length, 2)
    const audit = await stage.app.db
      .selectFrom('audit')
      .select(['actor_id', 'subject', 'details'])
      .where('action', '=', 'exported')
      .execute()
    assert.deepEqual(audit[0], { actor_id: 'emma', subject: 'key_orders', details: { what: 'key_orders' } })
    assert.equal(audit.length, 2)
  })
})
