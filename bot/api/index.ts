/** The list of resources. */
import { announcementResources } from './announcements.ts'
import { authorLimitResources } from './author-limits.ts'
import { campaignResources } from './campaigns.ts'
import { exportResources } from './exports.ts'
import { featureResources } from './features.ts'
import { keyOrderResources } from './key-orders.ts'
import { listResources } from './lists.ts'
import { outsideResources } from './outside.ts'
import { peopleResources } from './people.ts'
import { questionResources } from './questions.ts'
import type { Resource } from './resource.ts'
import { waveResources } from './wave-steps.ts'

export const resources: Resource[] = [
  ...announcementResources,
  ...outsideResources,
  ...campaignResources,
  ...waveResources,
  ...authorLimitResources,
  ...peopleResources,
  ...questionResources,
  ...keyOrderResources,
  ...listResources,
  ...featureResources,
  ...exportResources,
]
