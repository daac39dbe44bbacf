import { helpdeskTeam, tenantId } from '../company/constants.ts'
import type { Person } from '../company/person.ts'
import { type ApiAnswer, type ApiRequest, ok, refuse } from '../http.ts'
import { personIdFrom, teamsUserId } from '../ids.ts'
import type { Conversation } from '../state.ts'
import { isTeamMember, type World } from '../world.ts'
import { access, isHelpdesk, notFound } from './access.ts'

/** The team's own id lists the same people as its channel. */
function membersOf(world: World, conversationId: string): Person[] | ApiAnswer {
  if (isHelpdesk(conversationId)) return teamMembers(world)
  const reached = access(world, conversationId)
  if (reached.kind === 'refused') return reached.answer
  return peopleIn(world, reached.conversation)
}

function peopleIn(world: World, conversation: Conversation): Person[] {
  const person = conversation.personId === null ? undefined : world.state.people.get(conversation.personId)
  return person ? [person] : []
}

function teamMembers(world: World): Person[] {
  return [...world.state.people.values()].filter(isTeamMember)
}

export function listMembers(world: World, request: ApiRequest): ApiAnswer {
  const members = membersOf(world, request.params.conversationId ?? '')
  return Array.isArray(members) ? ok(members.map(account)) : members
}

export function pageMembers(world: World, request: ApiRequest): ApiAnswer {
  const members = membersOf(world, request.params.conversationId ?? '')
  if (!Array.isArray(members)) return members
  const size = Math.min(500, Math.max(1, Number(request.query.get('pageSize') ?? 200) || 200))
  const from = Number(request.query.get('continuationToken') ?? 0) || 0
  const more = from + size < members.length ? { continuationToken: String(from + size) } : {}
  return ok({ members: members.slice(from, from + size).map(account), ...more })
}

export function oneMember(world: World, request: ApiRequest): ApiAnswer {
  const members = membersOf(world, request.params.conversationId ?? '')
  if (!Array.isArray(members)) return members
  const id = personIdFrom(request.params.memberId ?? '')
  const member = members.find(person => person.id === id)
  return member ? ok(account(member)) : refuse(404, 'MemberNotFoundInConversation', 'The member was not found in the conversation.')
}

export function teamDetails(request: ApiRequest): ApiAnswer {
  if (!isHelpdesk(request.params.teamId ?? '')) return notFound
  return ok({
    id: helpdeskTeam.teamId,
    name: helpdeskTeam.teamName,
    aadGroupId: helpdeskTeam.groupId,
    tenantId,
    type: 'standard',
    channelCount: 2,
  })
}

export function teamChannels(request: ApiRequest): ApiAnswer {
  if (!isHelpdesk(request.params.teamId ?? '')) return notFound
  return ok({
    conversations: [
      { id: helpdeskTeam.teamId, name: null, type: 'standard' },
      { id: helpdeskTeam.channelId, name: helpdeskTeam.channelName, type: 'standard' },
    ],
  })
}

function account(person: Person): unknown {
  return {
    id: teamsUserId(person.id),
    name: person.name,
    objectId: person.id,
    aadObjectId: person.id,
    givenName: person.givenName,
    surname: person.surname,
    email: person.upn,
    userPrincipalName: person.upn,
    tenantId,
    userRole: person.kind === 'guest' ? 'guest' : 'user',
  }
}
