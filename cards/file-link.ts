/** A file for Excel that the admin asked for: a link that soon ends. */
import { type Action, type CardMessage, card, heading, openUrl, paragraph, quiet } from './card.ts'
import type { Say, TextKey } from './texts/translate.ts'

export interface FileLink {
  file: 'deliveries' | 'unreachable' | 'never_started'
  url: string
  until: Date
  /** To the card that it was asked for on. */
  back: Action
}

const titles: Record<FileLink['file'], TextKey> = {
  deliveries: 'export.everybody',
  unreachable: 'export.unreachable',
  never_started: 'export.never_started',
}

export function fileLinkCard(say: Say, { file, url, until, back }: FileLink): CardMessage {
  const title = say(titles[file])
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('export.until', { time: say.time(until) })), quiet(say('export.care'))],
      actions: [openUrl(say('export.open'), url), back],
    }),
  }
}
