import { z } from 'zod'
import { mailUnreached, standingOutside } from '../outside/standing.ts'
import { announcementFor } from './announcements.ts'
import { byId, Failure, resource } from './resource.ts'

const mails = z.object({
  queued: z.int(),
  sending: z.int(),
  sent: z.int(),
  failed: z.int(),
  uncertain: z.int(),
  skipped: z.int(),
  doubtful: z.int().meta({ description: 'Attempts of which nobody knows whether they arrived; each can have added one copy.' }),
})
const outside = z.object({
  standing: z.enum(['waits', 'public', 'withdrawn']).meta({ description: 'It is public from the first message that arrives.' }),
  pages: z
    .object({
      list: z.url(),
      sheets: z.array(z.object({ sheet: z.enum(['poster', 'talk-note', 'mail']), in: z.record(z.string(), z.url()) })),
    })
    .nullable()
    .meta({ description: 'Null while PUBLIC_URL is not set.' }),
  hasMailbox: z.boolean(),
  toMail: z.int().meta({ description: 'People whom Teams does not reach, who have an address and got no e-mail yet.' }),
  noAddress: z.int(),
  progress: mails,
  trouble: z.string().nullable().meta({ description: 'Graph’s code for why no e-mail goes out at the moment.' }),
})

export const outsideResources = [
  resource(
    {
      method: 'GET',
      path: '/announcements/:id/outside',
      about: 'Where poster, talk note and e-mail file are, and how the e-mails go.',
      params: byId,
      answer: outside,
    },
    async (asking, { params: { id } }) => {
      const found = await announcementFor(asking, id)
      return found instanceof Failure ? found : standingOutside(asking.app, found)
    },
  ),
  resource(
    {
      method: 'POST',
      path: '/announcements/:id/mails',
      about: 'E-mails the people whom Teams does not reach, each once. Asking again adds only who came to it since.',
      params: byId,
      answer: z.object({ added: z.int() }),
    },
    async (asking, { params: { id } }) => {
      const found = await announcementFor(asking, id)
      if (found instanceof Failure) return found
      const mailed = await mailUnreached(asking.app, id, { actorId: asking.personId, now: asking.now })
      if (mailed.kind === 'outside') return new Failure(403, 'OutsideLimit', `You may not write to ${mailed.people} of these people.`)
      if (mailed.kind === 'not_now')
        return new Failure(409, 'NotNow', 'There is no mailbox, or this announcement does not go out (any more).')
      return { added: mailed.added }
    },
  ),
]
