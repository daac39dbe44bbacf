import assert from 'node:assert/strict'
import { createLog } from '../../bot/log.ts'

function written(level: string, write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog(level, { write: line => void lines.push(line) }))
  return lines.join('')
}

describe('the log', () => {
  it('carries ids and causes', () => {
    const line = JSON.parse(written('info', log => log.warn({ personId: 'kees', code: 'HTTP 502' }, 'an answer was lost')))
    assert.deepEqual([line.personId, line.code, line.msg], ['kees', 'HTTP 502', 'an answer was lost'])
    assert.equal(line.hostname, undefined)
  })

  it('says of an error its kind, code and place, never its words', () => {
    class QueryFailed extends Error {
      override name = 'QueryFailed'
      code = '23505'
    }
    const words = 'Key (upn)=(kees@example.test) exists\n    at Kees de Wit, 06 12345678\nat home'
    const text = written('info', log => log.error({ err: new QueryFailed(words, { cause: new Error('the cause of Kees') }) }, 'it failed'))
    assert.doesNotMatch(text, /[Kk]ees|Key|06 1234|home/)
    const { err } = JSON.parse(text)
    assert.deepEqual([err.type, err.code], ['QueryFailed', '23505'])
    assert.match(err.stack[0], /log\.test\.ts/)
    assert.doesNotMatch(
      written('info', log => log.error({ err: 'Kees de Wit' }, 'it failed')),
      /Kees/,
    )
  })

  it('takes out what is secret or personal, also one and two levels down', () => {
    const secrets = {
      authorization: 'Bearer xyz',
      token: 'xyz',
      password: 'xyz',
      text: 'xyz',
      name: 'xyz',
      upn: 'xyz',
      mail: 'xyz',
      phone: 'xyz',
    }
    const text = written('info', log => log.info({ ...secrets, person: secrets, request: { headers: secrets } }, 'hello'))
    assert.doesNotMatch(text, /xyz/)
  })

  it('keeps quiet below its level', () => {
    assert.equal(
      written('warn', log => log.info('hello')),
      '',
    )
    assert.equal(
      written('silent', log => log.fatal('hello')),
      '',
    )
  })
})
