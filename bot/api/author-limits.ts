import { z } from 'zod'
import { circleSchema } from '../../services/audiences.ts'
import { type AuthorLimit, listLimits, setLimit } from '../../services/author-limits.ts'
import { transaction } from '../../services/db/database.ts'
import { findPerson } from '../../services/people.ts'
import { Failure, instant, iso, notFound, resource } from './resource.ts'

const limit = z.object({ personId: z.string(), audience: circleSchema, setBy: z.string(), setAt: instant })
const shown = ({ setAt, ...rest }: AuthorLimit) => ({ ...rest, setAt: iso(setAt) })
const all = z.object({ items: z.array(limit) })

export const authorLimitResources = [
  resource(
    { method: 'GET', path: '/author-limits', about: 'Admins who may announce to some people only.', answer: all },
    async ({ app }) => ({ items: (await listLimits(app.db)).map(shown) }),
  ),
  resource(
    {
      method: 'PUT',
      path: '/author-limits/:id',
      about: 'Limits an admin to an audience; null lifts the limit.',
      params: z.object({ id: z.string().min(1).max(100) }),
      body: z.strictObject({ audience: circleSchema.nullable() }),
      answer: all,
    },
    async ({ app, personId, now }, { params: { id }, body: { audience } }) => {
      if (!(await findPerson(app.db, id))) return notFound('person', '/api/v1/people?search=')
      const done = await transaction(app.db, tx => setLimit(tx, { personId: id, by: personId, now, audience }))
      if (!done) return new Failure(403, 'NotYours', 'Nobody changes their own limit, and who is limited changes nobody’s.')
      return { items: (await listLimits(app.db)).map(shown) }
    },
  ),
]
