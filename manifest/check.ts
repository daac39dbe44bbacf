/** Checks against Microsoft's own schemas, which a package brings along: nothing is fetched. */
import { createRequire } from 'node:module'
import { default as Ajv } from 'ajv-draft-04'

const load = createRequire(import.meta.url)
const schemas = {
  manifest: 'MicrosoftTeams.schema.json',
  translation: 'MicrosoftTeams.Localization.schema.json',
} as const

/** What the schema of manifest 1.30 says against `value`; empty when it is valid. */
export function schemaProblems(kind: keyof typeof schemas, value: object): string[] {
  const schema = load(`@microsoft/app-manifest/build/json-schemas/teams/v1.30/${schemas[kind]}`)
  const ajv = new Ajv.default({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false })
  const validate = ajv.compile(schema)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`)
}
