import { obey, readProjectFile, sources, walk } from '../support/sources.ts'

const page = 'docs/errors.md'

/** The texts in backticks at the start of table rows, by the heading that they stand under. */
function told(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  let heading = ''
  for (const line of readProjectFile(page).split('\n')) {
    heading = line.match(/^## (.*)/)?.[1] ?? heading
    const text = line.match(/^\| `([^`]+)`/)?.[1]
    if (text) found.set(heading, [...(found.get(heading) ?? []), text])
  }
  return found
}

/** Every message that the bot logs as a warning or an error. */
function logged(): { text: string; place: string }[] {
  return sources('bot', 'services').flatMap(source => {
    const found: { text: string; place: string }[] = []
    walk(source.tree, node => {
      if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.property.type !== 'Identifier') return
      const { object, property } = node.callee
      const on =
        object.type === 'Identifier'
          ? object.name
          : object.type === 'MemberExpression' && object.property.type === 'Identifier'
            ? object.property.name
            : ''
      if (on !== 'log' || !['warn', 'error', 'fatal'].includes(property.name)) return
      const last = node.arguments.at(-1)
      const place = `${source.path}:${node.loc?.start.line}`
      found.push({ text: last?.type === 'StringLiteral' ? last.value : '(not a fixed text)', place })
    })
    return found
  })
}

describe('house rules: errors', () => {
  it('every warning and error in the log is explained', () => {
    const explained = told().get('In the log') ?? []
    obey(
      `Every message that is logged as a warning or an error stands in ${page}, with what to do.`,
      `Add a row under "In the log" in ${page}. A message is one fixed text; what varies are its fields.`,
      logged()
        .filter(({ text }) => !explained.includes(text))
        .map(({ text, place }) => `${place}: ${text}`),
    )
  })

  it('no explanation is left over', () => {
    const inLog = new Set(logged().map(({ text }) => text))
    const code = sources('bot', 'services', 'manifest', 'practice')
      .map(({ text }) => text)
      .join('\n')
    obey(
      `What ${page} explains can happen.`,
      'Take the row out, or correct its text.',
      [...told()].flatMap(([heading, texts]) => texts.filter(text => (heading === 'In the log' ? !inLog.has(text) : !code.includes(text)))),
    )
  })
})
