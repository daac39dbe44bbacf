import { domain, groups, seed } from './constants.ts'
import { mixAt, newMethod } from './methods.ts'
import { departments, dutch, dutchOffices, english, englishOffices, services } from './names.ts'
import type { AppState, Company, Group, Person } from './person.ts'
import { type Character, characters } from './personas.ts'
import { guidFrom, pick, randomFrom, shuffled } from './random.ts'

/** Instant at which the company was set up, before any test's clock. */
const founded = Date.parse('2026-03-02T08:00:00Z')
const year = 365 * 24 * 3600 * 1000

/** Whoever begins then is a new starter, whenever practice runs. */
const farAhead = '2029-01-02T00:00:00Z'

/** How many of 250 people are special in each way; other sizes scale. */
const special = { guest: 9, disabled: 7, service: 5, absent: 15, policyBlocked: 3, botBlocked: 2, unlicensed: 2, notStarted: 2, onLeave: 2 }

/** Founds the same company for the same size. Needs at least 30 people: the named ones and one of each special kind. */
export function foundCompany(size: number): Company {
  const random = randomFrom(seed)
  const people = characters.map((character, at) => personOf(character, at))
  const scaled = (count: number) => Math.max(1, Math.round((count * size) / 250))
  const extras = scaled(special.service) + scaled(special.guest) + 2
  for (let at = people.length; at < size - extras; at += 1) people.push(inventPerson(at, random))
  const ordinary = people.slice(characters.length)
  addGuests(people, scaled(special.guest), random)
  addServiceAccounts(people, scaled(special.service))
  addBreakGlass(people)
  giveMethods(ordinary, random)
  const onLeave = makeSpecial(shuffled(ordinary, random), scaled)
  giveManagers(people)
  return { people, groups: groupsOf(people, onLeave) }
}

function personOf(character: Character, at: number): Person {
  const person = blankPerson(character.id, { given: character.given, surname: character.surname }, at)
  person.department = character.department
  person.jobTitle = character.jobTitle
  person.roles = character.roles
  person.preferredLanguage = character.office.language
  person.timeZone = character.office.timeZone
  person.office = character.office.city
  person.country = character.office.country
  person.phone = {
    has: character.platform !== null,
    platform: character.platform,
    online: true,
    number: numberOf(at, character.office.country),
  }
  person.upn = `${mailName(character.given, character.surname)}@${domain}`
  for (const kind of character.methods) {
    person.methods.push(newMethod(kind, person.id, person.methods, { created: founded, visible: 0 }))
  }
  return person
}

function inventPerson(at: number, random: () => number): Person {
  const dutchSpeaking = random() < 0.6
  const office = pick(dutchSpeaking ? dutchOffices : englishOffices, random)
  const names = dutchSpeaking ? dutch : english
  const [given, surname] = [pick(names.given, random), pick(names.surname, random)]
  const department = departmentAt(random())
  const platform = random() < 0.06 ? null : random() < 0.45 ? 'ios' : 'android'
  const person = blankPerson(guidFrom(seed, 'person', at), { given, surname }, at)
  person.department = department.name
  person.jobTitle = pick(department.titles.slice(1), random)
  person.preferredLanguage = random() < 0.03 ? null : office.language
  person.timeZone = office.timeZone
  person.office = office.city
  person.country = office.country
  person.phone = { has: platform !== null, platform, online: true, number: numberOf(at, office.country) }
  person.outOfOffice = random() < 0.04
  person.upn = `${mailName(given, surname)}.${at}@${domain}`
  return person
}

function blankPerson(id: string, name: { given: string; surname: string }, at: number): Person {
  return {
    id,
    upn: '',
    givenName: name.given,
    surname: name.surname,
    name: `${name.given} ${name.surname}`.trim(),
    kind: 'member',
    roles: ['employee'],
    enabled: true,
    department: '',
    jobTitle: '',
    office: 'Rotterdam',
    country: 'NL',
    preferredLanguage: null,
    timeZone: 'Europe/Amsterdam',
    managerId: null,
    createdAt: new Date(founded - (at % 5) * year - at * 3600_000).toISOString(),
    phone: { has: false, platform: null, online: true, number: null },
    methods: [],
    app: 'installed',
    botBlocked: false,
    outOfOffice: false,
    startsAt: null,
    deleted: false,
    revision: 0,
  }
}

function departmentAt(share: number): (typeof departments)[number] {
  let left = share * departments.reduce((sum, department) => sum + department.share, 0)
  for (const department of departments) {
    if (left < department.share) return department
    left -= department.share
  }
  throw new Error('shares of departments do not add up')
}

function mailName(given: string, surname: string): string {
  const plain = `${given}.${surname}`.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
  return plain.toLowerCase().replace(/[^a-z.]/g, '')
}

