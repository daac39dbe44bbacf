/** A wave as its cards want it. */
import type { Verdict, WaveHead } from '../../cards/rollout-parts.ts'
import { enforcedOf } from '../../services/enforcement.ts'
import type { Wave } from '../../services/waves.ts'
import { whoOf } from './circles.ts'

export const headOf = (wave: Wave): WaveHead => ({
  waveId: wave.id,
  campaignId: wave.campaign_id,
  position: wave.position,
  name: wave.name,
  state: wave.state,
  who: whoOf(wave.audience),
  leftOut: wave.left_out.map(whoOf),
  deadline: wave.deadline_at,
  timeZone: wave.time_zone,
})

/** What Entra last said about what enforces the wave. */
export function verdictOf(wave: Wave): Verdict {
  const name = wave.enforcement.kind === 'conditional_access' ? wave.enforcement.name : null
  const said = enforcedOf(wave)
  return { name, at: wave.enforced_checked_at, ...(said ?? { state: 'unknown', uncovered: 0, doubts: [] }) }
}

export const isUnderWay = ({ state }: Pick<Wave, 'state'>): boolean => state === 'active' || state === 'paused'

const weekMs = 7 * 24 * 3600_000

/** There is time to make the date true. */
export const isFar = (wave: Pick<Wave, 'deadline_at'>, now: Date): boolean => wave.deadline_at.getTime() - now.getTime() > weekMs
