import type { MethodKind } from '../chat-api.ts'
import { phoneTypeOf } from '../company/methods.ts'
import type { Method, Person } from '../company/person.ts'
import { ok } from '../http.ts'
import { now, visibleMethods, type World } from '../world.ts'
import type { GraphRoute } from './route.ts'
import { forUser } from './users.ts'

/** Which make of authenticator a passkey lives in. */
const makes = {
  authenticatorIos: '90a3ccdf-635c-4729-a248-9b709135078f',
  authenticatorAndroid: 'de1e552d-db1d-4423-a619-566b625cdc84',
  icloud: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
  google: 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4',
  securityKey: 'cb69481e-8ff7-4039-93ec-0a2729a154a8',
} as const
const passwordId = '28c10230-6103-485e-b985-444c60001490'

export function methodRoutes(world: World): GraphRoute[] {
  return [
    {
      method: 'GET',
      pattern: '/users/:userId/authentication/methods',
      options: [],
      throttle: { kind: 'identity', cost: 1 },
      handle: request => forUser(world, request, person => ok({ value: methodBodies(world, person) })),
    },
  ]
}

function methodBodies(world: World, person: Person): Record<string, unknown>[] {
  const password = {
    '@odata.type': '#microsoft.graph.passwordAuthenticationMethod',
    id: passwordId,
    password: null,
    createdDateTime: person.createdAt,
  }
  return [password, ...visibleMethods(world, person).map(method => body(world, person, method))]
}

function body(world: World, person: Person, method: Method): Record<string, unknown> {
  const { type, fields } = shapes[method.kind](person, method, world)
  return { '@odata.type': `#microsoft.graph.${type}AuthenticationMethod`, id: method.id, ...fields }
}

type Shape = (person: Person, method: Method, world: World) => { type: string; fields: Record<string, unknown> }

function deviceName(person: Person): string {
  return person.phone.platform === 'ios' ? `iPhone of ${person.givenName}` : `Android of ${person.givenName}`
}

function passkey(model: string, aaGuid: string, passkeyType: 'deviceBound' | 'synced'): Shape {
  return (_person, method) => ({
    type: 'fido2',
    fields: {
      displayName: method.label,
      createdDateTime: method.createdAt,
      aaGuid,
      model,
      attestationCertificates: [],
      attestationLevel: passkeyType === 'synced' ? 'notAttested' : 'attested',
      passkeyType,
    },
  })
}

const shapes: Record<MethodKind, Shape> = {
  microsoftAuthenticator: (person, method) => ({
    type: 'microsoftAuthenticator',
    fields: {
      displayName: deviceName(person),
      deviceTag: 'SoftwareTokenActivated',
      phoneAppVersion: '6.2609.4711',
      createdDateTime: method.createdAt,
    },
  }),
  passkeyAuthenticator: (person, method, world) => {
    const ios = person.phone.platform === 'ios'
    const model = `Microsoft Authenticator - ${ios ? 'iOS' : 'Android'}`
    return passkey(model, ios ? makes.authenticatorIos : makes.authenticatorAndroid, 'deviceBound')(person, method, world)
  },
  passkeySynced: (person, method, world) => {
    const ios = person.phone.platform === 'ios'
    return passkey(ios ? 'iCloud Keychain' : 'Google Password Manager', ios ? makes.icloud : makes.google, 'synced')(person, method, world)
  },
  securityKey: passkey('YubiKey 5 NFC', makes.securityKey, 'deviceBound'),
  windowsHello: (person, method) => ({
    type: 'windowsHelloForBusiness',
    fields: { displayName: `HL-${person.surname.slice(0, 6).toUpperCase()}-01`, keyStrength: 'normal', createdDateTime: method.createdAt },
  }),
  softwareOath: (_person, method) => ({ type: 'softwareOath', fields: { secretKey: null, createdDateTime: method.createdAt } }),
  phone: (person, method) => ({
    type: 'phone',
    fields: {
      phoneNumber: person.phone.number,
      phoneType: phoneTypeOf(method),
      smsSignInState: 'notSupported',
      createdDateTime: method.createdAt,
    },
  }),
  email: (person, method) => ({
    type: 'email',
    fields: { emailAddress: `${person.givenName.toLowerCase()}@private.example`, createdDateTime: method.createdAt },
  }),
  temporaryAccessPass: (_person, method, world) => {
    const usable = now(world) < Date.parse(method.createdAt) + 3600_000
    return {
      type: 'temporaryAccessPass',
      fields: {
        temporaryAccessPass: null,
        createdDateTime: method.createdAt,
        startDateTime: method.createdAt,
        lifetimeInMinutes: 60,
        isUsableOnce: true,
        isUsable: usable,
        methodUsabilityReason: usable ? 'EnabledByPolicy' : 'Expired',
      },
    }
  },
}
