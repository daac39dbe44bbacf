/** An e-mail as a file (RFC 5322, MIME): text and HTML side by side, in UTF-8, nothing to be fetched. */
import { createHash } from 'node:crypto'

export interface MailText {
  subject: string
  text: string
  html: string
}

const lines = (base64: string) => base64.match(/.{1,76}/g)?.join('\r\n') ?? ''
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64')

/** A line with an encoded word has at most 76 signs [RFC 2047, 2], so 39 bytes beside `Subject:`; no letter may be cut in two. */
function encodedWords(text: string): string {
  const words: string[] = []
  let word = ''
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > 39) {
      words.push(word)
      word = ''
    }
    word += letter
  }
  return [...words, word].map(part => `=?utf-8?B?${base64(part)}?=`).join('\r\n ')
}

const part = (type: string, text: string) =>
  [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', lines(base64(text.replaceAll(/\r?\n/g, '\r\n')))].join(
    '\r\n',
  )

/** A draft without receivers: `X-Unsent` makes Outlook open it ready to be addressed and sent. */
export function toEml({ subject, text, html }: MailText): string {
  const boundary = `part-${createHash('sha256').update(text).update(html).digest('hex').slice(0, 32)}`
  return [
    'X-Unsent: 1',
    `Subject: ${encodedWords(subject.replaceAll(/\s+/g, ' '))}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"`,
    '',
    `--${boundary}`,
    part('text/plain', text),
    `--${boundary}`,
    part('text/html', html),
    `--${boundary}--`,
    '',
  ].join('\r\n')
}
