/** What an employee gets of a rollout: every kind of notice in every state. */
import { announcementCard } from '../../../cards/announcement.ts'
import type { CardMessage } from '../../../cards/card.ts'
import { genuineCard, nothingSentCard, phishingCard, reportedCard } from '../../../cards/genuine.ts'
import { type Later, laterCard, leaveCard, type Snoozed, snoozedCard } from '../../../cards/later.ts'
import type { Notice, Variant } from '../../../cards/notice.ts'
import { suggestedTexts } from '../../../cards/slots.ts'
import type { Say } from '../../../cards/texts/translate.ts'
import { withdrawnCard } from '../../../cards/withdrawn.ts'

type Sample = (say: Say) => CardMessage
const announcementId = '3f2b8c1e-0d4a-4b77-9a55-1c2d3e4f5a6b'
const deadline = new Date('2026-11-24T09:00:00Z')
const texts = suggestedTexts(true, { opens: '08:00', closes: '17:30' })
const extra: Record<string, string> = {
  en: 'Questions? On **Thursday** we sit in the canteen, 12:00 to 13:30. More on the [intranet](https://intranet.example.com/mfa).',
  nl: 'Vragen? **Donderdag** zitten we in de kantine, van 12.00 tot 13.30 uur. Meer op [intranet](https://intranet.example.com/mfa).',
}
const slot = (say: Say, name: string) => texts[`${name}_${say.language}`] ?? ''

const notice =
  (variant: Variant, given: Partial<Notice> = {}): Sample =>
  say =>
    announcementCard(say, {
      announcementId,
      kind: 'announcement',
      about: 'mfa_deadline',
      variant,
      endsLater: false,
      givenName: 'Kees',
      at: deadline,
      daysLeft: 14,
      passed: false,
      held: false,
      what: slot(say, 'what'),
      why: slot(say, 'why'),
      otherwise: slot(say, 'otherwise'),
      alternative: slot(say, 'alternative'),
      extra: extra[say.language] ?? '',
      sender: 'Emma van Dijk',
      phone: '030 123 45 67',
      hours: slot(say, 'hours'),
      code: 'water piano',
      intranet: 'intranet.example.com/mfa',
      registerAt: 'anywhere',
      prompt: 'passkey',
      moreTime: null,
      mayAskTime: true,
      corrected: null,
      teamsUserId: '29:kees',
      asked: false,
      sample: false,
      ...given,
    })

const phoneEnds: Record<string, Pick<Notice, 'what' | 'why' | 'otherwise'>> = {
  en: {
    what: 'codes by text message and phone call stop working',
    why: 'Microsoft ends them: a code can be stolen on the way.',
    otherwise: 'Then you must set up another way at your next sign-in, before you can go on.',
  },
  nl: {
    what: 'werken codes via sms en telefoontjes niet meer',
    why: 'Microsoft stopt ermee: zo’n code kan onderweg worden gestolen.',
    otherwise: 'Dan moet je bij de volgende keer inloggen eerst een andere manier instellen, voordat je verder kunt.',
  },
}
const endOfPhones =
  (variant: Variant, given: Partial<Notice> = {}): Sample =>
  say => {
    const about = { about: 'phone_ends', at: new Date('2027-01-31T23:00:00Z'), extra: '', prompt: 'authenticator' } as const
    return notice(variant, { ...about, ...phoneEnds[say.language], ...given })(say)
  }

const phishing: Record<string, Pick<Notice, 'what' | 'why' | 'otherwise'>> = {
  en: {
    what: 'False messages are going round in our name',
    why: 'They ask for the number on your screen. We never ask for that.',
    otherwise: 'Did you answer one? Press Helpdesk now, then we sort it out together.',
  },
  nl: {
    what: 'Er gaan valse berichten rond uit onze naam',
    why: 'Ze vragen om het getal op je scherm. Dat vragen wij nooit.',
    otherwise: 'Heb je er een beantwoord? Druk dan nu op Helpdesk, dan lossen we het samen op.',
  },
}
const security =
  (given: Partial<Notice> = {}): Sample =>
  say =>
    notice('todo', { kind: 'security', alternative: '', extra: '', ...phishing[say.language], ...given })(say)

const at = (day: number, time: string) => new Date(`2026-11-${day}T${time}:00Z`)
const later =
  (given: Partial<Later> = {}): Sample =>
  say =>
    laterCard(say, {
      announcementId,
      deadline,
      choices: [
        { until: 'later_today', at: at(10, '13:00') },
        { until: 'tomorrow', at: at(11, '08:00') },
        { until: 'monday', at: at(16, '08:00') },
        { until: 'day_before', at: at(23, '08:00') },
      ],
      left: 2,
      stop: null,
      mayAskTime: true,
      ...given,
    })
const snoozed =
  (given: Partial<Snoozed> = {}): Sample =>
  say =>
    snoozedCard(say, { announcementId, deadline, at: at(16, '08:00'), pulled: false, mayAskTime: true, ...given })
const leave =
  (wrong: boolean): Sample =>
  say =>
    leaveCard(say, { announcementId, deadline, back: '2026-11-17', wrong })

const on: Partial<Notice> = { passed: true, daysLeft: 0 }
const unseen: Partial<Notice> = { held: true, daysLeft: -1 }
const past: Partial<Notice> = { kind: 'rescue', passed: true, daysLeft: -1 }
const until = new Date('2026-12-08T09:00:00Z')

