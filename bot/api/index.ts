/** The list of resources. */
import { announcementResources } from './announcements.ts'
import { exportResources } from './exports.ts'
import { featureResources } from './features.ts'
import { listResources } from './lists.ts'
import { peopleResources } from './people.ts'
import type { Resource } from './resource.ts'

export const resources: Resource[] = [
  ...announcementResources,
  ...peopleResources,
  ...listResources,
  ...featureResources,
  ...exportResources,
]
