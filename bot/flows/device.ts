/** Which phone and computer a person has: said by their client, or by themselves. Asked once, where the words of a step differ by it. Pure. */
import { type Computer, computers, type Facts, type Phone, type Progress, phones } from '../../services/progress.ts'
import type { Advanced } from './event.ts'
import type { Device, Step } from './flow.ts'
import { turn } from './place.ts'

export const devicesToChoose = { phone: phones, computer: computers } as const

interface Known {
  phone?: Phone
  computer?: Computer
}

/** What Teams says the person writes from: "iOS", "Android", "Windows", "Mac" or "Web". */
function clientDevice(platform: string | null): Known {
  const name = platform?.toLowerCase() ?? ''
  if (name === 'ios' || name === 'android') return { phone: name }
  if (name === 'windows') return { computer: 'windows' }
  return name.startsWith('mac') ? { computer: 'mac' } : {}
}

/** Keeps what the client says, where nothing is known yet: later the person may write from another device. */
export const learnDevices = (facts: Facts, platform: string | null): Facts => ({
  ...facts,
  devices: { ...clientDevice(platform), ...facts.devices },
})

export function knownDevices(facts: Facts, platform: string | null): Known {
  const { phone, computer } = { ...clientDevice(platform), ...facts.devices }
  return { ...(phone && phone !== 'ask' ? { phone } : {}), ...(computer && computer !== 'ask' ? { computer } : {}) }
}

/** It may be another device than the one we know. */
export const forgetDevice = (facts: Facts, device: Device): Facts => ({ ...facts, devices: { ...facts.devices, [device]: 'ask' } })

/** What must be asked before this step can be shown. */
export function unknownDevice(step: Step, facts: Facts, platform: string | null): Device | null {
  const asks = step.kind === 'do' ? step.asks : undefined
  return asks && !knownDevices(facts, platform)[asks] ? asks : null
}

/** Takes the answer to "iPhone or Android?". */
export function answerDevice(progress: Progress, device: Device, choice: string): Advanced {
  const choices: readonly string[] = devicesToChoose[device]
  if (!choices.includes(choice)) return { progress, effects: [], moved: false }
  const facts = { ...progress.facts, devices: { ...progress.facts.devices, [device]: choice } }
  return { progress: turn({ ...progress, facts }, 'step'), effects: [], moved: true }
}
