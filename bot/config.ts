/** The only reader of the environment. Everything wrong is told at once, with what it should be and where to find it. */
import { z } from 'zod'
import { languageOf } from '../cards/texts/translate.ts'
import { isTimeZone } from '../services/local-time.ts'

const text = (where: string) =>
  z
    .string({ error: `is missing: ${where}` })
    .trim()
    .min(1, { error: `is empty: ${where}`, abort: true })
const guid = (where: string) => text(where).regex(/^[0-9a-f-]{36}$/i, `must be an id like 1a2b3c4d-…: ${where}`)
const isHttps = (value: string) => URL.canParse(value) && new URL(value).protocol === 'https:'
const url = (where: string) => text(where).refine(isHttps, `must be an address that starts with https://: ${where}`)
/** A browser on the bot's own machine (practice) needs no certificate. */
const isPublic = (value: string) => isHttps(value) || /^http:\/\/localhost(:\d+)?\/?$/.test(value)
const isHost = (value: string) => /^([a-z0-9-]+\.)+[a-z]{2,}$/.test(value)
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 08:00')
const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .default('false')
  .transform(value => value === 'true')

const registration = 'in the Azure portal, on the page of the bot, under Configuration'
const group = (what: string) => guid(`the object id of the group of ${what}, in the Entra admin centre under Groups`)

const settings = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce.number('must be a port number').int().min(0).max(65535).default(3978),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must look like postgresql://user:password@host/database')
    .optional(),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'UserAssignedMSI'], `must be SingleTenant or UserAssignedMSI: ${registration}`)
    .default('SingleTenant'),
  MicrosoftAppId: guid(registration),
  MicrosoftAppPassword: z.string().default(''),
  MicrosoftAppTenantId: guid('the tenant id, on the overview page of the Entra admin centre'),
  AUTHORITY_HOST: url('the sign-in address of your cloud').default('https://login.microsoftonline.com'),
  GRAPH_BASE_URL: url('the Graph address of your cloud').default('https://graph.microsoft.com'),
  SERVICE_URLS: z
    .string()
    .default('https://smba.trafficmanager.net/')
    .transform(list => list.split(',').map(one => one.trim()))
    .refine(list => list.every(isHttps), 'must be addresses that start with https://, separated by commas'),
  ToChannelFromBotLoginUrl: z.string().optional(),
  ToChannelFromBotOAuthScope: z.string().default('https://api.botframework.com'),
  ToBotFromChannelTokenIssuer: z.string().optional(),
  OAuthUrl: z.string().optional(),
  ToBotFromChannelOpenIdMetadataUrl: z.string().optional(),
  ToBotFromEmulatorOpenIdMetadataUrl: z.string().optional(),
  CallerId: z.string().optional(),
  TEAMS_APP_ID: guid('the "id" in the manifest of the Teams app'),
  ADMIN_GROUP_ID: group('people who may announce'),
  HELPDESK_GROUP_ID: group('helpdesk agents'),
  BREAK_GLASS_GROUP_ID: group('emergency access accounts').optional(),
  EXTENSION_GROUP_ID: group('people who have more time, left out by what enforces the check').optional(),
  SERVICE_ACCOUNTS_GROUP_ID: group('service, shared and room accounts').optional(),
  ON_LEAVE_GROUP_ID: group('people on long leave').optional(),
  HELPDESK_TEAM_ID: text('the team of the helpdesk: the groupId or thread id in "Get link to team"'),
  HELPDESK_CHANNEL_ID: text('the channel of the helpdesk: the 19:…@thread.tacv2 in "Get link to channel"'),
  HELPDESK_PHONE: text('the phone number of the helpdesk, as people should read it'),
  HELPDESK_PLACE: text('where people can walk in, such as "desk in the hall, ground floor"'),
  HELPDESK_OPENS: clock.default('08:00'),
  HELPDESK_CLOSES: clock.default('17:30'),
  ORGANISATION_NAME: text('the name that employees know the organisation by'),
  INTRANET_URL: url('the page of the intranet on which people can check that an announcement is real'),
  PUBLIC_URL: text('the https address at which browsers reach the bot')
    .refine(isPublic, 'must be an address that starts with https://: where browsers reach the bot')
    .transform(value => value.replace(/\/+$/, ''))
    .optional(),
  MAIL_SENDER: text('the mailbox, by its address, from which the bot may send e-mail').optional(),
  PRIVACY_URL: url('the page about privacy that the Teams app shows; the intranet page serves when it is not set').optional(),
  TERMS_URL: url('the page about terms of use that the Teams app shows; the intranet page serves when it is not set').optional(),
  DEFAULT_LANGUAGE: z
    .string()
    .default('en')
    .refine(tag => languageOf(tag) !== null, 'must be en or nl')
    .transform(tag => languageOf(tag) ?? 'en'),
  DEFAULT_TIME_ZONE: z.string().default('Europe/Amsterdam').refine(isTimeZone, 'must be a zone like Europe/Amsterdam'),
  APPROVAL_ABOVE: z.coerce.number('must be a number of people').int().min(0).default(50),
  CANARY_MINUTES: z.coerce.number('must be a number of minutes').min(0).max(1440).default(30),
  LINK_HOSTS: z
    .string()
    .default('')
    .transform(list => list.split(',').map(one => one.trim().toLowerCase()))
    .transform(list => list.filter(Boolean))
    .refine(list => list.every(isHost), 'must be host names like support.example.com, separated by commas'),
  GIVES_SECURITY_KEYS: flag,
  TELEPHONY_PROVIDER: flag,
  PRACTICE_PORT: z.coerce.number('must be a port number').int().min(0).max(65534).default(3979),
})

