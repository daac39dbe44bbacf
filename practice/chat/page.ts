import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refuse, sendAnswer } from '../http.ts'

const pageFolder = fileURLToPath(new URL('../page/', import.meta.url))
const libraries: Record<string, string> = {
  'adaptivecards.min.js': fileURLToPath(new URL('../../node_modules/adaptivecards/dist/adaptivecards.min.js', import.meta.url)),
  'markdown-it.min.js': fileURLToPath(new URL('../../node_modules/markdown-it/dist/browser/markdown-it.umd.min.js', import.meta.url)),
}
const types: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.ts': 'text/javascript',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}
const policy = "default-src 'self'; img-src 'self' data: https:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** Serves the page's own files, its TypeScript with the types taken out, and the two libraries it needs. */
export async function servePage(response: ServerResponse, path: string): Promise<void> {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const library = name.startsWith('lib/') ? libraries[name.slice(4)] : undefined
  const type = types[extname(name)]
  const file = library ?? (/^[\w-]+(\.[\w-]+)+$/.test(name) ? join(pageFolder, name) : undefined)
  const content = file && type ? await contentOf(file) : null
  if (content === null) return sendAnswer(response, refuse(404, 'NotFound', `There is nothing at ${path}.`))
  response.writeHead(200, {
    'content-type': `${type}${type === 'image/png' || type === 'font/woff2' ? '' : '; charset=utf-8'}`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  })
  response.end(content)
}

async function contentOf(file: string): Promise<string | Buffer | null> {
  try {
    return file.endsWith('.ts') ? stripTypeScriptTypes(await readFile(file, 'utf8')) : await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
