/** The list of resources. */
import { featureResources } from './features.ts'
import { listResources } from './lists.ts'
import type { Resource } from './resource.ts'

export const resources: Resource[] = [...featureResources, ...listResources]
