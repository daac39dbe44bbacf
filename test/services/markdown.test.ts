import assert from 'node:assert/strict'
import { checkMarkdown, type LinkProblem, toHtml, toPlain } from '../../services/markdown.ts'

const hosts = ['intranet.example.test', 'microsoft.com']
const check = (text: string) => checkMarkdown(text, hosts)

describe('what an admin may write', () => {
  const fine = [
    '',
    'Plain words, 10:00, 50 % and a price of € 5.',
    '**Bold**, _italic_ and\na second line',
    '- one\n- two\n\n1. first\n2. second',
    'See [the intranet](https://intranet.example.test/mfa?x=1#how) or https://aka.microsoft.com/x',
    'Write to helpdesk@example.com, or [look](https://intranet.example.test/search?q=a%20b)',
    '[intranet.example.test/mfa](https://intranet.example.test/mfa), [step 2. Go](https://intranet.example.test/)',
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

  const refused: [kind: LinkProblem, text: string, link: string][] = [
    ['foreign', '[here](https://evil.example/)', 'https://evil.example/'],
    ['foreign', 'https://evil.example/path', 'https://evil.example/path'],
    ['foreign', '[x](https://intranet.example.test.evil.example/)', 'https://intranet.example.test.evil.example/'],
    ['foreign', '[x](https://evilmicrosoft.com/)', 'https://evilmicrosoft.com/'],
    ['foreign', '[x][1]\n\n[1]: https://evil.example/', 'https://evil.example/'],
    ['foreign', '<https://evil.example/>', 'https://evil.example/'],
    ['foreign', '[x](javascript:alert(1))', 'javascript:alert(1)'],
    ['foreign', '[x](data:text/html,hi)', 'data:text/html,hi'],
    ['foreign', '[x](msteams://l/chat)', 'msteams://l/chat'],
    ['foreign', '[x](/relative)', '/relative'],
    ['foreign', '[x](https://microsoft.com./)', 'https://microsoft.com./'],
    ['insecure', 'www.evil.com', 'http://www.evil.com'],
    ['insecure', 'go to intranet.example.com', 'http://intranet.example.com'],
    ['insecure', '[x](http://intranet.example.test/)', 'http://intranet.example.test/'],
    ['short', '- a\n- [b](https://bit.ly/x)', 'https://bit.ly/x'],
    ['short', 'aka.ms/mfasetup', 'http://aka.ms/mfasetup'],
    ['short', '[x](https://aka.ms/mysecurityinfo)', 'https://aka.ms/mysecurityinfo'],
    ['short', '[x](https://go.microsoft.com/fwlink/?LinkId=1)', 'https://go.microsoft.com/fwlink/?LinkId=1'],
    ['short', '[x](https://eur01.safelinks.protection.outlook.com/?url=a)', 'https://eur01.safelinks.protection.outlook.com/?url=a'],
    ['odd', '[x](https://microsoft.com@evil.example/)', 'https://microsoft.com@evil.example/'],
    ['odd', '[x](https://evil.example\\@microsoft.com/)', 'https://evil.example@microsoft.com/'],
    ['odd', '[x](https://intranet.example.test:8443/)', 'https://intranet.example.test:8443/'],
    ['odd', '[x](https://10.0.0.1/)', 'https://10.0.0.1/'],
    ['odd', '[x](https://2130706433/)', 'https://2130706433/'],
    ['odd', '[x](https://[::1]/)', 'https://[::1]/'],
    ['odd', '[x](https://xn--mcrosoft-c2a.com/)', 'https://xn--mcrosoft-c2a.com/'],
    ['odd', '[x](https://mіcrosoft.com/)', 'https://xn--mcrosoft-thh.com/'],
    ['odd', '[x](https://www.microsoft.com/login?to=https://evil.example)', 'https://www.microsoft.com/login?to=https://evil.example'],
    ['odd', '[x](https://www.microsoft.com/r?u=https%3A%2F%2Fevil.example)', 'https://www.microsoft.com/r?u=https%3A%2F%2Fevil.example'],
    ['odd', '[intranet.example.test](https://www.microsoft.com/)', 'https://www.microsoft.com/'],
    ['odd', '[https://bank.example/pay](https://intranet.example.test/)', 'https://intranet.example.test/'],
  ]
  for (const [kind, text, link] of refused) {
    it(`refuses the link in ${JSON.stringify(text)}: ${kind}`, () => assert.deepEqual(check(text), [{ kind, link }]))
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
