import type { Device, MethodKind } from '../chat-api.ts'
import { groups } from '../company/constants.ts'
import { newMethod } from '../company/methods.ts'
import type { Person } from '../company/person.ts'
import { type ApiAnswer, ok, refuse } from '../http.ts'
import { setInstalled } from '../toBot/install.ts'
import { commit, now, patchPerson, setMember, type World } from '../world.ts'

/** A directory needs about this long to show a new method. */
const usualDelaySeconds = 5

export function device(world: World, person: Person): ApiAnswer {
  const onThisClock = (at: number) => new Date(at - world.state.offsetSeconds * 1000).toISOString()
  const body: Device = {
    personId: person.id,
    phone: { has: person.phone.has, platform: person.phone.platform, online: person.phone.online },
    methods: person.methods.map(({ id, kind, label, createdAt, visibleAt }) => ({
      id,
      kind,
      label,
      since: createdAt,
      visibleAt: onThisClock(visibleAt),
    })),
    delaySeconds: usualDelaySeconds,
    appInstalled: person.app === 'installed',
    botBlocked: person.botBlocked,
    moreTime: world.state.groups.get(groups.moreTime.id)?.memberIds.includes(person.id) ?? false,
    outOfOffice: person.outOfOffice,
    policyOn: person.roles.includes('admin') ? world.state.access.state === 'enabled' : null,
  }
  return ok(body)
}

/** A person registers a method; Graph shows it after the delay (seconds of practice time). */
export function addMethod(world: World, person: Person, kind: MethodKind, delaySeconds = usualDelaySeconds): ApiAnswer {
  const at = now(world)
  const method = newMethod(kind, person.id, person.methods, { created: at, visible: at + delaySeconds * 1000 })
  if (person.methods.some(known => known.id === method.id)) {
    return refuse(409, 'MethodExists', 'Nobody can have more methods of this kind.')
  }
  patchPerson(world, person, { methods: [...person.methods, method] })
  return device(world, person)
}

export function removeMethod(world: World, person: Person, methodId: string): ApiAnswer {
  const methods = person.methods.filter(method => method.id !== methodId)
  if (methods.length === person.methods.length) return refuse(404, 'MethodNotFound', 'This person has no such method.')
  patchPerson(world, person, { methods })
  return device(world, person)
}

export function setApp(world: World, person: Person, installed: boolean): ApiAnswer {
  if (installed && (person.app === 'policyBlocked' || person.app === 'unlicensed')) {
    return refuse(403, 'AppNotAllowed', 'An app policy or a missing licence keeps this person from the app.')
  }
  setInstalled(world, person, installed)
  return device(world, person)
}

export function setBlocked(world: World, person: Person, blocked: boolean): ApiAnswer {
  patchPerson(world, person, { botBlocked: blocked })
  return device(world, person)
}

/** What an admin does in Entra: into the group of people who have more time, or out of it. */
export function setMoreTime(world: World, person: Person, moreTime: boolean): ApiAnswer {
  setMember(world, groups.moreTime.id, { personId: person.id, member: moreTime })
  return device(world, person)
}

export function setOutOfOffice(world: World, person: Person, outOfOffice: boolean): ApiAnswer {
  patchPerson(world, person, { outOfOffice })
  return device(world, person)
}

/** What an admin does in Entra on the day: the policy of the rollout from report-only to on, or back. */
export function setPolicy(world: World, person: Person, on: boolean): ApiAnswer {
  if (!person.roles.includes('admin')) return refuse(403, 'Forbidden', 'Only an admin changes a policy.')
  commit(world, { type: 'access', patch: { state: on ? 'enabled' : 'enabledForReportingButNotEnforced' } })
  return device(world, person)
}