export type Config = z.output<typeof settings>
export type Environment = Record<string, string | undefined>

/** Thrown when settings are wrong; the message lists every one of them. */
export class WrongSettings extends Error {}

const wrongSettings = (lines: string[]) =>
  new WrongSettings(`Settings that are missing or wrong:\n${lines.map(line => `  ${line}`).join('\n')}`)

/** Where nothing of Microsoft is set, the bot starts in practice. In production that is an error like any other missing setting. */
export function wantsPractice(environment: Environment): boolean {
  return environment.NODE_ENV !== 'production' && !environment.MicrosoftAppId
}

const early = settings.pick({ PORT: true, DATA_DIR: true, DATABASE_URL: true, PRACTICE_PORT: true, LOG_LEVEL: true })

/** The settings that are needed before practice can tell the others. Throws `WrongSettings`. */
export function practiceSettings(environment: Environment): z.output<typeof early> {
  return parse(early, environment)
}

/** What one setting alone cannot tell. */
function wrongTogether(given: Environment): string[] {
  const { MicrosoftAppType = 'SingleTenant', MicrosoftAppPassword, HELPDESK_OPENS = '08:00', HELPDESK_CLOSES = '17:30' } = given
  const needsPassword = MicrosoftAppType === 'SingleTenant' && !MicrosoftAppPassword?.trim()
  return [
    ...(needsPassword ? [`MicrosoftAppPassword is missing: ${registration}, under Manage password`] : []),
    ...(HELPDESK_OPENS >= HELPDESK_CLOSES ? ['HELPDESK_CLOSES must be later than HELPDESK_OPENS, on the same day'] : []),
  ]
}

/** The settings that stand in the Teams app's manifest. Throws `WrongSettings`. */
export function manifestSettings(environment: Environment) {
  const standing = { TEAMS_APP_ID: true, MicrosoftAppId: true, ORGANISATION_NAME: true, INTRANET_URL: true } as const
  return parse(settings.pick({ ...standing, PRIVACY_URL: true, TERMS_URL: true }), environment)
}

/** Microsoft's end of text messages and calls is one of the public cloud [E-SMSF]. */
const isNationalCloud = (authority: string) => /\.(?:us|cn)$/.test(new URL(authority).hostname)

/** Reads and checks all settings. Throws `WrongSettings`, which lists everything that is wrong. */
export function readConfig(environment: Environment): Config {
  const given = filledIn(environment)
  const result = settings.safeParse(given)
  const wrong = [...(result.error ? problems(result.error) : []), ...wrongTogether(given)]
  if (!result.success || wrong.length > 0) throw wrongSettings(wrong)
  const { data } = result
  return { ...data, TELEPHONY_PROVIDER: data.TELEPHONY_PROVIDER || isNationalCloud(data.AUTHORITY_HOST) }
}

const filledIn = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
const problems = (error: z.ZodError) => error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`)

function parse<Shape extends z.ZodType>(shape: Shape, environment: Environment): z.output<Shape> {
  const result = shape.safeParse(filledIn(environment))
  if (result.success) return result.data
  throw wrongSettings(problems(result.error))
}
