import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { understand } from '../../../services/understanding/understand.ts'

const program = new URL('../../../services/understanding/main.ts', import.meta.url).pathname

function answers(input: string) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    input,
    encoding: 'utf8',
  })
  assert.deepEqual({ stderr, status }, { stderr: '', status: 0 })
  return stdout === ''
    ? []
    : stdout
        .replace(/\n$/, '')
        .split('\n')
        .map(line => JSON.parse(line))
}

describe('npm run answers', function () {
  this.timeout(60_000)

  it('prints what the chat understands of each line, and nothing else', () => {
    const lines = [
      'mijn gsm is gestolen',
      'how do i start with this',
      '',
      '   ',
      '😡😡',
      'a\u0000b\u0007c\rd\u2028e',
      `${'x'.repeat(100_000)} y`,
      '"quoted" \\n',
      'last',
    ]
    const printed = answers(lines.join('\n'))
    assert.deepEqual(
      printed,
      lines.map(text => ({ text, ...understand(text) })),
    )
    assert.deepEqual(Object.keys(printed[0] ?? {}), ['text', 'language', 'topics', 'certain'])
  })

  it('takes lines as Windows ends them, and prints nothing for nothing', () => {
    assert.deepEqual(
      answers('hello\r\nbye\r\n').map(({ text }) => text),
      ['hello', 'bye'],
    )
    assert.deepEqual(answers(''), [])
  })
})
