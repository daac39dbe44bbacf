import assert from 'node:assert/strict'
import { toEml } from '../../services/mail.ts'

/** What a mail program reads from the file (RFC 5322, 2045, 2047). */
function read(eml: string) {
  const [head = '', ...rest] = eml.split('\r\n\r\n')
  const headers = new Map(
    head
      .replaceAll(/\r\n[ \t]/g, ' ')
      .split('\r\n')
      .map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)] as const),
  )
  const boundary = headers.get('content-type')?.match(/boundary="([^"]+)"/)?.[1] ?? ''
  const parts = rest
    .join('\r\n\r\n')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => {
      const [about = '', body = ''] = part.trim().split('\r\n\r\n')
      return { type: about.match(/Content-Type: ([^;]+)/)?.[1], text: Buffer.from(body, 'base64').toString('utf8') }
    })
  const subject = (headers.get('subject') ?? '')
    .split(' ')
    .map(word => Buffer.from(word.match(/^=\?utf-8\?B\?(.*)\?=$/)?.[1] ?? '', 'base64').toString('utf8'))
    .join('')
  return { headers, parts, subject }
}

describe('an e-mail as a file', () => {
  const mail = {
    subject: 'Vanaf dinsdag 24 november, 10.00 uur (tijd in Amsterdam), log je in met je wachtwoord én een “extra” controle 🔑.',
    text: 'Dag,\n\nGeen probleem: één sleutel.\n',
    html: '<p>Dag,</p>\n<p>Geen probleem: één sleutel. 🔑</p>\n',
  }

  it('comes back letter by letter, in both forms', () => {
    const { subject, parts } = read(toEml(mail))
    assert.equal(subject, mail.subject)
    assert.deepEqual(parts, [
      { type: 'text/plain', text: mail.text.replaceAll('\n', '\r\n') },
      { type: 'text/html', text: mail.html.replaceAll('\n', '\r\n') },
    ])
  })

  it('opens as a draft, is addressed to nobody, and has only short ASCII lines', () => {
    const eml = toEml(mail)
    const { headers } = read(eml)
    assert.equal(headers.get('x-unsent'), '1')
    assert.deepEqual([...headers.keys()], ['x-unsent', 'subject', 'mime-version', 'content-type'])
    for (const line of eml.split('\r\n')) assert.match(line, /^[\x20-\x7e]{0,76}$/)
  })

  it('no text breaks out of its place', () => {
    const { headers, parts } = read(toEml({ subject: 'A\r\nBcc: all@example.test', text: '\r\n--part-x\r\n', html: '.' }))
    assert.equal(headers.has('bcc'), false)
    assert.equal(parts.length, 2)
  })
})
