/** The project's own source files, parsed, for the house rules. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parse } from '@babel/parser'
import type { File, Node } from '@babel/types'

export const folders = ['bot', 'cards', 'pages', 'services', 'manifest', 'practice', 'test'] as const

export interface Import {
  from: string
  line: number
  typeOnly: boolean
  names: string[]
}

export interface Source {
  path: string
  folder: string
  text: string
  tree: File
  imports: Import[]
}

const root = new URL('../..', import.meta.url).pathname

export const readProjectFile = (path: string) => readFileSync(join(root, path), 'utf8')
export const projectFiles = (pattern: string) => globSync(pattern, { cwd: root, exclude: ['node_modules', 'data', 'dist'] }).sort()

/** Every node of a tree with the nodes above it, the nearest last. */
export function walk(node: Node, visit: (node: Node, above: Node[]) => void, above: Node[] = []): void {
  visit(node, above)
  const below = [...above, node]
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof child.type === 'string' && child.loc) walk(child, visit, below)
    }
  }
}

const nameOf = (node: Node | null | undefined) => (node?.type === 'Identifier' ? node.name : '')

function importOf(node: Node): Import | null {
  const line = node.loc?.start.line ?? 0
  if (node.type === 'ImportDeclaration') {
    const names = node.specifiers.map(one => (one.type === 'ImportSpecifier' ? nameOf(one.imported) : one.local.name))
    const typeOnly =
      node.importKind === 'type' ||
      (names.length > 0 && node.specifiers.every(one => one.type === 'ImportSpecifier' && one.importKind === 'type'))
    return { from: node.source.value, line, typeOnly, names }
  }
  if ((node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') && node.source) {
    return { from: node.source.value, line, typeOnly: node.exportKind === 'type', names: [] }
  }
  if (node.type === 'ImportExpression' && node.source.type === 'StringLiteral') {
    return { from: node.source.value, line, typeOnly: false, names: [] }
  }
  return null
}

function readSource(path: string): Source {
  const text = readProjectFile(path)
  const tree = parse(text, { sourceType: 'module', plugins: ['typescript'], createImportExpressions: true })
  const imports: Import[] = []
  walk(tree, node => {
    const found = importOf(node)
    if (found) imports.push(found)
  })
  return { path, folder: path.split('/')[0] ?? '', text, tree, imports }
}

let known: Source[] | undefined

export function sources(...only: (typeof folders)[number][]): Source[] {
  known ??= projectFiles(`{${folders.join(',')}}/**/*.ts`)
    .filter(path => !path.endsWith('.d.ts'))
    .map(readSource)
  return only.length ? known.filter(source => only.some(folder => folder === source.folder)) : known
}

/** The project's file that a relative import leads to; `null` for a package. */
export const target = (source: Source, found: Import): string | null =>
  found.from.startsWith('.') ? normalize(join(dirname(source.path), found.from)) : null

/** Fails with the rule, what to do about it, and every place that breaks it. */
export function obey(rule: string, fix: string, broken: string[]): void {
  if (broken.length) assert.fail(`House rule: ${rule}\nTo mend it: ${fix}\n${broken.map(line => `  ${line}`).join('\n')}\n`)
}
