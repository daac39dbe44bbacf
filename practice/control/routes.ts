import { z } from 'zod'
import { withBody } from '../chat/routes.ts'
import { environmentFor } from '../environment.ts'
import { faultSchema } from '../faults.ts'
import { refreshReport } from '../graph/reports.ts'
import { type ApiAnswer, ok, type Route } from '../http.ts'
import { commit, timestamp, type World } from '../world.ts'
import { behaveSchema, startBehaving, stopBehaving } from './behave.ts'
import { countAnew, received, summary } from './received.ts'
import {
  accessSchema,
  changePerson,
  conversationSchema,
  methodsSchema,
  personSchema,
  refreshNow,
  refreshSchema,
  setGone,
  setMethods,
} from './tenant.ts'
import { makeToken, makeUserToken, tokenSchema, userTokenSchema } from './token.ts'

const done: ApiAnswer = { status: 204 }

/** What tests (and the bot's start) tell practice. */
export function controlRoutes(world: World, stop: () => void): Route[] {
  return [...lifeRoutes(world, stop), ...faultRoutes(world), ...tenantRoutes(world), ...watchRoutes(world)]
}

function lifeRoutes(world: World, stop: () => void): Route[] {
  return [
    { method: 'GET', pattern: '/control/health', handle: () => ok(health(world)) },
    {
      method: 'POST',
      pattern: '/control/attach',
      handle: withBody(z.strictObject({ botUrl: z.url() }), (_, body) => attach(world, body.botUrl)),
    },
    { method: 'POST', pattern: '/control/stop', handle: () => stopSoon(stop) },
  ]
}

function faultRoutes(world: World): Route[] {
  const clock = z.strictObject({ offsetSeconds: z.number() })
  const limits = z.strictObject({ enabled: z.boolean() })
  return [
    { method: 'POST', pattern: '/control/faults', handle: withBody(faultSchema, (_, fault) => carryOut(() => world.faults.push(fault))) },
    { method: 'DELETE', pattern: '/control/faults', handle: () => carryOut(() => world.faults.splice(0)) },
    { method: 'POST', pattern: '/control/clock', handle: withBody(clock, (_, body) => setClock(world, body.offsetSeconds)) },
    { method: 'POST', pattern: '/control/limits', handle: withBody(limits, (_, body) => setLimits(world, body.enabled)) },
    { method: 'POST', pattern: '/control/token', handle: withBody(tokenSchema, (_, body) => makeToken(world, body)) },
    { method: 'POST', pattern: '/control/user-token', handle: withBody(userTokenSchema, (_, body) => makeUserToken(world, body)) },
  ]
}

function tenantRoutes(world: World): Route[] {
  const licence = z.strictObject({ licence: z.enum(['p1', 'none']) })
  return [
    { method: 'POST', pattern: '/control/methods', handle: withBody(methodsSchema, (_, body) => setMethods(world, body)) },
    { method: 'POST', pattern: '/control/people', handle: withBody(personSchema, (_, body) => changePerson(world, body)) },
    { method: 'POST', pattern: '/control/conversations', handle: withBody(conversationSchema, (_, body) => setGone(world, body)) },
    { method: 'POST', pattern: '/control/refresh', handle: withBody(refreshSchema, (_, body) => refreshNow(world, body)) },
    { method: 'POST', pattern: '/control/report/refresh', handle: () => carryOut(() => refreshReport(world)) },
    { method: 'POST', pattern: '/control/licence', handle: withBody(licence, (_, body) => carryOut(() => Object.assign(world, body))) },
    {
      method: 'POST',
      pattern: '/control/policies',
      handle: withBody(accessSchema, (_, patch) => carryOut(() => commit(world, { type: 'access', patch }))),
    },
    { method: 'POST', pattern: '/control/behave', handle: withBody(behaveSchema, (_, body) => startBehaving(world, body)) },
    { method: 'DELETE', pattern: '/control/behave', handle: () => stopBehaving(world) },
  ]
}

function watchRoutes(world: World): Route[] {
  return [
    { method: 'GET', pattern: '/control/received', handle: request => received(world, request) },
    { method: 'GET', pattern: '/control/received/summary', handle: () => summary(world) },
    { method: 'DELETE', pattern: '/control/received/summary', handle: () => countAnew(world) },
    { method: 'GET', pattern: '/control/mails', handle: () => ok({ mails: world.mails }) },
    { method: 'DELETE', pattern: '/control/mails', handle: () => carryOut(() => world.mails.splice(0)) },
    { method: 'GET', pattern: '/control/calls', handle: () => ok({ calls: world.calls }) },
  ]
}

function carryOut(work: () => unknown): ApiAnswer {
  work()
  return done
}

function attach(world: World, botUrl: string): ApiAnswer {
  world.botUrl = botUrl
  return ok(environmentFor(world))
}

function stopSoon(stop: () => void): ApiAnswer {
  setImmediate(stop)
  return { status: 202 }
}

function setClock(world: World, offsetSeconds: number): ApiAnswer {
  commit(world, { type: 'clock', offsetSeconds })
  return ok({ now: timestamp(world) })
}

function setLimits(world: World, enabled: boolean): ApiAnswer {
  world.limits.enabled = enabled
  world.limits.hits.clear()
  return done
}

function health(world: World): unknown {
  return {
    practice: true,
    pid: process.pid,
    people: world.state.people.size,
    botUrl: world.botUrl,
    now: timestamp(world),
    urls: world.urls,
  }
}
