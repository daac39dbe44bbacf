import { type ApiAnswer, refuse } from '../http.ts'

export function graphRefuse(status: number, code: string, message: string): ApiAnswer {
  return refuse(status, code, message)
}

export function resourceNotFound(id: string): ApiAnswer {
  return refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

export function badRequest(message: string): ApiAnswer {
  return refuse(400, 'Request_BadRequest', message)
}
