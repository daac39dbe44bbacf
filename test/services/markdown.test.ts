import assert from 'node:assert/strict'
import { checkMarkdown, toHtml, toPlain } from '../../services/markdown.ts'

const hosts = ['intranet.example.test', 'microsoft.com']
const check = (text: string) => checkMarkdown(text, hosts)

describe('what an admin may write', () => {
  const fine = [
    '',
    'Plain words, 10:00, 50 % and a price of € 5.',
    '**Bold**, _italic_ and\na second line',
    '- one\n- two\n\n1. first\n2. second',
    'See [the intranet](https://intranet.example.test/mfa?x=1#how) or https://aka.microsoft.com/x',
    'Write to helpdesk@example.com, or [look](https://intranet.example.test:8443/)',
    '[Security info](https://mysignins.microsoft.com/security-info)',
  ]
  for (const text of fine) it(`shows: ${JSON.stringify(text)}`, () => assert.deepEqual(check(text), []))

  const notShown = [
    '# Heading',
    'Heading\n===',
    '> quote',
    '`code`',
    '```\ncode\n```',
    '![picture](https://intranet.example.test/a.png)',
    '---',
    '<b>bold</b>',
    'a <img src=x> b',
    '~~gone~~',
    '|a|b|\n|-|-|\n|1|2|',
  ]
  for (const text of notShown) {
    it(`does not show in Teams: ${JSON.stringify(text)}`, () => assert.deepEqual(check(text)[0], { kind: 'not_shown' }))
  }

  const foreign: [text: string, link: string][] = [
    ['[here](https://evil.example/)', 'https://evil.example/'],
    ['https://evil.example/path', 'https://evil.example/path'],
    ['www.evil.com', 'http://www.evil.com'],
    ['go to evil.com', 'http://evil.com'],
    ['[x](http://intranet.example.test/)', 'http://intranet.example.test/'],
    ['[x](https://intranet.example.test.evil.example/)', 'https://intranet.example.test.evil.example/'],
    ['[x](https://evilmicrosoft.com/)', 'https://evilmicrosoft.com/'],
    ['[x](https://microsoft.com@evil.example/)', 'https://microsoft.com@evil.example/'],
    ['[x][1]\n\n[1]: https://evil.example/', 'https://evil.example/'],
    ['<https://evil.example/>', 'https://evil.example/'],
    ['- a\n- [b](https://bit.ly/x)', 'https://bit.ly/x'],
    ['[x](javascript:alert(1))', 'javascript:alert(1)'],
    ['[x](data:text/html,hi)', 'data:text/html,hi'],
    ['[x](msteams://l/chat)', 'msteams://l/chat'],
    ['[x](/relative)', '/relative'],
    ['[x](https://evil.example\\@microsoft.com/)', 'https://evil.example@microsoft.com/'],
  ]
  for (const [text, link] of foreign) {
    it(`refuses the link in ${JSON.stringify(text)}`, () => assert.deepEqual(check(text), [{ kind: 'link', link }]))
  }
})

describe('the same texts outside Teams', () => {
  const admins = 'Come on **Thursday**.\nMore on the [intranet](https://intranet.example.test/mfa).\n\n- one\n- two'

  it('become HTML with nothing but the subset in it', () => {
    assert.match(toHtml(admins), /<strong>Thursday<\/strong>\.<br>\s*More on the <a href="https:\/\/intranet\.example\.test\/mfa">/)
    assert.match(toHtml(admins), /<ul>\s*<li>one<\/li>\s*<li>two<\/li>\s*<\/ul>/)
    for (const hostile of [
      '<b>x</b>',
      '[x](javascript:alert(1))',
      '[x](http://a.example)',
      '![x](https://a.example/x.png)',
      '# x',
      '`x`',
      '&lt;script&gt;',
    ]) {
      assert.doesNotMatch(toHtml(hostile), /<(?!\/?p>|\/?a[ >])|<a href="(?!https:)/, hostile)
    }
  })

  it('become plain text with the addresses written out', () => {
    assert.equal(toPlain(admins), 'Come on Thursday.\nMore on the intranet (intranet.example.test/mfa).\n- one\n- two')
    assert.equal(toPlain('<b>1 < 2 & 3</b>'), '<b>1 < 2 & 3</b>')
  })
})
