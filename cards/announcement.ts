/** What one employee sees of an announcement, a reminder, the day itself, the days after, or a warning; from "to do" to "you are done". */
import { execute } from './actions.ts'
import { noticeBody, noticeHeading } from './announcement-body.ts'
import { type Action, type CardMessage, card, quiet, strong } from './card.ts'
import { type Notice, phaseOf, stillGetsIn } from './notice.ts'
import type { Say } from './texts/translate.ts'

function buttons(say: Say, notice: Notice): Action[] {
  const { announcementId } = notice
  const button = (verb: NoticeVerb, title: string, style?: 'positive') => execute(verb, title, { announcementId }, style)
  const start = button('notice.start', say('announcement.start'), 'positive')
  const later = button('notice.later', say('announcement.later'))
  const other = button('notice.other', say('announcement.other'))
  const genuine = button('notice.genuine', say('announcement.genuine'))
  const question = button('notice.question', say('announcement.question'))
  const helpdesk = (style?: 'positive') => button('notice.help', say('common.helpdesk'), style)
  switch (phaseOf(notice)) {
    case 'security':
      return [genuine, helpdesk()]
    case 'settled':
      return [button('notice.second', say('announcement.add_second')), genuine, question]
    case 'rescue':
      if (stillGetsIn(notice)) return [start, helpdesk(), other, genuine, question]
      return [helpdesk('positive'), button('notice.start', say('announcement.way_in')), other, genuine, question]
    case 'held':
    case 'day_zero':
      return [start, helpdesk(), other, genuine, question]
    case 'reminder':
      return [start, later, other, ...(asksTime(notice) ? [button('notice.time', say('later.time'))] : []), genuine, question]
    case 'announcement':
      return [start, later, other, genuine, question]
  }
}

type NoticeVerb = `notice.${'start' | 'later' | 'other' | 'genuine' | 'question' | 'help' | 'second' | 'time'}`

const asksTime = ({ mayAskTime, moreTime }: Notice) => mayAskTime && !moreTime

function moreTime(say: Say, { moreTime: more, at }: Notice): string | null {
  if (!more) return null
  return say(`announcement.time_${more.state}`, { until: say.moment(more.until), deadline: say.moment(at) })
}

export function announcementCard(say: Say, notice: Notice): CardMessage {
  const { announcementId, code, intranet, sender, phone, hours, corrected } = notice
  const open = phaseOf(notice) !== 'settled' && phaseOf(notice) !== 'security'
  const time = open ? moreTime(say, notice) : null
  const actions = buttons(say, notice)
  return {
    summary: noticeHeading(say, notice),
    card: card({
      say,
      body: [
        ...(corrected ? [strong(say('announcement.corrected', { moment: say.moment(corrected.at), correction: corrected.text }))] : []),
        ...noticeBody(say, notice),
        ...(time ? [strong(time)] : []),
        strong(say('announcement.never')),
        quiet(say('announcement.from', { sender, phone, hours })),
        ...(code ? [quiet(say('announcement.code', { code, intranet }))] : []),
      ],
      actions: notice.sample ? actions.map(action => ({ ...action, verb: 'announce.sample', data: {} })) : actions,
      refresh: {
        action: execute('notice.refresh', say('common.refresh'), { announcementId }),
        userIds: notice.sample || !notice.teamsUserId ? [] : [notice.teamsUserId],
      },
    }),
  }
}
