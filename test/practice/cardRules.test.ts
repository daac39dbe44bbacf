import assert from 'node:assert/strict'
import { cardProblems } from '../../practice/cardRules.ts'

const card = (more: Record<string, unknown>) => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'hi' }],
  ...more,
})
const execute = { type: 'Action.Execute', title: 'Go', verb: 'go' }
const wrong: [string, unknown, RegExp][] = [
  ['a newer version', card({ version: '1.6' }), /version 1\.6/],
  ['no version', card({ version: undefined }), /version undefined/],
  ['something else than a card', { type: 'HeroCard' }, /must be AdaptiveCard/],
  ['an unknown element', card({ body: [{ type: 'Badge', text: 'new' }] }), /body\[0\]: unknown element Badge/],
  [
    'an unknown element inside a column',
    card({ body: [{ type: 'ColumnSet', columns: [{ items: [{ type: 'Icon' }] }] }] }),
    /columns\[0\]\.items\[0\]/,
  ],
  ['a text without text', card({ body: [{ type: 'TextBlock' }] }), /TextBlock needs text/],
  ['an input without id', card({ body: [{ type: 'Input.Text' }] }), /Input\.Text needs id/],
  ['seven buttons', card({ actions: Array(7).fill(execute) }), /7 buttons, at most 6/],
  ['seven buttons in an ActionSet', card({ body: [{ type: 'ActionSet', actions: Array(7).fill(execute) }] }), /7 buttons/],
  ['an unknown button', card({ actions: [{ type: 'Action.Http' }] }), /unknown action Action\.Http/],
  ['a link without address', card({ actions: [{ type: 'Action.OpenUrl', title: 'x' }] }), /needs url/],
  ['a refresh without Execute', card({ refresh: { action: { type: 'Action.Submit' } } }), /refresh: needs/],
  ['a refresh for 61 people', card({ refresh: { action: execute, userIds: Array(61).fill('29:1') } }), /61 people/],
  [
    'a wrong card in a ShowCard',
    card({ actions: [{ type: 'Action.ShowCard', card: card({ body: [{ type: 'Nope' }] }) }] }),
    /card\.body\[0\]/,
  ],
]

describe('card rules', () => {
  it('take a card with all that 1.5 has', () => {
    const body = [
      { type: 'Container', items: [{ type: 'Image', url: 'https://x.example/a.png', altText: 'a' }] },
      { type: 'FactSet', facts: [{ title: 'a', value: 'b' }] },
      {
        type: 'Table',
        columns: [],
        rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [{ type: 'TextBlock', text: 'x' }] }] }],
      },
      { type: 'Input.ChoiceSet', id: 'choice', choices: [{ title: 'a', value: 'a' }] },
      { type: 'Chart.Pie', fallback: { type: 'TextBlock', text: 'no chart' } },
    ]
    const actions = [execute, { type: 'Action.OpenUrl', title: 'Read', url: 'https://x.example' }]
    assert.deepEqual(cardProblems(card({ body, actions, refresh: { action: execute, userIds: ['29:1'] } })), [])
  })

  for (const [name, value, expected] of wrong) {
    it(`refuse ${name}`, () => {
      const problems = cardProblems(value)
      assert.equal(problems.length, 1)
      assert.match(problems[0] ?? '', expected)
    })
  }
})
