/** The fixed names and ids of the practice tenant. Tests and settings may rely on them. */
export const tenantId = '7a1c3f52-9d0b-4e86-b1f4-2c5d8e9a6b70'
export const organisation = 'Havenlicht'
export const domain = 'havenlicht.example'
/** The shared mailbox that the bot may send from. */
export const mailbox = `planning-shared@${domain}`
export const seed = 20261124

export const bot = { appId: '3f9b6d1e-58c4-4a27-9e0d-71b2c4a8f635', name: 'MFA Assistant' } as const
/** The id by which Teams addresses the bot in a conversation. */
export const botUserId = `28:${bot.appId}`

export const teamsApp = {
  manifestId: '5d2e8c70-14b9-4f63-8a5e-d90c7b31e246',
  catalogId: 'c84f1a9d-6e37-4b02-95d8-0f7a2e63b1c9',
  displayName: 'MFA Assistant',
} as const

export const groups = {
  admins: { id: 'a1d40c5e-0001-4c2b-8f10-6b3e57a90d01', name: 'MFA rollout admins' },
  helpdesk: { id: 'a1d40c5e-0002-4c2b-8f10-6b3e57a90d02', name: 'Helpdesk' },
  everyone: { id: 'a1d40c5e-0003-4c2b-8f10-6b3e57a90d03', name: 'Everyone' },
  warehouse: { id: 'a1d40c5e-0004-4c2b-8f10-6b3e57a90d04', name: 'Warehouse' },
  finance: { id: 'a1d40c5e-0005-4c2b-8f10-6b3e57a90d05', name: 'Finance' },
  pilot: { id: 'a1d40c5e-0006-4c2b-8f10-6b3e57a90d06', name: 'Pilot' },
  breakGlass: { id: 'a1d40c5e-0007-4c2b-8f10-6b3e57a90d07', name: 'Emergency access accounts' },
  serviceAccounts: { id: 'a1d40c5e-0008-4c2b-8f10-6b3e57a90d08', name: 'Service accounts' },
  onLeave: { id: 'a1d40c5e-0009-4c2b-8f10-6b3e57a90d09', name: 'On leave' },
  moreTime: { id: 'a1d40c5e-0010-4c2b-8f10-6b3e57a90d10', name: 'MFA more time' },
} as const

/** The Conditional Access policy of the rollout. */
export const accessPolicy = {
  id: '2f6d90b1-7c3e-4a58-9e12-d4b8a6071c35',
  displayName: 'Require multifactor authentication for everyone',
} as const

export const helpdeskTeam = {
  groupId: 'e6b27f14-3a95-4d08-b7c1-58f09d2e4a63',
  /** The team's id in the Bot Framework: the thread of its General channel. */
  teamId: '19:4d1f7a2be8c94c06a53b90e2d7f16c88@thread.tacv2',
  teamName: 'IT Helpdesk',
  channelId: '19:9b3e6c51f0a84d27be42c8d7135f90aa@thread.tacv2',
  channelName: 'MFA desk',
} as const

/** People whom tests and the start screen know by name. */
export const personas = {
  kees: 'b0a1e2c3-1001-4d5e-9f60-a7b8c9d0e101',
  emma: 'b0a1e2c3-1002-4d5e-9f60-a7b8c9d0e102',
  fatima: 'b0a1e2c3-1003-4d5e-9f60-a7b8c9d0e103',
  liam: 'b0a1e2c3-1004-4d5e-9f60-a7b8c9d0e104',
  daan: 'b0a1e2c3-1005-4d5e-9f60-a7b8c9d0e105',
  grace: 'b0a1e2c3-1006-4d5e-9f60-a7b8c9d0e106',
  joris: 'b0a1e2c3-1007-4d5e-9f60-a7b8c9d0e107',
  priya: 'b0a1e2c3-1008-4d5e-9f60-a7b8c9d0e108',
  sanne: 'b0a1e2c3-1009-4d5e-9f60-a7b8c9d0e109',
  oliver: 'b0a1e2c3-1010-4d5e-9f60-a7b8c9d0e110',
  ruben: 'b0a1e2c3-1011-4d5e-9f60-a7b8c9d0e111',
  chloe: 'b0a1e2c3-1012-4d5e-9f60-a7b8c9d0e112',
} as const
