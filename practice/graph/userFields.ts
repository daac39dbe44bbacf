import type { Person } from '../company/person.ts'
import { selected } from './query.ts'

/** What Graph gives of a user when nothing is selected. */
const usual = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const

const all = [
  ...usual,
  'accountEnabled',
  'userType',
  'department',
  'companyName',
  'city',
  'country',
  'usageLocation',
  'createdDateTime',
  'employeeId',
  'employeeHireDate',
  'assignedPlans',
] as const
export const userFields: ReadonlySet<string> = new Set(all)

/** Teams' service plan, for telling who is licensed. */
const teamsPlan = '57ff2da0-773e-42df-b2af-ffb7a2317929'

function recordOf(person: Person): Record<string, unknown> {
  return {
    id: person.id,
    displayName: person.name,
    givenName: person.givenName || null,
    surname: person.surname || null,
    userPrincipalName: person.upn,
    mail: person.kind === 'breakGlass' ? null : person.upn,
    jobTitle: person.jobTitle || null,
    department: person.department || null,
    companyName: 'Havenlicht',
    officeLocation: person.office,
    city: person.office,
    country: person.country,
    usageLocation: person.country,
    preferredLanguage: person.preferredLanguage,
    businessPhones: [],
    mobilePhone: null,
    accountEnabled: person.enabled,
    userType: person.kind === 'guest' ? 'Guest' : 'Member',
    createdDateTime: person.createdAt,
    employeeId: null,
    employeeHireDate: person.startsAt,
    assignedPlans: person.app === 'unlicensed' ? [] : [{ servicePlanId: teamsPlan, service: 'TeamspaceAPI', capabilityStatus: 'Enabled' }],
  }
}

export function userBody(person: Person, fields: readonly string[] | null): Record<string, unknown> {
  return selected(recordOf(person), fields ?? usual)
}
