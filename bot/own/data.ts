/** What is kept about a person: shown to that person, and erased when they ask. */
import { forgetCard, forgottenCard, ownDataCard, privacyCard } from '../../cards/own-data.ts'
import { openCaseOf } from '../../services/cases.ts'
import { erase, keptDays } from '../../services/erasure.ts'
import { personalDataOf } from '../../services/personal-data.ts'
import type { ActionHandlers, Turn } from '../answer.ts'
import { stepWords } from '../cases/tried.ts'

const privacy = ({ app: { config }, say }: Turn) =>
  privacyCard(say, { organisation: config.ORGANISATION_NAME, page: config.PRIVACY_URL ?? config.INTRANET_URL, kept: keptDays })

async function ownData({ app, person, say }: Turn) {
  const { guide, ...data } = await personalDataOf(app.db, person.id)
  return ownDataCard(say, { ...data, guide: guide && { step: stepWords(say, guide), at: guide.at, tried: guide.tried } })
}

async function forget({ app, person, say }: Turn) {
  const open = await openCaseOf(app.db, person.id)
  return forgetCard(say, { caseId: open?.id ?? null })
}

/** Typed. */
export const openPrivacy = async (turn: Turn) => ({ send: [{ message: privacy(turn) }] })
export const openForget = async (turn: Turn) => ({ send: [{ message: await forget(turn) }] })

export const dataActions: ActionHandlers = {
  'my.privacy': async turn => ({ replace: privacy(turn) }),
  'my.data': async turn => ({ replace: await ownData(turn) }),
  'my.forget': async turn => ({ replace: await forget(turn) }),
  'my.erase': async (turn, { caseId }) => {
    const { app, person, now, say } = turn
    const inTheWay = await erase(app, { personId: person.id, caseId: caseId ?? null }, now)
    return { replace: inTheWay === null ? forgottenCard(say) : await forget(turn) }
  },
}
