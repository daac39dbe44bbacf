import assert from 'node:assert/strict'
import { resources } from '../../../bot/api/index.ts'
import { type Api, openApi } from '../../support/api.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addReachable, now } from '../../support/rollout.ts'

describe('the API', () => {
  const database = useDatabase()
  let app: TestApp
  let api: Api

  beforeEach(async () => {
    app = testApp(database().db, now)
    await addReachable(app.db, ['emma', 'kees'])
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
    api = await openApi(app)
  })
  afterEach(() => api.close())

  const anId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
  const filledIn = (path: string) => path.replace(/:name/, 'out_of_office').replace(/:\w+/g, anId)

  it('is for admins: every resource refuses others, and the audit says what was tried', async () => {
    for (const { method, path } of resources) {
      const reply = method === 'GET' ? await api.get(filledIn(path), 'kees') : await api.send(method, filledIn(path), {}, { as: 'kees' })
      assert.equal(reply.status, 403, `${method} ${path}`)
      assert.match(String(reply.body.error?.message), /Only admins/)
    }
    const rows = await app.db.selectFrom('audit').select(['actor_id', 'action', 'subject']).orderBy('id').execute()
    assert.deepEqual(
      rows,
      resources.map(({ method, path }) => ({ actor_id: 'kees', action: 'refused', subject: `api:${method} ${path}` })),
    )
  })

  it('no resource answers without a token', async () => {
    for (const { method, path } of resources) {
      const reply = method === 'GET' ? await api.get(filledIn(path), '') : await api.send(method, filledIn(path), {}, { as: '' })
      assert.equal(reply.status, 401, `${method} ${path}`)
      assert.equal(reply.headers.get('www-authenticate'), 'Bearer')
      assert.match(String(reply.body.error?.message), /getAuthToken/)
    }
    assert.deepEqual(await app.db.selectFrom('audit').selectAll().execute(), [])
  })

  it('describes itself from its contracts', async () => {
    const { status, body, headers } = await api.get('/openapi.json', '')
    assert.equal(status, 200)
    assert.equal(body.openapi, '3.1.0')
    const described = Object.entries(body.paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    assert.deepEqual(described.sort(), resources.map(({ method, path }) => `${method} ${path}`).sort())
    assert.deepEqual(body.paths?.['/features/{name}']?.put?.parameters?.[0]?.schema?.enum, [
      'seen_per_person',
      'names_to_managers',
      'out_of_office',
    ])
    assert.equal(headers.get('access-control-allow-origin'), null)
  })

  it('says what is wrong, and where to read more', async () => {
    const cases: [Promise<{ status: number; text: string }>, number, RegExp][] = [
      [api.get('/nothing'), 404, /There is nothing here.*openapi\.json/],
      [api.send('PUT', '/lists', {}), 405, /in another way only/],
      [api.get('/lists?limit=1000'), 400, /query\.limit: .*200/],
      [api.get('/lists?most=3'), 400, /query: .*most/],
      [api.get('/lists?cursor=abc'), 400, /Begin again without it/],
      [api.get('/lists/7'), 400, /path\.id: /],
      [api.get(`/lists/${anId}`), 404, /There is no list with this id\. \/api\/v1\/lists lists/],
      [api.send('PUT', '/features/out_of_office', '{'), 400, /not valid JSON/],
      [api.send('PUT', '/features/out_of_office', { on: 'yes' }), 400, /body\.on: /],
      [api.send('PUT', '/features/out_of_office', { on: true, extra: 1 }), 400, /extra/],
      [api.send('PUT', '/features/out_of_office', { on: true }), 400, /where and when this was agreed/],
      [api.send('PUT', '/features/everything', { on: true }), 400, /path\.name/],
      [api.send('PUT', '/features/out_of_office', 'on=true', { type: 'application/x-www-form-urlencoded' }), 415, /application\/json/],
      [api.send('PUT', '/features/out_of_office', { on: true, note: 'x'.repeat(300_000) }), 413, /MiB at most/],
      [api.send('POST', '/lists?name=x', {}), 415, /text\/csv/],
      [api.send('POST', '/lists', 'upn\n', { type: 'text/csv' }), 400, /query\.name/],
      [api.send('POST', '/lists?name=x', 'name,place\nAnn,Utrecht\n', { type: 'text/csv' }), 400, /Line 1: No column is called UPN/],
    ]
    for (const [reply, status, message] of cases) {
      const { status: got, text } = await reply
      assert.equal(got, status, text)
      assert.match(text, message)
    }
  })

  it('a caller who asks without end waits; others do not', async () => {
    for (let call = 0; call < 300; call += 1) await api.get('/features')
    const reply = await api.get('/features')
    assert.deepEqual([reply.status, reply.headers.get('retry-after')], [429, '60'])
    assert.equal((await api.get('/features', 'kees')).status, 403)
  })

  it('a surprise inside is a plain 500', async () => {
    await api.close()
    api = await openApi(app, async () => {
      throw new Error('Jan de Vries')
    })
    const reply = await api.get('/features')
    assert.equal(reply.status, 500)
    assert.doesNotMatch(reply.text, /Jan/)
  })

  it('keys that cannot be read are our trouble, not the caller’s', async () => {
    await api.close()
    api = await openApi(app, async () => ({ kind: 'unavailable' }))
    assert.equal((await api.get('/features')).status, 503)
  })

  it('switches what must be agreed', async () => {
    const on = await api.send('PUT', '/features/seen_per_person', { on: true, note: 'Works council, 3 November' })
    assert.equal(on.status, 200)
    const { body } = await api.get('/features')
    assert.deepEqual(body.items?.[0], {
      name: 'seen_per_person',
      onSince: now.toISOString(),
      note: 'Works council, 3 November',
      changedBy: 'emma',
      changedAt: now.toISOString(),
    })
  })

  it('takes a list in, says what did not match, page by page', async () => {
    const file = `UPN\nkees@example.test\n${Array.from({ length: 120 }, (_, n) => `nobody${n}@example.test\n`).join('')}`
    const { status, body } = await api.send('POST', '/lists?name=Warehouse', file, { type: 'text/csv; charset=utf-8' })
    assert.equal(status, 200)
    const { id, name, rows, matched, misses, why } = body as unknown as Record<string, unknown>
    assert.deepEqual([name, rows, matched, misses], ['Warehouse', 121, 1, 120])
    assert.deepEqual(why, { unknown: 120, ambiguous: 0, guest: 0, left: 0, duplicate: 0, no_address: 0 })
    const lines: unknown[] = []
    let pages = 0
    for (let next = ''; ; pages += 1) {
      const page = await api.get(`/lists/${id}/misses?limit=50${next && `&cursor=${next}`}`)
      lines.push(...(page.body.items as unknown as { line: number }[]).map(miss => miss.line))
      if (page.body.next === null) break
      next = String(page.body.next)
    }
    assert.equal(pages, 2)
    assert.deepEqual(
      lines,
      Array.from({ length: 120 }, (_, n) => n + 3),
    )
    for (let n = 0; n < 3; n += 1) await api.send('POST', `/lists?name=L${n}`, 'kees@example.test', { type: 'text/csv' })
    const first = await api.get('/lists?limit=3')
    const second = await api.get(`/lists?limit=3&cursor=${first.body.next}`)
    const ids = [first, second].flatMap(page => (page.body.items as unknown as { id: string }[]).map(list => list.id))
    assert.equal(new Set(ids).size, 4)
    assert.equal(second.body.next, null)
  })
})
