import type { MethodKind, Role } from '../chat-api.ts'
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

/** What the start screen offers. */
export const suggestions: { personId: string; role: Role; title: string; tryThis: string }[] = [
  { personId: personas.daan, role: 'admin', title: 'Daan plans the rollout', tryThis: 'Type "announce" and send the news to everybody.' },
  {
    personId: personas.kees,
    role: 'employee',
    title: 'Kees has nothing yet',
    tryThis: 'Open the announcement, press "Nu instellen" and let his phone register Authenticator.',
  },
  {
    personId: personas.emma,
    role: 'employee',
    title: 'Emma gets codes by text message',
    tryThis: 'Her method ends on 1 February 2027. Move her to the app.',
  },
  {
    personId: personas.fatima,
    role: 'employee',
    title: 'Fatima is ready',
    tryThis: 'See what the bot tells somebody who has nothing to do.',
  },
  { personId: personas.liam, role: 'employee', title: 'Liam has no smartphone', tryThis: 'Press "Another way", or ask for a human.' },
  {
    personId: personas.joris,
    role: 'helpdesk',
    title: 'Joris helps in Dutch',
    tryThis: 'Take a case in the MFA desk channel and answer it.',
  },
  {
    personId: personas.priya,
    role: 'helpdesk',
    title: 'Priya helps in English',
    tryThis: 'Claim the same case at the same time as Joris.',
  },
  {
    personId: personas.grace,
    role: 'admin',
    title: 'Grace is the second pair of eyes',
    tryThis: 'Type "announcements" and watch the numbers move.',
  },
]
