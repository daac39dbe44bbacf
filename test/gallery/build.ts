/** Writes a page that shows every card in every language and theme, drawn as in the chat page of practice. Needs no server. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { languages, speak } from '../../cards/texts/translate.ts'
import { hostConfig } from '../../practice/page/hostConfig.ts'
import { samples } from '../support/samples/index.ts'

export const themes = ['light', 'dark', 'contrast'] as const

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const bundle = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name), 'utf8')

/** The chat page sets its theme for the whole document; here each card has its own. */
const perCard = (css: string) => css.replaceAll(/:root\[data-theme=/g, '[data-theme=').replaceAll(/:root\s*\{/g, ':root, [data-theme] {')
const css = () =>
  ['theme', 'cards', 'inputs'].map(name => perCard(read(`practice/page/${name}.css`))).join('\n') + read('test/gallery/page.css')
const code = (path: string) => stripTypeScriptTypes(read(path)).replaceAll(/^export /gm, '')
const inScript = (text: string) => text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')

export interface GalleryCard {
  area: string
  name: string
  language: string
  summary: string
  card: object
}

export const galleryCards = (): GalleryCard[] =>
  Object.entries(samples).flatMap(([area, list]) =>
    Object.entries(list).flatMap(([name, sample]) =>
      languages.map(language => ({ area, name, language, ...sample(speak(language, 'Europe/Amsterdam')) })),
    ),
  )

/** Writes `<directory>/index.html` and gives its path. */
export function buildGallery(directory: string): string {
  const data = `const cards = ${JSON.stringify(galleryCards())}\nconst themes = ${JSON.stringify(themes)}\nconst hostConfig = ${JSON.stringify(hostConfig)}`
  const scripts = [
    bundle('adaptivecards/dist/adaptivecards.min.js'),
    bundle('markdown-it/browser'),
    [data, code('practice/page/markdown.ts'), code('test/gallery/page.ts')].join('\n'),
  ]
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'index.html')
  writeFileSync(
    path,
    `<!doctype html>
<html lang="en" data-theme="light">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every card of the MFA rollout bot</title>
<style>${css()}</style>
<header><h1>Every card</h1><form id="choice"></form></header>
<nav id="contents" aria-label="Contents"></nav>
<main id="cards"></main>
${scripts.map(script => `<script>${inScript(script)}</script>`).join('\n')}
</html>
`,
  )
  return path
}

if (import.meta.main) console.log(`Open ${buildGallery(join(root, 'dist/gallery'))} in a browser.`)
