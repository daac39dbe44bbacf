/** Questions before something that cannot be taken back: stop a wave, send the day-0 notice early, change the date. */
import { execute } from './actions.ts'
import { type CardMessage, card, dateField, heading, paragraph, quiet, timeField } from './card.ts'
import { momentIn, type Verdict, verdictPart, type WaveHead } from './rollout-parts.ts'
import { problemList } from './slots.ts'
import type { Say } from './texts/translate.ts'

export function stopWaveCard(say: Say, wave: WaveHead): CardMessage {
  const { waveId } = wave
  const title = say('rollout.stop_title', { name: wave.name })
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), paragraph(say('rollout.stop_body')), paragraph(say('rollout.stop_or_pause'))],
      actions: [
        execute('rollout.stop', say('rollout.stop_yes'), { waveId }, 'destructive'),
        execute('rollout.pause', say('rollout.pause'), { waveId }),
        execute('rollout.wave', say('common.back'), { waveId }),
      ],
    }),
  }
}

/** The day-0 notice is held, because what it says is not true as far as Entra says. */
export function anywayCard(say: Say, wave: WaveHead & { verdict: Verdict }): CardMessage {
  const { waveId } = wave
  const title = say('rollout.anyway_title', { name: wave.name })
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), ...verdictPart(say, wave.verdict), paragraph(say('rollout.anyway_body'))],
      actions: [
        execute('rollout.check', say('rollout.check_again'), { waveId }, 'positive'),
        execute('rollout.anyway', say('rollout.anyway_yes'), { waveId }, 'destructive'),
        execute('rollout.ask_date', say('rollout.change_date'), { waveId }),
        execute('rollout.wave', say('common.back'), { waveId }),
      ],
    }),
  }
}

export interface WaveWarning extends WaveHead {
  /** `heads_up`: the day before; `held`: the day is there and its message waits. */
  warning: 'heads_up' | 'held'
  verdict: Verdict
}

/** To the admins, as a new message: what enforces the wave is not on, or does not cover everybody. */
export function waveWarningCard(say: Say, wave: WaveWarning): CardMessage {
  const { waveId, warning } = wave
  const title = say(`rollout.warn_${warning}`, { name: wave.name })
  const body = say(`rollout.warn_${warning}_body`, { moment: momentIn(say, wave.deadline, wave.timeZone) })
  return {
    summary: title,
    card: card({
      say,
      body: [heading(title), ...verdictPart(say, wave.verdict), paragraph(body)],
      actions: [
        execute('rollout.wave', say('rollout.open_wave'), { waveId }, 'positive'),
        execute('rollout.ask_date', say('rollout.change_date'), { waveId }),
        ...(warning === 'held' ? [execute('rollout.ask_anyway', say('rollout.anyway'), { waveId })] : []),
      ],
    }),
  }
}

export interface DateForm extends WaveHead {
  date: string
  time: string
  problems: string[]
  /** People who have a card with the old date. */
  told: number
}

export function waveDateCard(say: Say, form: DateForm): CardMessage {
  const { waveId } = form
  const required = say('announce.required')
  const title = say('rollout.date_title', { name: form.name })
  return {
    summary: title,
    card: card({
      say,
      body: [
        heading(title),
        paragraph(say('rollout.date_now', { moment: momentIn(say, form.deadline, form.timeZone) })),
        ...problemList(say, form.problems),
        dateField('date', say('rollout.date'), form.date, required),
        timeField('time', say('announce.time'), form.time, required),
        paragraph(say('rollout.date_told', { count: form.told })),
        quiet(say('rollout.date_entra')),
      ],
      actions: [
        execute('rollout.date', say('rollout.date_yes'), { waveId }, 'positive'),
        execute('rollout.wave', say('common.back'), { waveId }),
      ],
    }),
  }
}

/** What takes the place of a card whose wave or campaign is gone or moved on. */
export function rolloutNoteCard(say: Say, note: { title: string; body: string }): CardMessage {
  return {
    summary: note.title,
    card: card({
      say,
      body: [heading(note.title), paragraph(note.body)],
      actions: [execute('rollout.list', say('rollout.title'), {}, 'positive'), execute('menu.show', say('common.back'), {})],
    }),
  }
}
