/** `npm run manifest`: writes the app package from the same settings that the bot reads. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Environment, manifestSettings, WrongSettings } from '../bot/config.ts'
import project from '../package.json' with { type: 'json' }
import { packageOf, WrongManifest } from './package.ts'

const file = fileURLToPath(new URL('../dist/mfa-rollout-bot.zip', import.meta.url))

/** Made-up ids, so that the package can be looked at before anything is registered with Microsoft. */
const example: Environment = {
  TEAMS_APP_ID: '00000000-0000-4000-8000-000000000001',
  MicrosoftAppId: '00000000-0000-4000-8000-000000000002',
  ORGANISATION_NAME: 'Example',
  INTRANET_URL: 'https://intranet.example.com/sign-in',
}

function write(environment: Environment): void {
  const isExample = !environment.TEAMS_APP_ID && !environment.MicrosoftAppId
  const bytes = packageOf(manifestSettings(isExample ? example : environment), project.version)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, bytes)
  process.stdout.write(`${relative(process.cwd(), file)} is written and valid (manifest 1.30, ${bytes.length} bytes).\n`)
  if (isExample) {
    process.stdout.write(
      'It is an example with made-up ids. Set TEAMS_APP_ID, MicrosoftAppId, ORGANISATION_NAME and INTRANET_URL for your own.\n',
    )
  } else {
    process.stdout.write('Upload it in the Teams admin centre under Teams apps, Manage apps, Upload new app.\n')
  }
}

try {
  write(process.env)
} catch (error) {
  if (!(error instanceof WrongSettings || error instanceof WrongManifest)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
