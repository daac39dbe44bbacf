import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { readConfig } from '../../../bot/config.ts'
import { mailbox } from '../../../practice/company/constants.ts'
import { createCredential } from '../../../services/graph/credential.ts'
import { createMailer, outcomeOf } from '../../../services/graph/mailer.ts'
import type { OutgoingMail } from '../../../services/ports.ts'
import { list, newTenant, type Tenant } from '../../practice/support.ts'

const mail: OutgoingMail = {
  to: { address: 'kees.dewit@havenlicht.example', name: 'Kees de Wit' },
  subject: 'Vanaf dinsdag: één extra controle',
  html: '<p>Dag Kees, “alles” goed?</p>',
}

describe('the mailer over Graph, against the practice tenant', () => {
  let tenant: Tenant
  before(async () => {
    tenant = await newTenant()
  })
  beforeEach(async () => {
    await tenant.page('/control/faults', undefined, 'DELETE')
    await tenant.page('/control/mails', undefined, 'DELETE')
    await tenant.page('/control/limits', { enabled: true })
  })
  after(() => tenant.end())

  function mailer(more: Record<string, string> = {}) {
    const needed = { HELPDESK_PHONE: '1', HELPDESK_PLACE: 'x', INTRANET_URL: 'https://intranet.example.test' }
    const config = readConfig({ ...needed, ...tenant.env, ...more })
    return createMailer(config, createCredential(config), async () => undefined)
  }
  const send = (more: Record<string, string> = {}, one = mail) => mailer(more)?.send(one)
  const arrived = async () => list((await tenant.page('/control/mails')).body.mails)
  const fault = (given: object) => tenant.page('/control/faults', { operation: 'graph', path: 'sendMail', times: 1, ...given })

  it('sends one e-mail to one person from the mailbox of the settings', async () => {
    assert.deepEqual(await send(), { kind: 'sent' })
    const [one, ...more] = await arrived()
    assert.deepEqual(
      [String(one?.from), String(one?.to), String(one?.subject), String(one?.html)],
      [mailbox, mail.to.address, mail.subject, mail.html],
    )
    assert.equal(more.length, 0)
  })

  it('is not there where no mailbox is set', () => assert.equal(mailer({ MAIL_SENDER: '' }), null))

  it('waits as long as Graph asks, and tries nothing again by itself', async () => {
    await fault({ status: 429, retryAfterSeconds: 7 })
    assert.deepEqual(await send(), { kind: 'wait', forMs: 7000 })
    await fault({ status: 503 })
    assert.deepEqual(await send(), { kind: 'wait', forMs: 10_000 })
    assert.deepEqual(await arrived(), [])
  })

  it('says that it does not know, where an answer was lost or came from a gateway', async () => {
    await fault({ loseAnswer: true })
    const lost = await send()
    assert.equal(lost?.kind, 'uncertain')
    assert.equal((await arrived()).length, 1)
    await fault({ status: 504 })
    assert.equal((await send())?.kind, 'uncertain')
  })

  it('knows that nothing was sent where nobody listens', async () => {
    const server = createServer().listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    server.close()
    const nobody = createMailer(
      { GRAPH_BASE_URL: `https://localhost:${port}/graph`, MAIL_SENDER: mailbox },
      { getToken: async () => 'a-token' },
      async () => undefined,
    )
    assert.deepEqual(await nobody?.send(mail), { kind: 'wait', forMs: 10_000 })
  })

  it('tells a set-up that is wrong from a person whose address is wrong', async () => {
    assert.deepEqual(await send({ MAIL_SENDER: 'nobody@havenlicht.example' }), { kind: 'set_up', code: 'Request_ResourceNotFound' })
    await fault({ status: 403, code: 'ErrorAccessDenied' })
    assert.deepEqual(await send(), { kind: 'set_up', code: 'ErrorAccessDenied' })
    assert.equal((await send({}, { ...mail, to: { address: 'no address', name: 'x' } }))?.kind, 'refused')
  })

  it('practice serves four at once, as Outlook does', async () => {
    const one = mailer()
    await one?.send(mail)
    const outcomes = await Promise.all(Array.from({ length: 9 }, () => one?.send(mail)))
    const sent = outcomes.filter(outcome => outcome?.kind === 'sent').length
    assert.equal((await arrived()).length, 1 + sent)
    assert.ok(sent >= 4 && sent < 9, `${sent} of 9 were taken at once`)
    assert.ok(outcomes.every(outcome => outcome?.kind === 'sent' || outcome?.kind === 'wait'))
  })

  it('reads every status', () => {
    const kindOf = (status: number, code = '') => outcomeOf({ status, code, body: null, message: '', retryAfterMs: null }).kind
    assert.deepEqual(
      [202, 400, 401, 403, 404, 429, 500, 502, 503, 504, 0].map(status => kindOf(status)),
      ['sent', 'refused', 'set_up', 'set_up', 'set_up', 'wait', 'uncertain', 'uncertain', 'wait', 'uncertain', 'uncertain'],
    )
    assert.deepEqual([kindOf(0, 'TimeoutError'), kindOf(0, 'ENOTFOUND')], ['uncertain', 'wait'])
  })
})
