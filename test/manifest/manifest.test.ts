import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { strFromU8, unzipSync } from 'fflate'
import { PNG } from 'pngjs'
import { findCommand } from '../../bot/commands/index.ts'
import { manifestSettings, WrongSettings } from '../../bot/config.ts'
import { languages } from '../../cards/texts/translate.ts'
import { schemaProblems } from '../../manifest/check.ts'
import { manifestOf, translationOf } from '../../manifest/manifest.ts'
import { packageOf, WrongManifest } from '../../manifest/package.ts'
import { testEnvironment } from '../support/app.ts'

const settings = manifestSettings(testEnvironment)
const files = unzipSync(packageOf(settings, '1.2.3'))
const text = (name: string) => strFromU8(files[name] ?? new Uint8Array())
const manifest: ReturnType<typeof manifestOf> = JSON.parse(text('manifest.json'))
const nl: Record<string, string> = JSON.parse(text('nl.json'))
const commandsOf = (list: typeof manifest.bots) => list[0]?.commandLists[0]?.commands ?? []
const image = (name: string) => PNG.sync.read(Buffer.from(files[name] ?? []))

describe('the app package', () => {
  it('holds the manifest, a file for every other language and the icons, at the top', () => {
    assert.deepEqual(Object.keys(files).sort(), ['color.png', 'manifest.json', 'nl.json', 'outline.png'])
  })

  it('is the same for the same settings', () => assert.deepEqual(packageOf(settings, '1.2.3'), packageOf(settings, '1.2.3')))

  it('is valid by the schema of manifest 1.30, the translations too', () => {
    assert.deepEqual(schemaProblems('manifest', manifest), [])
    assert.deepEqual(schemaProblems('translation', nl), [])
  })

  it('the schema is really asked: it refuses what Teams refuses', () => {
    assert.ok(schemaProblems('manifest', { ...manifest, packageName: 'x' }).length > 0)
    assert.ok(schemaProblems('manifest', { ...manifest, bots: [{ ...manifest.bots[0], scopes: ['groupchat'] }] }).length > 0)
    assert.ok(schemaProblems('manifest', { ...manifest, name: { short: 'x'.repeat(31) } }).length > 0)
    assert.ok(schemaProblems('translation', { 'name.short': 'x' }).length > 0)
  })

  it('says who it is by the settings', () => {
    assert.equal(manifest.id, testEnvironment.TEAMS_APP_ID)
    assert.equal(manifest.version, '1.2.3')
    assert.equal(manifest.bots[0]?.botId, testEnvironment.MicrosoftAppId)
    assert.deepEqual(manifest.webApplicationInfo, {
      id: testEnvironment.MicrosoftAppId,
      resource: `api://botid-${testEnvironment.MicrosoftAppId}`,
    })
    assert.equal(manifest.developer.privacyUrl, testEnvironment.INTRANET_URL)
    const own = manifestOf(manifestSettings({ ...testEnvironment, PRIVACY_URL: 'https://example.com/privacy' }), '1.0.0')
    assert.equal(own.developer.privacyUrl, 'https://example.com/privacy')
  })

  it('works in a chat and in a team, and carries what Teams demands for that outside the schema', () => {
    assert.deepEqual(manifest.bots[0]?.scopes, ['personal', 'team'])
    assert.equal(manifest.supportsChannelFeatures, 'tier1')
  })

  it('says everything in every language', () => {
    const words = (language: (typeof languages)[number]) => translationOf(settings, language)
    for (const language of languages) {
      const here = words(language)
      assert.deepEqual(Object.keys(here).sort(), Object.keys(words('en')).sort(), language)
      for (const [key, value] of Object.entries(here)) assert.ok(value.trim() && !/undefined|\{\w+\}/.test(value), `${language} ${key}`)
      assert.ok((here['name.short'] ?? '').length <= 30 && (here['description.short'] ?? '').length <= 80, language)
    }
    assert.deepEqual(
      manifest.localizationInfo.additionalLanguages.map(({ languageTag }) => languageTag),
      languages.filter(language => language !== manifest.localizationInfo.defaultLanguageTag),
    )
  })

  it('offers at most twelve commands, each in words that the bot understands in that language', () => {
    const offered = commandsOf(manifest.bots)
    assert.ok(offered.length > 0 && offered.length <= 12)
    offered.forEach((command, index) => {
      const understood = findCommand(command.title)
      assert.ok(understood, command.title)
      const translated = nl[`bots[0].commandLists[0].commands[${index}].title`] ?? ''
      assert.equal(findCommand(translated), understood, translated)
      assert.equal(understood.role, 'employee')
    })
  })

  it('has a colour icon without holes, 192 pixels wide and high', () => {
    const png = image('color.png')
    assert.deepEqual([png.width, png.height], [192, 192])
    const pixels = [...Array(192 * 192).keys()].map(at => png.data.subarray(at * 4, at * 4 + 4))
    assert.ok(pixels.every(pixel => pixel[3] === 255))
    assert.ok(new Set(pixels.map(pixel => pixel.toString('hex'))).size > 2)
  })

  it('has an outline icon of 32 pixels, white on nothing', () => {
    const png = image('outline.png')
    assert.deepEqual([png.width, png.height], [32, 32])
    const pixels = [...Array(32 * 32).keys()].map(at => [...png.data.subarray(at * 4, at * 4 + 4)])
    assert.ok(pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255))
    const seen = pixels.filter(pixel => pixel[3] === 255).length
    const clear = pixels.filter(pixel => pixel[3] === 0).length
    assert.ok(seen > 50 && clear > 400, `${seen} seen, ${clear} clear`)
  })

  it('refuses what Teams would refuse, and says what', () => {
    const long = manifestSettings({ ...testEnvironment, ORGANISATION_NAME: 'An organisation with a very long name' })
    assert.throws(
      () => packageOf(long, '1.0.0'),
      (error: unknown) => error instanceof WrongManifest && /developer\/name/.test(error.message),
    )
  })

  it('names every setting that is missing', () => {
    assert.throws(
      () => manifestSettings({ TEAMS_APP_ID: 'x' }),
      (error: unknown) =>
        error instanceof WrongSettings &&
        ['TEAMS_APP_ID', 'MicrosoftAppId', 'ORGANISATION_NAME', 'INTRANET_URL'].every(name => error.message.includes(name)),
    )
  })

  it('the command fails with a clear message and without a stack trace', () => {
    const { status, stderr } = spawnSync(process.execPath, ['manifest/main.ts'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, TEAMS_APP_ID: 'x' },
    })
    assert.equal(status, 1)
    assert.match(stderr, /TEAMS_APP_ID must be an id/)
    assert.doesNotMatch(stderr, /\n {4}at /)
  })
})
