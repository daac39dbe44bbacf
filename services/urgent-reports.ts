/** What a person reports with one press because somebody may be getting into their account. It goes before everything else. */
import { applyChange, lockCase } from './case-steps.ts'
import { answerWithinMinutes, type Case, type CaseStore, eventsOf, openCase } from './cases.ts'
import { type Tx, transaction } from './db/database.ts'
import { afterOpenMinutes, type DeskHours } from './desk-hours.ts'
import type { Person } from './people.ts'

export const urgentReports = [
  'unexpected_prompt',
  'approved_prompt',
  'pressed_link',
  'told_someone',
  'stolen_phone',
  'known_password',
] as const
export type UrgentReport = (typeof urgentReports)[number]

/** What a case is about is what harms most. */
const harm: Record<UrgentReport, number> = {
  unexpected_prompt: 1,
  stolen_phone: 2,
  pressed_link: 2,
  known_password: 2,
  told_someone: 3,
  approved_prompt: 3,
}
const harmOf = (topic: string): number => (Object.hasOwn(harm, topic) ? harm[topic as UrgentReport] : 0)

/** A second press of the same button within this time says nothing new. */
const sameForMs = 10 * 60_000

export interface Reporting {
  person: Person
  language: string
  report: UrgentReport
  hours: DeskHours
  now: Date
}

/** `opened`: a new case. `raised`: added to the one that was open. `known`: it says so already. */
export type Reported = { kind: 'opened' | 'raised' | 'known'; case: Case }

async function saidLately(tx: Tx, current: Case, { report, now }: Reporting): Promise<boolean> {
  const last = (await eventsOf(tx, current.id)).findLast(
    ({ kind, body }) => (kind === 'raised' && body === report) || (kind === 'opened' && current.topic === report),
  )
  return current.urgent && last !== undefined && now.getTime() - last.at.getTime() < sameForMs
}

function sooner(current: Case, promised: Date): Date {
  return current.answer_by && current.answer_by < promised ? current.answer_by : promised
}

/** The open case becomes urgent, with the reason; `null` when it was closed a moment ago. */
async function raise({ jobs }: CaseStore, tx: Tx, caseId: number, reporting: Reporting): Promise<Reported | null> {
  const { person, report, hours, now } = reporting
  const current = await lockCase(tx, caseId)
  if (!current || current.state === 'resolved') return null
  if (await saidLately(tx, current, reporting)) return { kind: 'known', case: current }
  const promised = sooner(current, afterOpenMinutes(hours, now, answerWithinMinutes))
  const set = {
    urgent: true,
    topic: harmOf(report) > harmOf(current.topic) ? report : current.topic,
    ...(current.state === 'open' ? { answer_by: promised } : {}),
  }
  const change = { event: 'raised' as const, body: report, set, toTell: true }
  return { kind: 'raised', case: await applyChange(tx, jobs, { caseId, actorId: person.id, now, current, change }) }
}

/** Opens an urgent case, or makes the open one urgent: a person has one at most. */
export async function reportUrgent(store: CaseStore, reporting: Reporting): Promise<Reported> {
  const { person, language, report: topic, hours, now } = reporting
  for (;;) {
    const opening = { person, language, topic, sentence: '', callMe: null, activityId: null, hours, now }
    const opened = await openCase(store, opening)
    if (opened.kind === 'opened') return { kind: 'opened', case: opened.case }
    const raised = await transaction(store.db, tx => raise(store, tx, opened.case.id, reporting))
    if (raised) return raised
  }
}
