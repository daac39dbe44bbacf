/**
 * What most broadcast bots do: `continueConversationAsync` for one conversation after the other, 50 at once, and whatever fails is gone.
 * Takes the conversation ids as JSON on its standard input; prints how many messages were sent and refused.
 */
import { text } from 'node:stream/consumers'
import type { ConversationReference } from 'botbuilder'
import { plainAdapter } from './plain-adapter.ts'

const atOnce = 50
const { MicrosoftAppId: appId = '', SERVICE_URLS: serviceUrl = '' } = process.env

console.log('ready')
const left: string[] = JSON.parse(await text(process.stdin))
const adapter = plainAdapter()
let sent = 0
let refused = 0

async function one(id: string): Promise<void> {
  const reference = { channelId: 'msteams', serviceUrl, conversation: { id }, bot: { id: `28:${appId}` } } as ConversationReference
  try {
    await adapter.continueConversationAsync(appId, reference, async context => {
      await context.sendActivity('Two-step sign-in begins soon.')
    })
    sent += 1
  } catch {
    refused += 1
  }
}

async function worker(): Promise<void> {
  for (let id = left.pop(); id !== undefined; id = left.pop()) await one(id)
}

await Promise.all(Array.from({ length: atOnce }, worker))
console.log(JSON.stringify({ sent, refused }))
process.exit()
