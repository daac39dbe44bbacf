import { obey, projectFiles, readProjectFile, sources, walk } from '../support/sources.ts'

const textFiles = () =>
  projectFiles('{*,.ci/*,{bot,cards,pages,services,manifest,practice,test,docs}/**/*}.{ts,js,cjs,json,md,css,html,svg,yml}').filter(
    path => path !== 'package-lock.json' && path !== 'test/rules/words.test.ts' && !path.startsWith('manifest/schema/'),
  )

/** What belongs to the machine or the desk that a change was made on, not to the project. */
const foreign: { what: RegExp; why: string }[] = [
  { what: /(^|[\s"'`(=:])\/(work|root|home\/\w+|Users\/\w+|tmp)\/[\w.]/, why: "a path of somebody's machine" },
  { what: /\b(TODO|FIXME|XXX|HACK)\b/, why: 'a note about work that is left' },
  { what: /registry\.(npmjs|npmmirror|yarnpkg)/, why: 'the address of a package registry' },
  { what: /\b(chatgpt|copilot|claude|openai|anthropic|gpt-\d)\b/i, why: 'the name of a tool that writes text' },
]

function commented(source: { text: string; tree: { comments?: { value: string; loc?: { start: { line: number } } | null }[] | null } }) {
  const code = /^\s*(const |let |await |return |import |export |if \(|for \(|\}|[\w.]+\(.*\);?$)/
  return (source.tree.comments ?? []).filter(({ value }) => value.split('\n').some(line => code.test(line.replace(/^\s*\*/, ''))))
}

describe('house rules: words', () => {
  it('files speak of the project only', () =>
    obey(
      'Tracked files speak of the project, not of a machine, a tool or work that is left.',
      'Write what the reader of the project needs, or take it out.',
      textFiles().flatMap(path =>
        readProjectFile(path)
          .split('\n')
          .flatMap((line, index) => foreign.filter(({ what }) => what.test(line)).map(({ why }) => `${path}:${index + 1} has ${why}`)),
      ),
    ))

  it('no code is commented out', () =>
    obey(
      'Code that does not run is not kept.',
      'Delete it; the history remembers.',
      sources().flatMap(source => commented(source).map(({ loc }) => `${source.path}:${loc?.start.line}`)),
    ))

  it('no checks are switched off', () =>
    obey(
      'Nothing is hidden from the type checker or the linter.',
      'Mend what they found.',
      sources().flatMap(source =>
        (source.tree.comments ?? [])
          .filter(({ value }) => /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable/.test(value))
          .map(({ loc }) => `${source.path}:${loc?.start.line}`),
      ),
    ))

  it('no test is skipped without a reason on its line, and none runs alone', () => {
    const broken: string[] = []
    for (const source of sources('test')) {
      const lines = source.text.split('\n')
      walk(source.tree, node => {
        if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return
        const on = node.object.type === 'Identifier' ? node.object.name : node.object.type === 'ThisExpression' ? 'this' : ''
        if (!['it', 'describe', 'context', 'this', 'test'].includes(on)) return
        const line = node.loc?.start.line ?? 0
        const reason = /\/\/ \w{3}/.test(lines[line - 1] ?? '')
        if (node.property.name === 'only' || (node.property.name === 'skip' && !reason)) broken.push(`${source.path}:${line}`)
      })
    }
    obey('A skipped test gives its reason in a comment on the same line; .only stays at home.', 'Say why, or let it run.', broken)
  })

  it('two tests of a suite never have the same name', () => {
    const broken: string[] = []
    for (const source of sources('test')) {
      const seen = new Set<string>()
      walk(source.tree, (node, above) => {
        if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'it') return
        const [title] = node.arguments
        if (title?.type !== 'StringLiteral') return
        const suite = above.findLast(
          one => one.type === 'CallExpression' && one.callee.type === 'Identifier' && /^describe/.test(one.callee.name),
        )
        const name = `${suite?.start}:${title.value}`
        if (seen.has(name)) broken.push(`${source.path}:${node.loc?.start.line} "${title.value}"`)
        seen.add(name)
      })
    }
    obey('A test has a name of its own.', 'Say what is different about it.', broken)
  })
})
