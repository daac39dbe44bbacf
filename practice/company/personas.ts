import type { InBoth, MethodKind, Role, Suggestion } from '../chat-api.ts'
import { personas } from './constants.ts'
import { dutchOffices, englishOffices, type Office } from './names.ts'

export interface Character {
  id: string
  given: string
  surname: string
  office: Office
  department: string
  jobTitle: string
  roles: Role[]
  methods: MethodKind[]
  platform: 'ios' | 'android' | null
}

const [rotterdam, tilburg, antwerp] = dutchOffices as [Office, Office, Office]
const [manchester, dublin] = englishOffices as [Office, Office]

function character(id: string, name: [string, string], at: [Office, string, string], more: Partial<Character>): Character {
  const [given, surname] = name
  const [office, department, jobTitle] = at
  return { id, given, surname, office, department, jobTitle, roles: ['employee'], methods: [], platform: 'android', ...more }
}

/** The people with names: the first people of the company, whatever its size. */
export const characters: Character[] = [
  character(personas.kees, ['Kees', 'de Wit'], [tilburg, 'Warehouse', 'Order picker'], {}),
  character(personas.emma, ['Emma', 'Johnson'], [manchester, 'Sales', 'Account manager'], { methods: ['phone'], platform: 'ios' }),
  character(personas.fatima, ['Fatima', 'El Amrani'], [rotterdam, 'Care', 'Nurse'], { methods: ['microsoftAuthenticator'] }),
  character(personas.liam, ['Liam', 'Murphy'], [dublin, 'Transport', 'Driver'], { platform: null }),
  character(personas.daan, ['Daan', 'Bakker'], [rotterdam, 'IT', 'IT manager'], {
    roles: ['employee', 'admin'],
    methods: ['microsoftAuthenticator', 'windowsHello'],
    platform: 'ios',
  }),
  character(personas.grace, ['Grace', 'Taylor'], [manchester, 'IT', 'Application manager'], {
    roles: ['employee', 'admin'],
    methods: ['passkeyAuthenticator', 'microsoftAuthenticator'],
    platform: 'ios',
  }),
  character(personas.joris, ['Joris', 'Vermeulen'], [tilburg, 'IT', 'Service desk agent'], {
    roles: ['employee', 'helpdesk'],
    methods: ['microsoftAuthenticator', 'phone'],
  }),
  character(personas.priya, ['Priya', 'Shah'], [manchester, 'IT', 'Service desk agent'], {
    roles: ['employee', 'helpdesk'],
    methods: ['passkeySynced'],
    platform: 'ios',
  }),
  character(personas.sanne, ['Sanne', 'Kramer'], [rotterdam, 'IT', 'System administrator'], {
    roles: ['employee', 'admin'],
    methods: ['securityKey', 'microsoftAuthenticator'],
  }),
  character(personas.oliver, ['Oliver', 'Hart'], [dublin, 'IT', 'System administrator'], {
    roles: ['employee', 'admin'],
    methods: ['microsoftAuthenticator'],
  }),
  character(personas.ruben, ['Ruben', 'De Smet'], [antwerp, 'IT', 'Service desk agent'], {
    roles: ['employee', 'helpdesk'],
    methods: ['microsoftAuthenticator'],
  }),
  character(personas.chloe, ['Chloe', 'Barnes'], [dublin, 'IT', 'Service desk agent'], {
    roles: ['employee', 'helpdesk'],
    methods: ['windowsHello', 'microsoftAuthenticator'],
    platform: 'ios',
  }),
]

function offer(personId: string, role: Role, title: InBoth, tryThis: InBoth): Suggestion {
  return { personId, role, title, tryThis }
}

/** What the start screen offers. Buttons are named as that person sees them; commands are understood in both languages. */
export const suggestions: Suggestion[] = [
  offer(
    personas.daan,
    'admin',
    { en: 'Daan plans the rollout', nl: 'Daan plant de uitrol' },
    {
      en: 'Type “announce”, look at the preview, and ask a colleague to approve it: it is news for everybody.',
      nl: 'Typ ‘aankondigen’, bekijk het voorbeeld en vraag een collega om goedkeuring: het is nieuws voor iedereen.',
    },
  ),
  offer(
    personas.kees,
    'employee',
    { en: 'Kees has nothing yet', nl: 'Kees heeft nog niets' },
    {
      en: 'Open the announcement, press “Nu instellen” (set it up now), and register Authenticator under My phone.',
      nl: 'Open de aankondiging, druk op ‘Nu instellen’ en stel onder Mijn telefoon Authenticator in.',
    },
  ),
  offer(
    personas.emma,
    'employee',
    { en: 'Emma gets codes by text message', nl: 'Emma krijgt codes per sms' },
    {
      en: 'That ends on 1 February 2027. Press “Set it up now” and move to the app, or type “helpdesk” when stuck.',
      nl: 'Dat stopt op 1 februari 2027. Druk op ‘Set it up now’ (nu instellen) en stap over op de app, of typ ‘helpdesk’ als je vastloopt.',
    },
  ),
  offer(
    personas.fatima,
    'employee',
    { en: 'Fatima is ready', nl: 'Fatima is klaar' },
    { en: 'See what the bot tells somebody who has nothing to do.', nl: 'Zie wat de bot zegt tegen iemand die niets hoeft te doen.' },
  ),
  offer(
    personas.liam,
    'employee',
    { en: 'Liam has no smartphone', nl: 'Liam heeft geen smartphone' },
    {
      en: 'Open the announcement and press “Another way”, or type “helpdesk” for a human.',
      nl: 'Open de aankondiging en druk op ‘Another way’ (kan het anders?), of typ ‘helpdesk’ voor een mens.',
    },
  ),
  offer(
    personas.joris,
    'helpdesk',
    { en: 'Joris helps in Dutch', nl: 'Joris helpt in het Nederlands' },
    {
      en: 'Take a case in the MFA desk channel, answer it, close it.',
      nl: 'Pak een zaak in het kanaal MFA desk, beantwoord hem en sluit hem.',
    },
  ),
  offer(
    personas.priya,
    'helpdesk',
    { en: 'Priya helps in English', nl: 'Priya helpt in het Engels' },
    {
      en: 'Take the same case at the same moment as Joris, and see who has it.',
      nl: 'Pak dezelfde zaak op hetzelfde moment als Joris en zie wie hem heeft.',
    },
  ),
  offer(
    personas.grace,
    'admin',
    { en: 'Grace approves it and watches it land', nl: 'Grace keurt het goed en kijkt mee' },
    {
      en: 'Approve what Daan asks you, then type “announcements” and watch the numbers move.',
      nl: 'Keur goed wat Daan je vraagt. Typ daarna ‘announcements’ (aankondigingen) en zie de aantallen veranderen.',
    },
  ),
]
