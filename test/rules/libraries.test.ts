import { obey, projectFiles, readProjectFile, sources, walk } from '../support/sources.ts'

/** Which files may import a library: in the product one place each, so that replacing it means changing that place. */
const importers: Record<string, { files: RegExp; types?: RegExp }> = {
  restify: { files: /^bot\/server\.ts$/ },
  botbuilder: { files: /^bot\/(adapter|messenger|incoming|turn)\.ts$/ },
  'botframework-connector': { files: /^bot\/(adapter|messenger|incoming|turn)\.ts$/ },
  'pg-boss': { files: /^services\/jobs\.ts$/ },
  '@azure/identity': { files: /^services\/graph\// },
  '@microsoft/microsoft-graph-client': { files: /^services\/graph\// },
  'intl-messageformat': { files: /^cards\/texts\/translate\.ts$/ },
  pino: { files: /^bot\/log\.ts$/, types: /^(bot|services)\// },
  'prom-client': { files: /^bot\/metrics\.ts$/ },
  kysely: { files: /^services\// },
  'kysely/migration': { files: /^services\/db\// },
  pg: { files: /^services\/db\// },
  '@electric-sql/pglite': { files: /^services\/db\// },
  'temporal-polyfill': { files: /^services\/local-time\.ts$/ },
  'countries-and-timezones': { files: /^services\/local-time\.ts$/ },
  'date-holidays': { files: /^services\/calendar\.ts$/ },
  jose: { files: /^bot\/(adapter|api\/sso)\.ts$/ },
  'csv-parse': { files: /^services\/lists\.ts$/ },
  'markdown-it': { files: /^services\/markdown\.ts$/ },
  'p-throttle': { files: /^services\/graph\/directory\.ts$/ },
  zod: { files: /^(bot|cards|services)\// },
  pngjs: { files: /^(cards\/draw|manifest\/icons)\.ts$/ },
  fflate: { files: /^manifest\/package\.ts$/ },
  'ajv-draft-04': { files: /^manifest\/check\.ts$/ },
}

const product = () => sources('bot', 'cards', 'pages', 'services', 'manifest')
const isOurs = (from: string) => from.startsWith('.') || from.startsWith('node:')

describe('house rules: libraries', () => {
  it('each foreign library has one importer', () =>
    obey(
      'A foreign library is imported in one place (the table in test/rules/libraries.test.ts).',
      'Use what that place offers; a new library gets a line in the table and a sentence in the commit that says what it replaces.',
      product().flatMap(source =>
        source.imports
          .filter(({ from }) => !isOurs(from))
          .filter(({ from, typeOnly }) => {
            const allowed = importers[from]
            return !allowed?.files.test(source.path) && !(typeOnly && allowed?.types?.test(source.path))
          })
          .map(({ from, line }) => `${source.path}:${line} imports ${from}`),
      ),
    ))

  it('the table names no library that nobody imports', () => {
    const imported = new Set(product().flatMap(source => source.imports.map(({ from }) => from)))
    obey(
      'The table of importers is true.',
      'Take the line out of test/rules/libraries.test.ts, and the package out of package.json if nothing else needs it.',
      Object.keys(importers).filter(name => !imported.has(name)),
    )
  })

  it('every dependency is used', () => {
    const json = JSON.parse(readProjectFile('package.json'))
    const used = new Set(
      sources().flatMap(source =>
        source.imports.map(({ from }) =>
          from
            .split('/')
            .slice(0, from[0] === '@' ? 2 : 1)
            .join('/'),
        ),
      ),
    )
    const text = [...sources().map(source => source.text), ...projectFiles('test/support/*.cjs').map(readProjectFile)].join('\n')
    obey(
      'A dependency that nothing imports is not installed.',
      'npm uninstall it.',
      Object.keys(json.dependencies).filter(name => !used.has(name) && !text.includes(`'${name}`)),
    )
  })

  it('only the entry points read the environment', () => {
    const broken: string[] = []
    for (const source of product()) {
      if (/^(bot|manifest)\/main\.ts$/.test(source.path)) continue
      walk(source.tree, node => {
        if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier' || node.object.name !== 'process') return
        if (node.property.type === 'Identifier' && node.property.name === 'env') broken.push(`${source.path}:${node.loc?.start.line}`)
      })
    }
    obey(
      'process.env is read in main.ts alone and parsed by bot/config.ts.',
      'Add the setting to bot/config.ts and pass the config.',
      broken,
    )
  })

  it('no default exports', () =>
    obey(
      'No default exports: a thing has one name everywhere.',
      'Export it by name.',
      sources().flatMap(source => {
        const lines: string[] = []
        walk(source.tree, node => {
          if (node.type === 'ExportDefaultDeclaration') lines.push(`${source.path}:${node.loc?.start.line}`)
        })
        return lines
      }),
    ))
})
