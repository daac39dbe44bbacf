import type { TSInterfaceDeclaration } from '@babel/types'
import { sql } from 'kysely'
import { useDatabase } from '../support/database.ts'
import { obey, type Source, sources, walk } from '../support/sources.ts'

interface ColumnRow {
  table_name: string
  column_name: string
  data_type: string
  is_nullable: string
  has_default: boolean
}

const kinds: Record<string, string> = {
  text: 'text',
  uuid: 'text',
  integer: 'number',
  bigint: 'number',
  boolean: 'boolean',
  jsonb: 'json',
  ARRAY: 'texts',
  'timestamp with time zone': 'instant',
}

const describesTables = (source: Source) => source.path === 'services/db/schema.ts' || source.path.startsWith('services/db/tables/')

/** Every interface and every union of words in schema.ts and tables/, by name. */
function declared() {
  const interfaces = new Map<string, { source: Source; node: TSInterfaceDeclaration }>()
  const unions = new Map<string, string>()
  for (const source of sources('services').filter(describesTables)) {
    walk(source.tree, node => {
      if (node.type === 'TSInterfaceDeclaration') interfaces.set(node.id.name, { source, node })
      if (node.type === 'TSTypeAliasDeclaration')
        unions.set(node.id.name, source.text.slice(node.typeAnnotation.start ?? 0, node.typeAnnotation.end ?? 0))
    })
  }
  const fields = (name: string) => {
    const found = interfaces.get(name)
    return (found?.node.body.body ?? []).flatMap(member => {
      if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier' || !member.typeAnnotation) return []
      const { start, end } = member.typeAnnotation.typeAnnotation
      return [{ name: member.key.name, type: found?.source.text.slice(start ?? 0, end ?? 0) ?? '' }]
    })
  }
  return { fields, unions }
}

const wordsIn = (text: string) => [...text.matchAll(/'([a-z_]+)'/g)].map(match => match[1]).sort()

function kindOf(type: string): string {
  if (/Instant|Date/.test(type)) return 'instant'
  if (/^(Maybe)?Json</.test(type)) return 'json'
  if (/string\[\]/.test(type)) return 'texts'
  return type.match(/number|boolean/)?.[0] ?? 'text'
}

/** One line per column: what schema.ts says of it. */
function linesOfTypes(): string[] {
  const { fields, unions } = declared()
  return fields('Schema').flatMap(table =>
    fields(table.type).map(({ name, type }) => {
      const whole = type.replace(/\b[A-Z]\w+\b/g, alias => unions.get(alias) ?? alias)
      const nullable = /Maybe(Instant|Json)|\| null$/.test(type)
      const optional = /^Generated<|\| undefined/.test(type)
      const words = kindOf(type) === 'text' ? wordsIn(whole).join('|') : ''
      return [`${table.name}.${name}`, kindOf(type), nullable ? 'or null' : optional ? 'with default' : 'required', words].join(' ').trim()
    }),
  )
}

describe('house rules: tables', () => {
  const database = useDatabase()

  /** One line per column: what the migrations made of it. */
  async function linesOfTables(): Promise<string[]> {
    const { db } = database()
    const { rows } = await sql<ColumnRow>`
      select table_name, column_name, data_type, is_nullable, column_default is not null or is_identity = 'YES' as has_default
      from information_schema.columns where table_schema = current_schema()`.execute(db)
    const checks = await sql<{ table: string; column: string; text: string }>`
      select c.conrelid::regclass::text as table, a.attname as column, pg_get_constraintdef(c.oid) as text
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'c' and c.connamespace = current_schema()::regnamespace and array_length(c.conkey, 1) = 1`.execute(db)
    return rows.map(row => {
      const check = checks.rows.find(one => one.table === row.table_name && one.column === row.column_name)
      const need = row.is_nullable === 'YES' ? 'or null' : row.has_default ? 'with default' : 'required'
      const words = check ? wordsIn(check.text).join('|') : ''
      return [`${row.table_name}.${row.column_name}`, kinds[row.data_type] ?? row.data_type, need, words].join(' ').trim()
    })
  }

  it('schema.ts describes what the migrations make', async () => {
    const tables = await linesOfTables()
    // A type may demand what the table would fill in by itself.
    const types = linesOfTypes().map(line => tables.find(one => one.replace(' with default', ' required') === line) ?? line)
    obey(
      'services/db/schema.ts and the migrations say the same of every column: kind, null, default, allowed words.',
      'Correct the one that is wrong. A released migration is never edited: write the next one.',
      [
        ...types.filter(line => !tables.includes(line)).map(line => `schema.ts says: ${line}`),
        ...tables.filter(line => !types.includes(line)).map(line => `the migrations make: ${line}`),
      ].sort((a, b) => (a.split(': ')[1] ?? '').localeCompare(b.split(': ')[1] ?? '')),
    )
  })
})
