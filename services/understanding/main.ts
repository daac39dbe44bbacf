/** What the chat understands, for the command line: a sentence on each line of standard input, an object on each line of standard output. */
import { understand } from './understand.ts'

async function* linesOf(input: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest) yield rest
}

/** Whoever reads may stop reading. */
process.stdout.on('error', () => process.exit())
process.stdin.setEncoding('utf8')
for await (const line of linesOf(process.stdin)) {
  const text = line.replace(/\r$/, '')
  const { language, topics, certain } = understand(text)
  const written = process.stdout.write(`${JSON.stringify({ text, language, topics, certain })}\n`)
  if (!written) await new Promise(resolve => process.stdout.once('drain', resolve))
}
