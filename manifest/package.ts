/** The app package: the manifest, its languages and its icons in one zip that Teams takes. */
import { strToU8, zipSync } from 'fflate'
import { languages } from '../cards/texts/translate.ts'
import { schemaProblems } from './check.ts'
import { colourIcon, outlineIcon } from './icons.ts'
import { icons, languageFile, type ManifestSettings, mainLanguage, manifestOf, translationOf } from './manifest.ts'

/** Thrown when Teams would refuse the package; the message lists why. */
export class WrongManifest extends Error {}

const json = (value: object) => strToU8(`${JSON.stringify(value, null, 2)}\n`)

/** The bytes of the zip. The same settings and version always give the same bytes. Throws `WrongManifest`. */
export function packageOf(settings: ManifestSettings, version: string): Uint8Array {
  const manifest = manifestOf(settings, version)
  const translations = languages
    .filter(language => language !== mainLanguage)
    .map(language => ({ file: languageFile(language), words: translationOf(settings, language) }))
  const problems = [
    ...schemaProblems('manifest', manifest).map(problem => `manifest.json: ${problem}`),
    ...translations.flatMap(({ file, words }) => schemaProblems('translation', words).map(problem => `${file}: ${problem}`)),
  ]
  if (problems.length) throw new WrongManifest(`Teams would refuse this manifest:\n${problems.map(line => `  ${line}`).join('\n')}`)
  return zipSync(
    {
      'manifest.json': json(manifest),
      ...Object.fromEntries(translations.map(({ file, words }) => [file, json(words)])),
      [icons.color]: colourIcon(),
      [icons.outline]: outlineIcon(),
    },
    { mtime: '2026-01-01T00:00:00Z' },
  )
}
