import type { Function as Callable, Node } from '@babel/types'
import { obey, type Source, sources, walk } from '../support/sources.ts'

const most = { fileLines: 300, functionLines: 60, parameters: 4, nesting: 3 }
/** SQL, made-up names and pictures are data; their length says nothing about how hard they are to read. */
const data = [
  /^services\/db\/migrations\//,
  /^cards\/pictures\.ts$/,
  /^practice\/company\/names\.ts$/,
  /^practice\/page\/words\./,
  /^practice\/page\/icons\.ts$/,
  /^test\/fixtures\//,
  /^test\/walks\//,
]

const measured = () => sources().filter(source => !data.some(pattern => pattern.test(source.path)))
const linesOf = (node: Node) => (node.loc ? node.loc.end.line - node.loc.start.line + 1 : 0)
const isFunction = (node: Node): node is Callable =>
  ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ObjectMethod', 'ClassMethod', 'ClassPrivateMethod'].includes(
    node.type,
  )
const isBranch = (node: Node) =>
  [
    'IfStatement',
    'ForStatement',
    'ForInStatement',
    'ForOfStatement',
    'WhileStatement',
    'DoWhileStatement',
    'SwitchStatement',
    'TryStatement',
  ].includes(node.type)

/** `else if` continues its `if`; it is no deeper. */
function depth(node: Node, above: Node[]): number {
  let count = 1
  let below = node
  for (const one of above.toReversed()) {
    if (isFunction(one)) break
    const continues = one.type === 'IfStatement' && one.alternate === below && below.type === 'IfStatement'
    if (isBranch(one) && !continues) count += 1
    below = one
  }
  return count
}

const describes = (node: Node | undefined) =>
  node?.type === 'CallExpression' && node.callee.type === 'Identifier' && /^describe/.test(node.callee.name)

/** A suite, or a function that makes one: a list of tests, not a function that anybody reads in one go. */
const isSuite = (node: Callable, above: Node[]) =>
  describes(above.at(-1)) ||
  (node.body.type === 'BlockStatement' && node.body.body.some(one => one.type === 'ExpressionStatement' && describes(one.expression)))

/** A function that is put into a library's object has the parameters that the library gives it. */
const isForeign = (above: Node[]) => {
  const parent = above.at(-1)
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
}

function places(source: Source, breaks: (node: Node, above: Node[]) => string | null): string[] {
  const found: string[] = []
  walk(source.tree, (node, above) => {
    const what = breaks(node, above)
    if (what) found.push(`${source.path}:${node.loc?.start.line} ${what}`)
  })
  return found
}

describe('house rules: sizes', () => {
  it(`a file has at most ${most.fileLines} lines`, () =>
    obey(
      `A file has at most ${most.fileLines} lines.`,
      'Split it by what its parts are about.',
      measured()
        .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
        .filter(({ lines }) => lines > most.fileLines)
        .map(({ path, lines }) => `${path} has ${lines}`),
    ))

  it(`a function has at most ${most.functionLines} lines`, () =>
    obey(
      `A function has at most ${most.functionLines} lines.`,
      'Give a part of it a name of its own.',
      measured().flatMap(source =>
        places(source, (node, above) =>
          isFunction(node) && linesOf(node) > most.functionLines && !isSuite(node, above) ? `has ${linesOf(node)} lines` : null,
        ),
      ),
    ))

  it(`a function takes at most ${most.parameters} parameters`, () =>
    obey(
      `A function takes at most ${most.parameters} parameters.`,
      'Pass one object with named values.',
      measured().flatMap(source =>
        places(source, (node, above) =>
          isFunction(node) && node.params.length > most.parameters && !isForeign(above) ? `takes ${node.params.length} parameters` : null,
        ),
      ),
    ))

  it(`statements nest at most ${most.nesting} deep`, () =>
    obey(
      `Statements nest at most ${most.nesting} deep.`,
      'Return early, or give the inner part a name.',
      measured().flatMap(source =>
        places(source, (node, above) => (isBranch(node) && depth(node, above) === most.nesting + 1 ? `is ${most.nesting + 1} deep` : null)),
      ),
    ))
})
