/** What a person sees of an announcement. A card is drawn once for everybody who gets the same; what is personal is filled in. */
import type { CardMessage } from '../../cards/card.ts'
import type { Person } from '../../services/people.ts'
import { phoneMayEndLater } from '../../services/registrations.ts'
import type { App } from '../app.ts'
import { noticeFor, type Reader, variantFor } from '../notices/notice.ts'
import { sayTo } from '../say.ts'
import type { Work } from './gather.ts'

/** Stand for what is personal; no text of anybody contains these. */
const name = '\uE000name\uE001'
const viewer = '\uE000viewer\uE001'

/** Cards as JSON, with marks where something personal goes. */
const drawnOnce = new Map<string, string>()
const mostKept = 500

function keep(key: string, draw: () => CardMessage): string {
  const known = drawnOnce.get(key)
  if (known) return known
  const made = JSON.stringify(draw())
  if (drawnOnce.size >= mostKept) drawnOnce.clear()
  drawnOnce.set(key, made)
  return made
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)

function draw(app: App, { row, announcement, registration, conversation, facts }: Work, person: Person): CardMessage {
  const say = sayTo(app, person)
  const before = row.state === 'delivered' ? row.reason === 'ready' : true
  const viewerId = conversation?.teams_user_id ?? null
  const reader: Reader = {
    person: { given_name: name, name, guest: person.guest, privileged: person.privileged },
    teamsUserId: viewerId && viewer,
    variant: variantFor(registration, before),
    facts,
    config: app.config,
    now: app.clock.now(),
  }
  // A card counts days and says what has passed, so it is the same for a minute.
  const minute = Math.floor(reader.now.getTime() / 60_000)
  const version = [announcement.corrected_at, announcement.withdrawn_at, minute]
  const { variant } = reader
  const kind = [variant, phoneMayEndLater(person)]
  const key = JSON.stringify([announcement.id, version, say.language, say.timeZone, kind, reader.teamsUserId, facts])
  const card = keep(key, () => noticeFor(say, announcement, reader))
  return JSON.parse(card.replaceAll(name, inJson(person.given_name ?? person.name)).replaceAll(viewer, inJson(viewerId ?? '')))
}

/** A card that cannot be drawn is a fault of ours and no reason to try for ever. */
export function drawn(app: App, work: Work, person: Person): CardMessage | null {
  try {
    return draw(app, work, person)
  } catch (error) {
    app.log.error({ err: error, announcementId: work.row.announcement_id, personId: person.id }, 'a card could not be drawn')
    return null
  }
}
