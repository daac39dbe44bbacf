/**
 * What most broadcast bots do: `continueConversationAsync` for one conversation after the other, 50 at once, and whatever fails is gone.
 * Each line of its standard input is one round, as JSON: the conversation ids, and whether to send a card as big as an announcement
 * instead of a line of text. Prints how many messages were sent and refused, and in how many milliseconds.
 */
import { createInterface } from 'node:readline'
import type { ConversationReference } from 'botbuilder'
import { plainAdapter } from './plain-adapter.ts'

const atOnce = 50

/** As big as what the product sends. */
function anAnnouncement() {
  const text = 'A stolen password alone will no longer open your mail. Set it up before then; it takes about five minutes, once.'
  const block = { type: 'TextBlock', text, wrap: true, spacing: 'Small' }
  const button = { type: 'Action.Execute', title: 'Set it up now', verb: 'notice.start', data: { announcementId: 'x'.repeat(36) } }
  const content = { type: 'AdaptiveCard', version: '1.5', lang: 'en', body: Array(6).fill(block), actions: Array(5).fill(button) }
  return { contentType: 'application/vnd.microsoft.card.adaptive', content }
}
const { MicrosoftAppId: appId = '', SERVICE_URLS: serviceUrl = '' } = process.env

const adapter = plainAdapter()

async function round({ chats, card }: { chats: string[]; card: boolean }) {
  const left = [...chats]
  const message = card
    ? { type: 'message', summary: 'Two-step sign-in begins soon.', attachments: [anAnnouncement()] }
    : 'Two-step sign-in begins soon.'
  let sent = 0
  let refused = 0
  async function one(id: string): Promise<void> {
    const reference = { channelId: 'msteams', serviceUrl, conversation: { id }, bot: { id: `28:${appId}` } } as ConversationReference
    try {
      await adapter.continueConversationAsync(appId, reference, async context => {
        await context.sendActivity(message)
      })
      sent += 1
    } catch {
      refused += 1
    }
  }
  async function worker(): Promise<void> {
    for (let id = left.pop(); id !== undefined; id = left.pop()) await one(id)
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { sent, refused, ms: performance.now() - began }
}

const lines = createInterface(process.stdin)
console.log('ready')
for await (const line of lines) console.log(JSON.stringify(await round(JSON.parse(line))))
process.exit()
