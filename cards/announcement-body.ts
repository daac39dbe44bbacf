/** What an announcement says in each phase: before the day, on it, after it, and to people who are ready. */
import { type Element, good, heading, paragraph, warning } from './card.ts'
import { cityOf } from './city.ts'
import { type Notice, type Phase, phaseOf, stillGetsIn } from './notice.ts'
import { phoneEnd } from './phone-end.ts'
import type { Say, TextKey } from './texts/translate.ts'

/** The form asks for words that go on after a date; a security warning has none before them. */
export const warningTitle = (what: string): string => `${what.charAt(0).toUpperCase()}${what.slice(1)}`

/** "From Tuesday 24 November, 10:00 (Amsterdam time), you sign in with …" */
export function noticeTitle(say: Say, { at, what }: Pick<Notice, 'at' | 'what'>, key: TextKey): string {
  return say(key, { moment: say.moment(at), city: cityOf(say, say.timeZone), what: what.replace(/\.$/, '') })
}

/** When it begins or began; never that it has begun where nobody knows. */
function startLine(say: Say, notice: Notice): string {
  if (notice.held) return noticeTitle(say, notice, 'announcement.title_held')
  return noticeTitle(say, notice, notice.passed ? 'announcement.title_on' : 'announcement.title')
}

/** The line at the top, which the notification shows as well. */
export function noticeHeading(say: Say, notice: Notice): string {
  const { givenName, variant } = notice
  switch (phaseOf(notice)) {
    case 'security':
      return warningTitle(notice.what)
    case 'settled':
      return say(variant === 'finished' ? 'announcement.finished' : 'announcement.ready', { name: givenName })
    case 'rescue':
      return `${noticeTitle(say, notice, 'announcement.title_since')}${stillGetsIn(notice) ? '' : ` ${say('announcement.not_yet', { about: notice.about })}`}`
    default:
      return startLine(say, notice)
  }
}

const text = (words: string): Element[] => (words ? [paragraph(words)] : [])

function where(say: Say, { registerAt }: Notice): Element[] {
  return registerAt ? [paragraph(say(`announcement.register_${registerAt}`))] : []
}

/** Once it is on, only a place that people must go to is worth a line. */
const onlyThere = (say: Say, notice: Notice): Element[] => (notice.registerAt === 'anywhere' ? [] : where(say, notice))

/** Microsoft asks for a passkey after any check, for its app only after a code by phone [E-CAMP, 2 Sep 2026]. */
function prompt(say: Say, { prompt: target, variant }: Notice): Element[] {
  if (target === 'passkey') return [paragraph(say('announcement.prompt_passkey'))]
  return target === 'authenticator' && variant === 'ends_soon' ? [paragraph(say('announcement.prompt_authenticator'))] : []
}

/** In a rollout about the end of codes by phone, the title says it already. */
function onlyPhone(say: Say, { about, variant, endsLater }: Notice): Element[] {
  return variant === 'ends_soon' ? [warning(say('announcement.ends_soon', { about, day: phoneEnd(say, endsLater) }))] : []
}

const alternative = (say: Say, { alternative: words }: Notice): Element[] =>
  words ? [paragraph(say('announcement.alternative', { alternative: words }))] : []

const before = (say: Say, { otherwise }: Notice) => paragraph(say('announcement.before', { otherwise }))

function announced(say: Say, notice: Notice): Element[] {
  return [
    ...onlyPhone(say, notice),
    paragraph(say('announcement.why', { name: notice.givenName, why: notice.why })),
    before(say, notice),
    ...where(say, notice),
    ...alternative(say, notice),
    ...prompt(say, notice),
    ...text(notice.extra),
  ]
}

function reminded(say: Say, notice: Notice): Element[] {
  const { daysLeft: days, variant, asked } = notice
  return [
    paragraph(say(asked ? 'announcement.reminder' : 'announcement.reminder_unasked', { days, variant })),
    ...onlyPhone(say, notice),
    before(say, notice),
    ...where(say, notice),
    ...prompt(say, notice),
  ]
}

function today(say: Say, notice: Notice): Element[] {
  if (stillGetsIn(notice)) return [...onlyPhone(say, notice), ...onlyThere(say, notice), ...prompt(say, notice)]
  const { held, passed, about } = notice
  return [
    ...(held ? [paragraph(say('announcement.held', { about }))] : []),
    paragraph(say('announcement.day_zero', { passed: held || passed ? 'yes' : 'no' })),
    ...onlyThere(say, notice),
    paragraph(say('announcement.locked_out', { phone: notice.phone })),
    ...alternative(say, notice),
  ]
}

function rescued(say: Say, notice: Notice): Element[] {
  if (stillGetsIn(notice)) return [...onlyPhone(say, notice), ...onlyThere(say, notice), ...prompt(say, notice)]
  return [
    paragraph(say('announcement.rescue_helpdesk', { phone: notice.phone })),
    paragraph(say('announcement.rescue_inside')),
    ...onlyThere(say, notice),
    ...alternative(say, notice),
  ]
}

function settled(say: Say, notice: Notice): Element[] {
  const { about, passed, variant } = notice
  const nothing = say('announcement.nothing_to_do', { about, passed: passed ? 'yes' : 'no' })
  return [
    good([heading(noticeHeading(say, notice)), paragraph(startLine(say, notice)), paragraph(nothing)]),
    paragraph(say('announcement.second_method')),
    ...prompt(say, notice),
    ...(variant === 'ready' && notice.kind === 'announcement' ? text(notice.extra) : []),
  ]
}

const bodies: Record<Exclude<Phase, 'settled'>, (say: Say, notice: Notice) => Element[]> = {
  security: (_say, { why, otherwise, alternative: other, extra }) => [why, otherwise, other, extra].flatMap(text),
  announcement: announced,
  reminder: reminded,
  held: today,
  day_zero: today,
  rescue: rescued,
}

export function noticeBody(say: Say, notice: Notice): Element[] {
  const phase = phaseOf(notice)
  return phase === 'settled' ? settled(say, notice) : [heading(noticeHeading(say, notice)), ...bodies[phase](say, notice)]
}
