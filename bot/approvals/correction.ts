/** New words for cards that many people have: they wait for a colleague's yes like the first ones did. */
import { execute } from '../../cards/actions.ts'
import { aboutLine } from '../../cards/announce-board.ts'
import { slotLabels, slotNames } from '../../cards/slots.ts'
import type { Say } from '../../cards/texts/translate.ts'
import { type Announcement, type AnnouncementContent, findAnnouncement } from '../../services/announcements.ts'
import { applyCorrection, type Correction, findCorrection } from '../../services/corrections.ts'
import type { DbOrTx } from '../../services/db/database.ts'
import { boardOf, deadlineOf, whatOf } from '../announce/board.ts'
import { sampleOf } from '../announce/preview.ts'
import type { Approvable } from './approvable.ts'

async function both(db: DbOrTx, id: string): Promise<{ correction: Correction; announcement: Announcement } | null> {
  const correction = await findCorrection(db, id)
  const announcement = correction ? await findAnnouncement(db, correction.announcement_id) : null
  return correction && announcement ? { correction, announcement } : null
}

/** What is different, slot by slot: the old words and the new ones. */
function changes(say: Say, before: AnnouncementContent, after: AnnouncementContent): [string, string][] {
  return Object.entries(after.texts).flatMap(([language, texts]) =>
    slotNames
      .filter(slot => texts[slot] !== before.texts[language]?.[slot])
      .map((slot): [string, string] => {
        const label = `${say(slotLabels[slot]).split(' (')[0]} (${language.toUpperCase()})`
        return [label, say('correct.from_to', { from: before.texts[language]?.[slot] || '–', to: texts[slot] || '–' })]
      }),
  )
}

export const approvableCorrection: Approvable = {
  async find(app, id) {
    const found = await both(app.db, id)
    return found ? { ...found.correction, authorId: found.correction.author_id, audience: found.announcement.audience } : null
  },
  async about(app, id, { say, now }) {
    const found = await both(app.db, id)
    const announcementId = found?.announcement.id ?? ''
    const look = execute('announce.board', say('board.look'), { announcementId })
    if (!found) return { what: '', facts: [], look }
    const { correction, announcement } = found
    const { delivered, waiting } = await boardOf(app.db, announcement, { language: say.language, at: now })
    const facts: [string, string][] = [
      [say('board.delivered'), String(delivered)],
      [say('board.waiting'), String(waiting)],
      ...Object.entries(correction.reason).map(([language, why]): [string, string] => [say('correct.reason', { language }), why]),
      ...changes(say, announcement.content, correction.content),
    ]
    const asked = correction.state === 'awaiting_approval'
    const what = aboutLine(say, { what: whatOf(announcement, say.language), deadline: deadlineOf(announcement) })
    return { what, look, facts: asked ? facts : [] }
  },
  change: () => null,
  async sample(turn, id, language) {
    const found = await both(turn.app.db, id)
    if (!found) return []
    const { correction, announcement } = found
    return [
      await sampleOf(
        turn,
        { ...announcement, content: correction.content, corrected_at: turn.now, correction: correction.reason },
        language,
      ),
    ]
  },
  goOn: (_app, tx, { id, now }) => applyCorrection(tx, id, now),
}
