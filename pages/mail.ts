/**
 * A broadcast as an e-mail. It has no link to press, no picture and nothing that tells whether it was opened: addresses are written
 * out, so that people can type them themselves.
 */
import { type Say, speak } from '../cards/texts/translate.ts'
import type { Broadcast, Organisation } from './data.ts'
import { html } from './html.ts'

export interface Mail {
  subject: string
  text: string
  html: string
}

export interface Reader {
  givenName: string
  /** The reader's own zone: the same instant, on their own clock. */
  say: Say
  /** The title in the reader's own zone. */
  title: string
}

/** `reader`: an e-mail to one person; without one, the same text for everybody, to be sent by hand. */
export function mailOf(language: Say['language'], organisation: Organisation, broadcast: Broadcast, reader?: Reader): Mail {
  const say = reader?.say ?? speak(language, broadcast.timeZone)
  const texts = broadcast.texts[language]
  const subject = reader?.title ?? texts.title
  const passages = texts.passages.map(({ label, plain }) => (label === null ? plain : `${label} ${plain}`))
  const [first, rest] = [passages.slice(0, 1), passages.slice(1)]
  /** A warning asks nobody to set anything up. */
  const setUp = broadcast.kind !== 'security'
  const paragraphs = [
    reader ? say('mail.hello', { name: reader.givenName }) : say('mail.hello_all'),
    ...(reader ? [say('mail.instead')] : []),
    ...first,
    ...(setUp ? [say('mail.how', { intranet: organisation.intranet })] : []),
    ...rest,
    ...(setUp ? [say('mail.done')] : []),
    say('announcement.never'),
    ...(broadcast.code === null ? [] : [say('mail.code', { code: broadcast.code })]),
    say('mail.no_links'),
    say('mail.from', { sender: broadcast.sender, phone: broadcast.phone, hours: texts.hours }),
  ]
  const body = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font-family: 'Segoe UI', Arial, sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em">
<h1 style="font-size: 22px; line-height: 1.3">${subject}</h1>
${paragraphs.map(text => html`<p style="white-space: pre-line">${text}</p>\n`)}</body></html>
`
  return { subject, text: `${[subject, ...paragraphs].join('\n\n')}\n`, html: body.html }
}
