import assert from 'node:assert/strict'
import { topicIds } from '../../services/topics.ts'
import { wordsOf } from '../../services/understanding/words.ts'
import { development, heldOut, learned, urgent } from './sets.ts'

const bag = (text: string) => [...new Set(wordsOf(text))].sort()

/** Of the words of either sentence, how many stand in both. */
function likeness(one: string[], other: string[]): number {
  const both = one.filter(word => other.includes(word)).length
  return both / (one.length + other.length - both || 1)
}

describe('the sentences that measure understanding', () => {
  it('are many, half of them Dutch, and leave out no topic', () => {
    const dutch = development().filter(({ language }) => language === 'nl')
    assert.ok(development().length >= 400)
    assert.ok(Math.abs(dutch.length / development().length - 0.5) < 0.05)
    const few = topicIds.filter(id => development().filter(({ right }) => right[0] === id).length < 8)
    assert.deepEqual(few, [])
  })

  it('name topics that exist', () => {
    const named = [...development(), ...heldOut(), ...urgent()].flatMap(({ right }) => right)
    assert.deepEqual(
      named.filter(id => !topicIds.some(topic => topic === id)),
      [],
    )
  })

  it('are not among the sentences that the chat learns from', () => {
    const known = learned().map(text => ({ text, words: bag(text) }))
    const short = 4
    const copied = [...development(), ...heldOut(), ...urgent()].flatMap(({ text }) => {
      const words = bag(text)
      const same = known.find(one => likeness(words, one.words) >= (words.length < short ? 1 : 0.75))
      return same ? [`"${text}" and "${same.text}"`] : []
    })
    assert.deepEqual(copied, [], 'Say it in other words on the page: a sentence that is learned measures nothing.')
  })
})
