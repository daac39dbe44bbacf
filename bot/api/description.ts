/** The description of the API (OpenAPI 3.1), made from the contracts: it cannot say anything else than what is checked. */
import { z } from 'zod'
import type { Resource } from './resource.ts'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}

const problem = z.object({
  error: z.object({ code: z.string(), message: z.string().meta({ description: 'Says what to do next.' }) }),
})

const failures: Record<string, string> = {
  400: 'What was sent makes no sense; the message says which field.',
  401: 'No token, or one that is not good.',
  403: 'Not an admin, or beyond what this admin may do. It is in the audit.',
  404: 'There is nothing with this id.',
  409: 'It cannot be done any more; the message says why.',
  413: 'The body is too big.',
  415: 'The body is of another type.',
  429: 'Too many calls; wait as long as Retry-After says.',
  503: 'The keys of the organisation cannot be read now.',
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query') {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, object>; required?: string[] }
  return Object.entries(properties).map(([name, shape]) => ({ name, in: where, required: required.includes(name), schema: shape }))
}

function bodyOf(resource: Resource) {
  if (resource.upload) return { requestBody: { required: true, content: { [resource.upload]: { schema: { type: 'string' } } } } }
  if (!resource.body) return {}
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(resource.body, 'input') } } } }
}

function operation(resource: Resource) {
  const isFile = resource.answer === 'text/csv'
  const schema = resource.answer === 'text/csv' ? { type: 'string' } : schemaOf(resource.answer, 'output')
  const error = { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return {
    summary: resource.about,
    parameters: [...parameters(resource.params, 'path'), ...parameters(resource.query, 'query')],
    ...bodyOf(resource),
    responses: {
      200: { description: 'Done.', content: { [isFile ? 'text/csv' : 'application/json']: { schema } } },
      ...Object.fromEntries(Object.entries(failures).map(([status, description]) => [status, { description, content: error }])),
    },
  }
}

/** `/lists/:id` is `/lists/{id}` there. */
const pathOf = ({ path }: Resource) => path.replace(/:(\w+)/g, '{$1}')

export function describe(resources: Resource[]): object {
  const paths = Map.groupBy(resources, pathOf)
  return {
    openapi: '3.1.0',
    info: {
      title: 'MFA rollout bot',
      version: '1',
      description: 'For admins; the token is the one that Teams gives to a tab.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ teams: [] }],
    components: {
      securitySchemes: { teams: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: schemaOf(problem, 'output') },
    },
    paths: Object.fromEntries(
      [...paths].map(([path, group]) => [path, Object.fromEntries(group.map(one => [one.method.toLowerCase(), operation(one)]))]),
    ),
  }
}
