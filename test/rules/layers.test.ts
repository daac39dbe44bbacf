import { type Import, obey, type Source, sources, target } from '../support/sources.ts'

type Allowed = (path: string, source: Source) => boolean
const within =
  (...folders: string[]): Allowed =>
  path =>
    folders.some(folder => path.startsWith(`${folder}/`))

/** What each folder may import of the project. */
const layers: Record<string, Allowed> = {
  services: within('services'),
  cards: within('cards'),
  pages: (path, source) => within('pages')(path, source) || path === 'cards/texts/translate.ts',
  bot: (path, source) =>
    within('bot', 'cards', 'pages', 'services')(path, source) || (path === 'practice/start.ts' && source.path === 'bot/main.ts'),
  practice: within('practice'),
  manifest: (path, source) =>
    within('manifest', 'cards')(path, source) || path === 'bot/config.ts' || path.startsWith('bot/commands/') || path === 'package.json',
}

const place = (source: Source, found: Import) => `${source.path}:${found.line} imports ${found.from}`

function importsThat(breaks: (path: string, source: Source, found: Import) => boolean): string[] {
  return sources().flatMap(source =>
    source.imports
      .filter(found => {
        const path = target(source, found)
        return path !== null && breaks(path, source, found)
      })
      .map(found => place(source, found)),
  )
}

/** Every ring of files that import each other, types included: a ring of types is a ring in the reader's head. */
function rings(): string[] {
  const edges = new Map(sources().map(source => [source.path, source.imports.flatMap(found => target(source, found) ?? [])] as const))
  const done = new Set<string>()
  const found: string[] = []
  const follow = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) found.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const next of edges.get(path) ?? []) follow(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) follow(path, [])
  return found
}

describe('house rules: layers', () => {
  for (const [folder, allowed] of Object.entries(layers)) {
    it(`${folder}/ imports only what lies below it`, () =>
      obey(
        'services/ imports neither bot/ nor cards/; cards/ only itself; pages/ itself and cards/texts/translate.ts; bot/ all three; practice/ nothing of the product, which starts it from bot/main.ts alone; manifest/ reads cards, settings and commands.',
        'Move the shared part down a layer, or pass it in as an argument.',
        importsThat((path, source) => source.folder === folder && !allowed(path, source)),
      ))
  }

  it('nothing imports test/', () =>
    obey(
      'Nothing imports test/.',
      'Move what the product needs out of test/.',
      importsThat((path, source) => source.folder !== 'test' && path.startsWith('test/')),
    ))

  it('imports of the project carry their file ending', () =>
    obey(
      'A relative import names the file, with its ending.',
      'Add .ts (or .json) to the path.',
      importsThat(path => !/\.(ts|json|cjs)$/.test(path)),
    ))

  it('no import cycles', () =>
    obey('No file imports itself, directly or through others.', 'Move what both need into a third file.', rings()))
})