/** Numbers from the ranges that the regulators keep free for fiction, or that cannot be dialled. */
function numberOf(at: number, country: string): string {
  const tail = String(at % 1000).padStart(3, '0')
  const prefixes: Record<string, string> = { NL: '+31 600000', BE: '+32 460000', GB: '+44 7700900', IE: '+353 850000' }
  return `${prefixes[country] ?? prefixes.NL}${tail}`
}

function addGuests(people: Person[], count: number, random: () => number): void {
  for (let nr = 0; nr < count; nr += 1) {
    const [given, surname] = [pick(english.given, random), pick(english.surname, random)]
    const person = blankPerson(guidFrom(seed, 'guest', nr), { given, surname }, people.length)
    person.kind = 'guest'
    person.app = 'absent'
    person.upn = `${mailName(given, surname)}_partner${nr}.example#EXT#@${domain}`
    people.push(person)
  }
}

function addServiceAccounts(people: Person[], count: number): void {
  for (let nr = 0; nr < count; nr += 1) {
    const base = services[nr % services.length]
    if (!base) continue
    const round = nr < services.length ? '' : `-${Math.floor(nr / services.length)}`
    const person = blankPerson(guidFrom(seed, 'service', nr), { given: base.name, surname: '' }, people.length)
    person.kind = 'service'
    person.app = 'unlicensed'
    person.upn = `${base.upn}${round}@${domain}`
    people.push(person)
  }
}

function addBreakGlass(people: Person[]): void {
  for (const nr of [1, 2]) {
    const person = blankPerson(guidFrom(seed, 'breakGlass', nr), { given: `Emergency access ${nr}`, surname: '' }, people.length)
    person.kind = 'breakGlass'
    person.app = 'unlicensed'
    person.upn = `emergency${nr}@${domain}`
    person.methods.push(newMethod('securityKey', person.id, [], { created: founded, visible: 0 }))
    people.push(person)
  }
}

/** Spreads the mixes evenly over a shuffled order, so that every size has the same shares. */
function giveMethods(people: Person[], random: () => number): void {
  for (const [at, person] of shuffled(people, random).entries()) {
    for (const kind of mixAt(at / people.length)) {
      person.methods.push(newMethod(kind, person.id, person.methods, { created: founded, visible: 0 }))
    }
  }
}

/** Gives those who are on leave. */
function makeSpecial(people: Person[], scaled: (count: number) => number): Person[] {
  const queue = [...people]
  const next = (count: number) => queue.splice(0, scaled(count))
  for (const person of next(special.disabled)) person.enabled = false
  const appStates: [AppState, number][] = [
    ['absent', special.absent],
    ['policyBlocked', special.policyBlocked],
    ['unlicensed', special.unlicensed],
  ]
  for (const [app, count] of appStates) {
    for (const person of next(count)) person.app = app
  }
  for (const person of next(special.botBlocked)) person.botBlocked = true
  for (const person of next(special.notStarted)) person.startsAt = farAhead
  return next(special.onLeave)
}

/** In each department and office one ordinary person leads; leaders answer to the IT manager, who answers to nobody. */
function giveManagers(people: Person[]): void {
  const top = people.find(person => person.jobTitle === 'IT manager')
  const leaders = new Map<string, Person>()
  const members = people.filter(person => person.kind === 'member' && person !== top)
  for (const person of members.slice(characters.length - 1)) {
    const key = placeOf(person)
    if (leaders.has(key) || !person.enabled) continue
    leaders.set(key, person)
    person.jobTitle = departments.find(department => department.name === person.department)?.titles[0] ?? person.jobTitle
  }
  for (const person of members) {
    const leader = leaders.get(placeOf(person)) ?? top
    person.managerId = (leader === person ? top?.id : leader?.id) ?? null
  }
}

function placeOf(person: Person): string {
  return `${person.department}/${person.office}`
}

function groupsOf(people: Person[], onLeave: Person[]): Group[] {
  const ids = (keep: (person: Person) => boolean) => people.filter(keep).map(person => person.id)
  const pilot = people.filter(person => person.kind === 'member' && person.enabled).filter((_, at) => at % 12 === 0)
  return [
    { ...groups.admins, memberIds: ids(person => person.roles.includes('admin')), groupIds: [] },
    { ...groups.helpdesk, memberIds: ids(person => person.roles.includes('helpdesk')), groupIds: [] },
    { ...groups.everyone, memberIds: ids(() => true), groupIds: [] },
    { ...groups.warehouse, memberIds: ids(person => person.department === 'Warehouse'), groupIds: [] },
    { ...groups.finance, memberIds: ids(person => person.department === 'Finance'), groupIds: [] },
    { ...groups.pilot, memberIds: pilot.map(person => person.id), groupIds: [groups.helpdesk.id] },
    { ...groups.breakGlass, memberIds: ids(person => person.kind === 'breakGlass'), groupIds: [] },
    { ...groups.serviceAccounts, memberIds: ids(person => person.kind === 'service'), groupIds: [] },
    { ...groups.moreTime, memberIds: [], groupIds: [] },
    { ...groups.onLeave, memberIds: onLeave.map(person => person.id), groupIds: [] },
  ]
}
