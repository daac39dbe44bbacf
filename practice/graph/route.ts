import type { Route } from '../http.ts'

export type Option = '$select' | '$top' | '$filter' | '$expand' | '$count' | '$skiptoken' | '$deltatoken' | '$orderby'

export interface GraphRoute extends Route {
  /** The query options that it takes; any other is refused. */
  options: readonly Option[]
  /** Which of Graph's throttling rules it falls under, and its cost in resource units. */
  throttle:
    | { kind: 'identity'; cost: number }
    | { kind: 'reports' }
    | { kind: 'policies' }
    | { kind: 'installs' }
    | { kind: 'presence' }
    | { kind: 'mail' }
    | { kind: 'none' }
}
