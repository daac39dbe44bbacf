import assert from 'node:assert/strict'
import { PNG } from 'pngjs'
import { parseAction } from '../../cards/actions.ts'
import type { CardMessage } from '../../cards/card.ts'
import { links } from '../../cards/links.ts'
import { methodList } from '../../cards/methods.ts'
import { pictureNames, pictureOf } from '../../cards/pictures.ts'
import { languages, speak } from '../../cards/texts/translate.ts'
import { guideSamples } from '../support/samples/guide.ts'

type Node = Record<string, unknown>

/** Every object inside a card. */
function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  if (typeof value !== 'object' || value === null) return []
  return [value as Node, ...Object.values(value).flatMap(nodesOf)]
}
const textsOf = (message: CardMessage) =>
  nodesOf(message.card).flatMap(node => [node.text, node.title, node.label, node.altText].filter(text => typeof text === 'string'))

for (const language of languages) {
  const say = speak(language, 'Europe/Amsterdam')
  const cards = Object.entries(guideSamples).map(([name, sample]) => ({ name, message: sample(say) }))

  describe(`the cards of the guide in "${language}"`, () => {
    it('stay far below the size that Teams takes', () => {
      for (const { name, message } of cards) assert.ok(JSON.stringify(message).length * 2 < 20_000, name)
    })
    it('have one to six buttons, each of which is understood', () => {
      for (const { name, message } of cards) {
        const actions = message.card.actions ?? []
        assert.ok(actions.length >= 1 && actions.length <= 6, name)
        for (const action of actions.filter(one => one.type === 'Action.Execute')) {
          const inputs = { choice: 'why', reason: 'no_space' }
          assert.ok(parseAction(String(action.verb), { ...inputs, ...(action.data as object) }), `${name}: ${action.title}`)
        }
      }
    })
    it('always have a way to a human, or a way back to where there is one', () => {
      for (const { name, message } of cards) {
        const verbs = message.card.actions?.map(action => action.verb)
        assert.ok(verbs?.includes('help.open') || verbs?.includes('guide.back'), name)
      }
    })
    it('say everything: no text is left open, and every picture has words', () => {
      for (const { name, message } of cards) {
        const texts = textsOf(message)
        assert.ok(
          texts.every(text => String(text).trim() !== '' && !/[{}]|undefined/.test(String(text))),
          name,
        )
        assert.ok(
          nodesOf(message.card).every(node => node.type !== 'Image' || node.altText),
          name,
        )
        assert.ok(message.summary.length > 0 && message.summary.length < 80, `${name}: ${message.summary}`)
      }
    })
    it('keep to the voice', () => {
      const unwanted =
        language === 'en'
          ? /!|\bsimply\b|\bplease note\b|\bjust\b/i
          : /!|\bsimpelweg\b|\bgewoonweg\b|\bu\b(?! (afbeelding|aan|de))|\buw\b(?! account)/i
      for (const { name, message } of cards) {
        const words = textsOf(message).map(text => String(text).replace(/\*\*.*?\*\*/g, ''))
        for (const text of words) assert.doesNotMatch(text, unwanted, name)
      }
    })
    it('lead to full addresses only', () => {
      const known = new Set<string>(Object.values(links))
      for (const { message } of cards) {
        assert.doesNotMatch(JSON.stringify(message), /aka\.ms|bit\.ly/)
        for (const action of message.card.actions ?? []) if (action.type === 'Action.OpenUrl') assert.ok(known.has(String(action.url)))
      }
    })
    it('warn where a code or a number is near', () => {
      for (const name of [
        'register_authenticator.number',
        'new_phone.number',
        'change_phone_number.confirm',
        'lost_phone.what',
        'remedy asks_code',
      ]) {
        const message = cards.find(one => one.name === name)?.message
        assert.ok(
          nodesOf(message?.card).some(node => node.style === 'warning'),
          name,
        )
      }
    })
  })
}

describe('the pictures of the guide', () => {
  it('are small square PNGs that show something', () => {
    for (const name of pictureNames) {
      const file = Buffer.from(pictureOf(name).replace('data:image/png;base64,', ''), 'base64')
      const png = PNG.sync.read(file)
      assert.deepEqual([png.width, png.height], [96, 96], name)
      const white = [...Array(96 * 96).keys()].filter(pixel => png.data.subarray(pixel * 4, pixel * 4 + 4).every(part => part === 255))
      assert.ok(white.length > 300, `${name} shows something`)
      assert.ok(file.length < 4096, name)
    }
  })
  it('are drawn once', () => assert.equal(pictureOf('key'), pictureOf('key')))
})

describe('a list of methods', () => {
  it('reads as a sentence in each language', () => {
    assert.equal(methodList(speak('en', 'UTC'), ['authenticator', 'passkey']), 'Microsoft Authenticator and a passkey or security key')
    assert.equal(methodList(speak('nl', 'UTC'), ['authenticator', 'phone']), 'Microsoft Authenticator en een telefoonnummer')
  })
})