export const noticeSamples: Record<string, Sample> = {
  'announcement, still to do': notice('todo'),
  'announcement, register at work': notice('todo', { registerAt: 'at_work', prompt: null, extra: '' }),
  'announcement, register on a computer from work': notice('todo', { registerAt: 'managed_device', prompt: null, extra: '' }),
  'announcement, corrected': say =>
    notice('todo', {
      corrected: { at: at(11, '13:20'), text: say.language === 'nl' ? 'het is de 24e, niet de 23e.' : 'it is the 24th, not the 23rd.' },
    })(say),
  'announcement, taken back': say =>
    withdrawnCard(
      say,
      { at: at(11, '13:20'), why: say.language === 'nl' ? 'de datum klopte niet.' : 'the date was wrong.' },
      { announcementId, sender: 'Emma van Dijk', phone: '030 123 45 67', hours: slot(say, 'hours'), teamsUserId: '29:kees', sample: false },
    ),
  'announcement, only a phone number': notice('ends_soon', { prompt: 'authenticator' }),
  'announcement, ready before': notice('ready'),
  'announcement, finished': notice('finished'),
  'announcement, sample for the admin': notice('todo', { sample: true, code: null }),
  'announcement, after the day': notice('todo', { passed: true, daysLeft: -3 }),
  'announcement, the end of codes by phone': endOfPhones('ends_soon', { daysLeft: 30 }),
  'announcement, the end of codes by phone, ready': endOfPhones('ready', { daysLeft: 30 }),
  'reminder that was asked for': notice('todo', { asked: true, daysLeft: 7 }),
  'reminder, a week left': notice('todo', { kind: 'reminder', daysLeft: 7 }),
  'after the day, not seen to be on': notice('todo', unseen),
  'after the day, not seen to be on, ready': notice('ready', unseen),
  'after the day, not seen to be on, the end of codes by phone': endOfPhones('ends_soon', unseen),
  'reminder, the day before, more time asked': notice('todo', { kind: 'reminder', daysLeft: 1, moreTime: { state: 'asked', until } }),
  'reminder, more time approved': notice('todo', { kind: 'reminder', daysLeft: 1, moreTime: { state: 'approved', until } }),
  'reminder, more time granted': notice('todo', { kind: 'reminder', daysLeft: 14, at: until, moreTime: { state: 'granted', until } }),
  'reminder, only a phone number': notice('ends_soon', { kind: 'reminder', daysLeft: 3, prompt: 'authenticator' }),
  'reminder, the end of codes by phone': endOfPhones('ends_soon', { kind: 'reminder', daysLeft: 3 }),
  'the day, ready': notice('ready', { kind: 'day_zero', ...on }),
  'the day, still to do': notice('todo', { kind: 'day_zero', ...on }),
  'the day, before the hour': notice('todo', { kind: 'day_zero', daysLeft: 0 }),
  'the day, only a phone number': notice('ends_soon', { kind: 'day_zero', ...on }),
  'the day, the end of codes by phone': endOfPhones('ends_soon', { kind: 'day_zero', ...on }),
  'the day, the end of codes by phone, ready': endOfPhones('ready', { kind: 'day_zero', ...on }),
  'rescue, still to do': notice('todo', past),
  'rescue, only a phone number': notice('ends_soon', past),
  'rescue, the end of codes by phone': endOfPhones('ends_soon', past),
  'rescue, got ready': notice('finished', past),
  'security warning': security(),
  'security warning, nothing but a line': security({ why: '', otherwise: '' }),
  later: later(),
  'later, once more, nobody can give more time': later({ left: 1, mayAskTime: false }),
  'later, no time left': later({ choices: [], left: 0, stop: 'close' }),
  'later, put off often enough': later({ left: 0, stop: 'used' }),
  'later, after the day': later({ left: 0, stop: 'passed', mayAskTime: false }),
  'later, after the day, not seen to be on': later({ left: 0, stop: 'held', mayAskTime: false }),
  'later, on leave': leave(false),
  'later, on leave, no such day': leave(true),
  'later, chosen': snoozed(),
  'later, chosen too late': snoozed({ at: at(23, '08:00'), pulled: true }),
  'is this real?': say =>
    genuineCard(say, {
      announcementId,
      sender: 'Emma van Dijk',
      sentAt: at(20, '09:30'),
      code: 'water piano',
      intranet: 'intranet.example.com/mfa',
      phone: '030 123 45 67',
      withdrawn: false,
    }),
  'is this real? Taken back since': say =>
    genuineCard(say, {
      announcementId,
      sender: 'Emma van Dijk',
      sentAt: at(20, '09:30'),
      code: 'water piano',
      intranet: 'intranet.example.com/mfa',
      phone: '030 123 45 67',
      withdrawn: true,
    }),
  'is this real? Nothing was sent': say => nothingSentCard(say, { intranet: 'intranet.example.com/mfa', phone: '030 123 45 67' }),
  'report as phishing': say => phishingCard(say, announcementId),
  'reported as phishing': say => reportedCard(say, { announcementId, again: false, phone: '030 123 45 67' }),
  'reported as phishing again': say => reportedCard(say, { announcementId, again: true, phone: '030 123 45 67' }),
}
