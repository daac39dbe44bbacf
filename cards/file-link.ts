/** A file for Excel that the admin asked for: a link that soon ends. */
import { execute } from './actions.ts'
import { type CardMessage, card, heading, openUrl, paragraph, quiet } from './card.ts'
import type { Say } from './texts/translate.ts'

export interface FileLink {
  announcementId: string
  file: 'deliveries' | 'unreachable'
  url: string
  until: Date
}

export function fileLinkCard(say: Say, { announcementId, file, url, until }: FileLink): CardMessage {
  const title = say(file === 'deliveries' ? 'export.everybody' : 'export.unreachable')
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('export.until', { time: say.time(until) })), quiet(say('export.care'))],
      actions: [openUrl(say('export.open'), url), execute('announce.board', say('common.back'), { announcementId })],
    }),
  }
}
