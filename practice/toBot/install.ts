import { setTimeout as sleep } from 'node:timers/promises'
import { helpdeskTeam, personas } from '../company/constants.ts'
import type { AppState, Person } from '../company/person.ts'
import { personalChatId } from '../ids.ts'
import { conversationOf } from '../state.ts'
import { commit, patchPerson, type World } from '../world.ts'
import { activityFrom, installActivities, type Place } from './activities.ts'
import { callBot } from './call.ts'

const tries = 5

/** Installs the app for a person, or takes it away, and tells the bot. */
export function setInstalled(world: World, person: Person, installed: boolean): void {
  if ((person.app === 'installed') === installed) return
  const app: AppState = installed ? 'installed' : 'absent'
  patchPerson(world, person, { app })
  const conversation = conversationOf(world.state, personalChatId(person.id))
  if (!conversation) return
  commit(world, { type: 'conversation', id: conversation.id, opened: conversation.opened || installed, gone: false })
  tellBot(world, person, { conversation, root: null }, installed).catch(reportSurprise)
}

async function tellBot(world: World, person: Person, place: Place, added: boolean): Promise<boolean> {
  const base = activityFrom(world, person, place, '')
  let told = true
  for (const activity of installActivities(base, added)) told = (await insist(world, activity, person.id)) && told
  return told
}

/** A bot that is just starting gets the news a little later. */
async function insist(world: World, activity: Record<string, unknown>, personId: string): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await callBot(world, activity, personId)
    if (answer.kind === 'answered' && answer.status < 500) return answer.status < 300
    await sleep(1000)
  }
  return false
}

/** Tells the bot, once and for as long as it takes, that it is in the helpdesk team. */
export async function tellOfTeam(world: World, stopped: AbortSignal): Promise<void> {
  const installer = world.state.people.get(personas.daan)
  const conversation = conversationOf(world.state, helpdeskTeam.channelId)
  if (!installer || !conversation) return
  while (!world.state.teamTold && !stopped.aborted) {
    const told = await tellOnce(world, installer, { conversation, root: null })
    if (told) commit(world, { type: 'teamTold' })
    else await sleep(1000, undefined, { signal: stopped }).catch(() => undefined)
  }
}

async function tellOnce(world: World, person: Person, place: Place): Promise<boolean> {
  const base = activityFrom(world, person, place, '')
  for (const activity of installActivities(base, true)) {
    const answer = await callBot(world, activity, person.id)
    if (answer.kind !== 'answered' || answer.status >= 300) return false
  }
  return true
}

export function reportSurprise(error: unknown): void {
  console.error(error)
}
