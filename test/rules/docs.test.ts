import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { obey, projectFiles, readProjectFile, sources } from '../support/sources.ts'

const root = new URL('../..', import.meta.url).pathname
const pages = () => projectFiles('{*,docs/**/*}.md')
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(' ', '-')
const rowsOf = (page: string) => [...readProjectFile(page).matchAll(/^\| `([^`]+)`/gm)].map(match => match[1] ?? '')

/** The names in the object of settings in bot/config.ts. */
function settings(): string[] {
  const text = sources('bot').find(({ path }) => path === 'bot/config.ts')?.text ?? ''
  const declaration = text.match(/const settings = z\.object\(\{\n([\s\S]*?)\n\}\)/)?.[1] ?? ''
  return [...declaration.matchAll(/^ {2}(\w+): /gm)].map(match => match[1] ?? '')
}

describe('house rules: docs', () => {
  it('every setting is in the README, and every one there exists', () => {
    const text = readProjectFile('README.md')
    const names = settings()
    const rows = rowsOf('README.md').filter(row => /^[A-Za-z]+[A-Z_]\w*$/.test(row))
    obey('The README names every setting of bot/config.ts.', 'Add a row to the table of settings, or take it out.', [
      ...(names.length > 20 ? [] : ['the settings were not found in bot/config.ts']),
      ...names.filter(name => !text.includes(`\`${name}\``)).map(name => `missing: ${name}`),
      ...rows.filter(row => !names.includes(row)).map(row => `not a setting: ${row}`),
    ])
  })

  it('every metric is explained, and every one that is explained exists', () => {
    const text = sources('bot').find(({ path }) => path === 'bot/metrics.ts')?.text ?? ''
    const metrics = [...text.matchAll(/'(bot_\w+)'/g)].map(match => match[1] ?? '')
    const rows = rowsOf('docs/operations.md').flatMap(row => row.match(/^bot_\w+/) ?? [])
    obey('docs/operations.md explains every metric of bot/metrics.ts.', 'Add a row under "What to watch", or take it out.', [
      ...metrics.filter(name => !rows.includes(name)),
      ...rows.filter(name => !metrics.includes(name)),
    ])
  })

  it('links lead somewhere', () =>
    obey(
      'A link in the docs leads to a file, and to a heading in it.',
      'Correct the link.',
      pages().flatMap(page =>
        [...readProjectFile(page).matchAll(/\]\(([^)]+)\)/g)]
          .map(match => match[1] ?? '')
          .filter(link => !link.startsWith('https://'))
          .filter(link => {
            const [path = '', anchor] = link.split('#')
            const file = path ? normalize(join(dirname(page), path)) : page
            if (!existsSync(join(root, file))) return true
            const headings = anchor ? [...readProjectFile(file).matchAll(/^#+ (.*)$/gm)].map(match => anchorOf(match[1] ?? '')) : []
            return anchor !== undefined && !headings.includes(anchor)
          })
          .map(link => `${page}: ${link}`),
      ),
    ))

  it('files that are named exist', () => {
    const path = /`((?:bot|cards|pages|services|manifest|practice|test|docs)\/[\w./-]*|\.ci\/\w+)`/g
    obey(
      'A file or folder that the docs name exists.',
      'Correct the name.',
      pages().flatMap(page =>
        [...readProjectFile(page).matchAll(path)]
          .filter(match => !existsSync(join(root, match[1] ?? '')))
          .map(match => `${page}: ${match[1]}`),
      ),
    )
  })

  it('commands that are named exist', () => {
    const scripts = Object.keys(JSON.parse(readProjectFile('package.json')).scripts)
    obey(
      'A command that the docs name is a script of package.json.',
      'Correct the name.',
      pages().flatMap(page =>
        [...readProjectFile(page).matchAll(/npm run ([\w:-]+)/g)]
          .filter(match => !scripts.includes(match[1] ?? ''))
          .map(match => `${page}: ${match[0]}`),
      ),
    )
  })

  it('every word stands in the glossary once, in the order of the alphabet', () => {
    const words = [...readProjectFile('docs/glossary.md').matchAll(/^\| ([^|]+?) \|/gm)].map(match => (match[1] ?? '').toLowerCase())
    const [heading, ...rows] = words
    obey('A word has one row in docs/glossary.md, and the rows are sorted.', 'Make one row of the two, or move the row.', [
      ...(heading === 'word' ? [] : ['the table was not found']),
      ...rows.filter((row, index) => index > 0 && row <= (rows[index - 1] ?? '')),
    ])
  })

  it('the map in the README shows what there is', () => {
    const map = readProjectFile('README.md').match(/```\n(bot\/[\s\S]*?)```/)?.[1] ?? ''
    const broken: string[] = []
    let folder = ''
    for (const line of map.split('\n')) {
      folder = line.match(/^(\w+\/)/)?.[1] ?? folder
      const names = line.startsWith(' ')
        ? [...line.matchAll(/(?:^ {2}| {2,})([\w-]+(?:\.ts|\/))(?= )/g)].map(match => folder + match[1])
        : [folder]
      broken.push(...names.filter(name => name && !existsSync(join(root, name))))
    }
    obey('The map of the house is true.', 'Correct it in README.md.', map ? broken : ['the map was not found'])
  })
})
