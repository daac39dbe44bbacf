import { z } from 'zod'
import { withBody } from './chat/routes.ts'
import { environmentFor } from './environment.ts'
import { faultSchema } from './faults.ts'
import { refreshReport } from './graph/reports.ts'
import { ok, type Route } from './http.ts'
import { received, summary } from './received.ts'
import { commit, timestamp, type World } from './world.ts'

/** What tests (and the bot's start) tell practice. */
export function controlRoutes(world: World, stop: () => void): Route[] {
  return [
    { method: 'GET', pattern: '/control/health', handle: () => ok(health(world)) },
    {
      method: 'POST',
      pattern: '/control/attach',
      handle: withBody(z.strictObject({ botUrl: z.url() }), (_request, body) => {
        world.botUrl = body.botUrl
        return ok(environmentFor(world))
      }),
    },
    {
      method: 'POST',
      pattern: '/control/stop',
      handle: () => {
        setImmediate(stop)
        return { status: 202 }
      },
    },
    {
      method: 'POST',
      pattern: '/control/faults',
      handle: withBody(faultSchema, (_request, fault) => {
        world.faults.push(fault)
        return { status: 204 }
      }),
    },
    {
      method: 'DELETE',
      pattern: '/control/faults',
      handle: () => {
        world.faults.length = 0
        return { status: 204 }
      },
    },
    {
      method: 'POST',
      pattern: '/control/clock',
      handle: withBody(z.strictObject({ offsetSeconds: z.number() }), (_request, body) => {
        commit(world, { type: 'clock', offsetSeconds: body.offsetSeconds })
        return ok({ now: timestamp(world) })
      }),
    },
    {
      method: 'POST',
      pattern: '/control/limits',
      handle: withBody(z.strictObject({ enabled: z.boolean() }), (_request, body) => {
        world.limits.enabled = body.enabled
        world.limits.hits.clear()
        return { status: 204 }
      }),
    },
    { method: 'GET', pattern: '/control/received', handle: request => received(world, request) },
    { method: 'GET', pattern: '/control/received/summary', handle: () => summary(world) },
    { method: 'GET', pattern: '/control/calls', handle: () => ok({ calls: world.calls }) },
    {
      method: 'POST',
      pattern: '/control/report/refresh',
      handle: () => {
        refreshReport(world)
        return { status: 204 }
      },
    },
  ]
}

function health(world: World): unknown {
  return { ok: true, pid: process.pid, people: world.state.people.size, botUrl: world.botUrl, now: timestamp(world), urls: world.urls }
}
