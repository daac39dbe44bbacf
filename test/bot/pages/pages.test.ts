import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { createMetrics } from '../../../bot/metrics.ts'
import { pageRoutes, preferred } from '../../../bot/pages/index.ts'
import { startServer } from '../../../bot/server.ts'
import { noteFirstSent } from '../../../services/broadcasts.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { addDelivery, addSent, contentWith } from '../../support/broadcasts.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addWave, later, now } from '../../support/rollout.ts'

const hostile =
  '<script>alert(1)</script><img src=x onerror="alert(2)"> [press](javascript:alert(3)) [here](http://evil.example) & "quoted"'

const words = (text: string) => JSON.stringify({ en: text, nl: text })

describe('the public pages', () => {
  const database = useDatabase()
  let app: TestApp
  let server: Awaited<ReturnType<typeof startServer>>
  beforeEach(async () => {
    app = testApp(database().db, now, { PUBLIC_URL: 'https://bot.example.test/' })
    server = await startServer(0, {
      metrics: createMetrics(app.db),
      receive: async () => ({ status: 200 }),
      notReady: async () => [],
      api: [],
      pages: pageRoutes(app),
    })
  })
  afterEach(() => server.close())

  async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
    const response = await fetch(`http://localhost:${server.port}${path}`, { headers: { connection: 'close', ...headers }, method })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const titles = (text: string) => [...text.matchAll(/<h3><a [^>]*>([^<]*)</g)].map(match => match[1])

  it('list what was really sent, the newest first, and nothing else', async () => {
    for (const state of ['draft', 'awaiting_approval', 'scheduled', 'expanding', 'running'] as const)
      await addAnnouncement(app.db, { state, content: contentWith({ what: `never sent (${state})` }) })
    const waiting = await addAnnouncement(app.db, { state: 'running', content: contentWith({ what: 'still waits' }) })
    await addDelivery(app.db, waiting.id, 'p01', { state: 'queued' })
    await addSent(app.db, later(60), { code: 'blue heron', content: contentWith({ what: 'the first one' }) })
    await addSent(app.db, later(120), { state: 'finished', finished_at: later(130), content: contentWith({ what: 'the second one' }) })
    await addSent(app.db, later(180), { state: 'cancelled', finished_at: later(190), content: contentWith({ what: 'the stopped one' }) })
    app.setTime(later(240))
    const { status, text } = await get('/broadcasts')
    assert.equal(status, 200)
    assert.deepEqual(
      titles(text).map(title => title?.split(', ').at(-1)),
      ['the stopped one.', 'the second one.', 'the first one.'],
    )
    assert.match(text, /<dd class="code">blue heron<\/dd>/)
    assert.match(text, /<html lang="en">/)
    app.setTime(later(400 * 24 * 3600))
    assert.match((await get('/broadcasts')).text, /We have sent nothing yet/)
  })

  it('speak the language that is asked for, in the address or by the browser', async () => {
    const { code } = await addSent(app.db, now, { code: 'Blue  Heron', content: contentWith({}) })
    assert.equal(code, 'Blue  Heron')
    assert.match(
      (await get('/broadcasts', { 'accept-language': 'fr, nl;q=0.8, en;q=0.5' })).text,
      /<html lang="nl">[\s\S]*Voor het eerst verstuurd/,
    )
    assert.match((await get('/broadcasts?language=en', { 'accept-language': 'nl' })).text, /<html lang="en">/)
    const full = await get('/broadcasts/BLUE-HERON?language=nl')
    assert.equal(full.status, 200)
    assert.ok(full.text.indexOf('<article lang="nl">') < full.text.indexOf('<article lang="en">'), 'own language first, the other one too')
    assert.deepEqual(['fr', 'en;q=0.2,nl-BE', 'nl;q=0', '', undefined].map(preferred), [null, 'nl', null, null, null])
  })

  it('show what an admin wrote as text, never as code', async () => {
    const { id } = await addSent(app.db, now, {
      content: contentWith(
        { what: hostile, why: hostile, otherwise: hostile, alternative: hostile, extra: `${hostile}\n\n- **one**\n- two`, hours: hostile },
        { sender: hostile, phone: hostile },
      ),
      audience: { kind: 'person', personId: 'p01', name: 'Kees de Wit' },
    })
    for (const path of ['/broadcasts', `/broadcasts/${id}`, `/broadcasts/${id}/poster`, `/broadcasts/${id}/talk-note`]) {
      const { status, text, headers } = await get(path)
      assert.equal(status, 200, path)
      assert.doesNotMatch(text, /<script|<img|onerror="|href="(?!https:\/\/bot\.example\.test\/broadcasts)/i, path)
      assert.doesNotMatch(text, /Kees|p01/, path)
      const style = text.match(/<style>([\s\S]*)<\/style>/)?.[1] ?? ''
      const hash = createHash('sha256').update(style).digest('base64')
      assert.equal(
        headers.get('content-security-policy'),
        `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      )
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('vary'), 'Accept-Language')
      assert.equal(headers.get('set-cookie'), null)
    }
    const full = (await get(`/broadcasts/${id}`)).text
    assert.match(full, /<li><strong>one<\/strong><\/li>|<li>\s*<p><strong>one/)
    assert.match(full, /one colleague/)
  })

  it('say where people of a wave may register, when not everywhere', async () => {
    const { id } = await addWave(app.db, { register_at: 'at_work' })
    await addSent(app.db, now, { code: 'brown fox', wave_id: id, step: 'announcement', content: contentWith({}) })
    assert.match((await get('/broadcasts/brown-fox')).text, /Do it at work\./)
    assert.match((await get('/broadcasts/brown-fox/poster')).text, /Do it at work\./)
  })

  it('say what was corrected and what was withdrawn, and take its paper back', async () => {
    await addSent(app.db, now, {
      code: 'green apple',
      corrected_at: later(60),
      correction: words('It is an hour later.'),
      content: contentWith({}),
    })
    await addSent(app.db, now, {
      code: 'red apple',
      withdrawn_at: later(60),
      withdrawn_how: 'note',
      withdrawn_why: words('The date was <b>wrong</b>.'),
      content: contentWith({}),
    })
    app.setTime(later(120))
    const { text } = await get('/broadcasts')
    assert.match(text, /Corrected on Tuesday 10 November, 10:01[\s\S]*It is an hour later\./)
    assert.match(text, /Withdrawn on Tuesday 10 November, 10:01[\s\S]*The date was &lt;b&gt;wrong&lt;\/b&gt;\./)
    assert.equal((await get('/broadcasts/green-apple/poster')).status, 200)
    for (const below of ['poster', 'talk-note', 'mail']) {
      const gone = await get(`/broadcasts/red-apple/${below}`)
      assert.equal(gone.status, 410)
      assert.match(gone.text, /This message was withdrawn/)
    }
    assert.equal((await get('/broadcasts/red-apple')).status, 200)
  })

  it('show a warning as it was written, and have no talk note for it', async () => {
    const content = contentWith({
      what: 'somebody sends false messages in our name',
      why: 'They ask for a code.',
      otherwise: '',
      alternative: '',
    })
    await addSent(app.db, now, { code: 'grey owl', kind: 'security', content })
    const { text } = await get('/broadcasts/grey-owl')
    assert.match(text, /<h2>Somebody sends false messages in our name<\/h2>\s*<p>They ask for a code/)
    const poster = await get('/broadcasts/grey-owl/poster')
    assert.deepEqual([poster.status, /What to do/.test(poster.text)], [200, false])
    assert.equal((await get('/broadcasts/grey-owl/talk-note')).status, 404)
  })

  it('are kind about what is not there', async () => {
    for (const path of ['/broadcasts/red-herring', '/broadcasts/red-herring/poster?language=en', '/broadcasts/%3Cscript%3E']) {
      const { status, text, headers } = await get(path)
      assert.equal(status, 404)
      assert.match(text, /There is no such message[\s\S]*call the helpdesk, 030 123 45 67/)
      assert.doesNotMatch(text, /<script/)
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/)
    }
    const head = await get('/broadcasts', {}, 'HEAD')
    assert.deepEqual([head.status, head.text], [200, ''])
  })

  it('ask the database once for all readers of a few seconds', async () => {
    await get('/broadcasts')
    await addSent(app.db, now, { code: 'new words', content: contentWith({}) })
    assert.equal((await get('/broadcasts/new-words')).status, 404)
    app.setTime(later(6))
    assert.equal((await get('/broadcasts/new-words')).status, 200)
  })

  it('do not stay closed after the database was away', async () => {
    const { selectFrom } = app.db
    app.db.selectFrom = () => {
      throw new Error('away')
    }
    assert.equal((await get('/broadcasts')).status, 500)
    app.db.selectFrom = selectFrom
    assert.equal((await get('/broadcasts')).status, 200)
  })

  it('keep the moment of the first message, whatever comes later', async () => {
    const { id } = await addSent(app.db, later(10), { code: 'two words' })
    await addDelivery(app.db, id, 'p02', { delivered_at: later(5000) })
    await noteFirstSent(app.db, later(6000))
    const row = await app.db.selectFrom('announcements').select('first_sent_at').where('id', '=', id).executeTakeFirstOrThrow()
    assert.deepEqual(row.first_sent_at, later(10))
  })
})
