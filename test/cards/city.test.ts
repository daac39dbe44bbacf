import assert from 'node:assert/strict'
import { cityOf } from '../../cards/city.ts'
import { speak } from '../../cards/texts/translate.ts'

describe('the city of a time zone', () => {
  it('has the name that the reader uses', () => {
    const names = (language: 'en' | 'nl') =>
      ['Europe/Brussels', 'Europe/London', 'Europe/Amsterdam', 'America/New_York'].map(zone => cityOf(speak(language, 'UTC'), zone))
    assert.deepEqual(names('en'), ['Brussels', 'London', 'Amsterdam', 'New York'])
    assert.deepEqual(names('nl'), ['Brussel', 'Londen', 'Amsterdam', 'New York'])
  })
})
