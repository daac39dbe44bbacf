import { closeSync, createReadStream, existsSync, openSync, renameSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { apply, type Change, changesOf, type State } from './state.ts'

/** Lines beyond which a start writes the file anew, as a snapshot of what is true now. */
const compactAfter = 5000

/** Everything that happened, one change per line; survives a killed process. */
export class Journal {
  #file: number

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600)
  }

  write(change: Change): void {
    writeSync(this.#file, `${JSON.stringify(change)}\n`)
  }

  close(): void {
    closeSync(this.#file)
  }
}

/** Replays the file into the state (a last line that was cut off is dropped) and opens it for more. */
export async function openJournal(path: string, state: State): Promise<Journal> {
  const { lines, torn } = existsSync(path) ? await replay(path, state) : { lines: 0, torn: false }
  if (lines > compactAfter || torn) writeSnapshot(path, state)
  return new Journal(path)
}

async function replay(path: string, state: State): Promise<{ lines: number; torn: boolean }> {
  let lines = 0
  let torn = false
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    const change = parsed(line)
    if (change) apply(state, change)
    else torn = true
    lines += 1
  }
  return { lines, torn }
}

function parsed(line: string): Change | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function writeSnapshot(path: string, state: State): void {
  const fresh = `${path}.new`
  const file = openSync(fresh, 'w', 0o600)
  for (const change of changesOf(state)) writeSync(file, `${JSON.stringify(change)}\n`)
  closeSync(file)
  renameSync(fresh, path)
}
