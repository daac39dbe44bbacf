/** What Teams must know of the app, in every language. Plain data in, plain data out. */
import { commands } from '../bot/commands/index.ts'
import type { manifestSettings } from '../bot/config.ts'
import { type Language, languages, speak, textKey } from '../cards/texts/translate.ts'

type Command = (typeof commands)[number]
export type ManifestSettings = ReturnType<typeof manifestSettings>

/** The language of the manifest itself; the others lie beside it, one file each. */
export const mainLanguage: Language = 'en'
export const languageFile = (language: Language) => `${language}.json`
export const icons = { color: 'color.png', outline: 'outline.png' }

/** Everybody sees this list, so it holds what everybody may do; admins have their buttons in the menu. */
const offered = commands.filter(command => command.role === 'employee' && !command.unlisted)

/** What Teams types for the person: it must be a word that the bot understands. */
function title(command: Command, language: Language): string {
  const [word = command.name] = command.words[language]
  return word.charAt(0).toUpperCase() + word.slice(1)
}

interface Words {
  name: { short: string; full: string }
  description: { short: string; full: string }
  commands: { title: string; description: string }[]
}

function wordsIn(language: Language, settings: ManifestSettings): Words {
  const say = speak(language, 'UTC')
  const organisation = settings.ORGANISATION_NAME
  return {
    name: { short: say('manifest.short_name'), full: say('manifest.full_name', { organisation }) },
    description: { short: say('manifest.short_description'), full: say('manifest.full_description', { organisation }) },
    commands: offered.map(command => ({ title: title(command, language), description: say(textKey(`command.${command.name}`)) })),
  }
}

/** The manifest in its main language. `version`: of the product, as in package.json. */
export function manifestOf(settings: ManifestSettings, version: string) {
  const words = wordsIn(mainLanguage, settings)
  const { MicrosoftAppId, INTRANET_URL } = settings
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json',
    manifestVersion: '1.30',
    version,
    id: settings.TEAMS_APP_ID,
    developer: {
      name: settings.ORGANISATION_NAME,
      websiteUrl: INTRANET_URL,
      privacyUrl: settings.PRIVACY_URL ?? INTRANET_URL,
      termsOfUseUrl: settings.TERMS_URL ?? INTRANET_URL,
    },
    name: words.name,
    description: words.description,
    icons,
    accentColor: '#5B5FC7',
    localizationInfo: {
      defaultLanguageTag: mainLanguage,
      additionalLanguages: languages
        .filter(language => language !== mainLanguage)
        .map(language => ({ languageTag: language, file: languageFile(language) })),
    },
    bots: [
      {
        botId: MicrosoftAppId,
        scopes: ['personal', 'team'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['personal'], commands: words.commands }],
      },
    ],
    // Without it, Teams refuses an app with team scope (manifest 1.25 and newer).
    supportsChannelFeatures: 'tier1',
    defaultInstallScope: 'personal',
    permissions: ['identity', 'messageTeamMembers'],
    // Read receipts (teams.md 4); the bot keeps them only while an admin has switched that on.
    authorization: { permissions: { resourceSpecific: [{ name: 'ChatMessageReadReceipt.Read.Chat', type: 'Application' }] } },
    webApplicationInfo: { id: MicrosoftAppId, resource: `api://botid-${MicrosoftAppId}` },
  }
}

/** The words of one more language, in the shape that Teams wants: a flat list of paths into the manifest. */
export function translationOf(settings: ManifestSettings, language: Language): Record<string, string> {
  const { name, description, commands } = wordsIn(language, settings)
  const listed = commands.flatMap((command, index) => {
    const path = `bots[0].commandLists[0].commands[${index}]`
    return [
      [`${path}.title`, command.title],
      [`${path}.description`, command.description],
    ]
  })
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json',
    'name.short': name.short,
    'name.full': name.full,
    'description.short': description.short,
    'description.full': description.full,
    ...Object.fromEntries(listed),
  }
}
