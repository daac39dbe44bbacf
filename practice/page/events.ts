import type { ChatEvent } from '../chat-api.ts'
import { api } from './api.ts'

/**
 * Keeps a stream of events open for one person until `close`. Every (re)connection begins with the event `hello`.
 * `onLost` is called each time the connection goes away; the next try comes after 1, 2, 4 and at most 8 seconds.
 */
export function openEvents(personId: string, onEvent: (event: ChatEvent) => void, onLost: () => void): { close(): void } {
  let source: EventSource | null = null
  let timer: number | undefined
  let tries = 0

  function connect(): void {
    source = new EventSource(api.eventsUrl(personId))
    source.onmessage = message => {
      tries = 0
      onEvent(JSON.parse(String(message.data)) as ChatEvent)
    }
    source.onerror = () => {
      source?.close()
      onLost()
      timer = window.setTimeout(connect, Math.min(8, 2 ** tries) * 1000)
      tries += 1
    }
  }

  connect()
  return {
    close() {
      window.clearTimeout(timer)
      source?.close()
    },
  }
}
