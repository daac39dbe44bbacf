/** Situations as tables: what the person does, and what the chat shows then. */
import assert from 'node:assert/strict'
import { type FlowId, flowOf, stepText } from '../../bot/flows/flow.ts'
import { startFlow } from '../../bot/flows/handlers.ts'
import { guide } from '../../bot/flows/index.ts'
import type { Card, Element } from '../../cards/card.ts'
import { textKey } from '../../cards/texts/translate.ts'
import type { MethodKind } from '../../services/ports.ts'
import { findProgress } from '../../services/progress.ts'
import { judge, saveRegistration } from '../../services/registrations.ts'
import { useDatabase } from './database.ts'
import { meetKees, type Story, start } from './guide-story.ts'

/**
 * `does`: the title of a button of the newest message that has it, or of a line in a list, which is then chosen; `after 2 minutes`
 * (since the beginning) does what is due by then; `(no button "…")` looks only, and `(the one before)` at the message before the newest;
 * empty at the beginning. `shows`: the title of the newest message, or of the one in which something was pressed, when it is an older
 * one; of the helpdesk's form also what the case will be about. `has`: what the directory knows by then.
 */
export type Line = readonly [does: string, shows: string, has?: MethodKind[]]

export interface Walk {
  what: string
  language: 'en' | 'nl'
  /** Methods that the policy allows; all of them, where nothing is said. */
  allowed?: MethodKind[]
  /** What the directory knows at the beginning. */
  has?: MethodKind[]
  environment?: Record<string, string>
  /** What the directory says about the account. */
  account?: { guest?: true; privileged?: true }
  /** Where it begins, if not at the first card. */
  step?: string
  lines: readonly Line[]
}

const everything: MethodKind[] = ['authenticator', 'passkey', 'windows_hello', 'phone', 'temporary_pass']

type List = { id: string; choices: { title: string; value: string }[] }

const listOf = (card: Card | undefined) =>
  (card?.body as Element[] | undefined)?.find(({ type }) => type === 'Input.ChoiceSet') as List | undefined

type Message = ReturnType<Story['last']>

const hasButton = (message: Message, title: string) => message?.card.actions?.some(action => action.title === title) ?? false

/** Gives the message to look at then; none where it is the newest. */
async function act(story: Story, does: string): Promise<Message> {
  const newest = story.last()
  const missing = does.match(/^\(no button "(.+)"\)$/)?.[1]
  if (missing) assert.ok(!hasButton(newest, missing), `there is a button "${missing}"`)
  if (missing) return undefined
  if (does === '(the one before)') return story.messages().at(-2)
  const list = listOf(newest?.card)
  const chosen = list?.choices.find(choice => choice.title === does)
  const from = chosen ? newest : story.messages().findLast(message => hasButton(message, does))
  if (list && chosen) await story.press(String(newest?.card.actions?.[0]?.title), { [list.id]: chosen.value })
  else await story.press(does, {}, from ?? newest)
  return from?.id === newest?.id ? undefined : from
}

function shown(story: Story, at: Message): string {
  const { summary = '', card } = (at && story.messages().find(({ id }) => id === at.id)) ?? story.last() ?? {}
  const form = card?.actions?.find(action => action.verb === 'help.send')
  return form ? `${summary}: ${(form.data as { topic?: string }).topic}` : summary
}

/** What the last sync found. */
async function know(story: Story, { allowed = everything, has = [], account }: Walk): Promise<void> {
  const { db } = story.app
  if (account) await db.updateTable('people').set(account).where('id', '=', 'kees').execute()
  const value = JSON.stringify({ allowed })
  await db.insertInto('sync_state').values({ name: 'methods_policy', value, changed_at: start }).execute()
  await saveRegistration(db, 'kees', { ...judge(has, { allowed }, false), source: 'live', at: start })
  story.has(...has)
}

/** The steps (`flow.step`) and remedies (`remedy reason`) that a walk in this language has shown. */
export type Visited = Record<Walk['language'], Set<string>>

/** A step counts when its card is what the guide shows, and not the question that comes before it. */
async function note(story: Story, visited: Set<string>): Promise<void> {
  const progress = await findProgress(story.app.db, 'kees')
  const card = story.messages().find(({ id }) => id === progress?.activityId)
  const flow = progress && flowOf(guide.flows, progress.flow)
  if (!progress || !flow || !card) return
  const title = (await story.turn()).say(textKey(stepText(flow, progress.step, 'title')))
  if (progress.view === 'step' && card.summary.endsWith(title)) visited.add(`${flow.id}.${progress.step}`)
  if (progress.view === 'remedy') visited.add(`remedy ${progress.facts.reason}`)
}

async function take(story: Story, flow: FlowId, { lines, step, language }: Walk, visited: Visited): Promise<void> {
  for (const [does, shows, has] of lines) {
    if (has) story.has(...has)
    const waits = /^after (\d+) minutes?$/.exec(does)
    const at = does && !waits ? await act(story, does) : undefined
    if (waits) await story.at(Number(waits[1]))
    if (!does) await story.bring(await startFlow(await story.turn(), flow, step))
    await story.work()
    assert.equal(shown(story, at), shows, does ? `after "${does}"` : 'at the beginning')
    await note(story, visited[language])
  }
}

/** A test for each walk through `flow`. What it visits goes into `visited`. */
export function describeWalks(flow: FlowId, walks: readonly Walk[], visited: Visited): void {
  describe(`walks: ${flow}`, () => {
    const database = useDatabase()
    for (const walk of walks) {
      it(`${walk.what} (${walk.language})`, async () => {
        const story = await meetKees(database().db, walk.language, walk.environment)
        await know(story, walk)
        await take(story, flow, walk, visited)
      })
    }
  })
}
