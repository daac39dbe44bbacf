import assert from 'node:assert/strict'
import { dictionaryOf, read } from '../../../services/understanding/words.ts'

describe('a word that nobody knows', () => {
  const dictionary = dictionaryOf(
    'accepted accepted popup pop goedkeuren melding verificatie code summer nummer telefoon instellen geweigerd authenticator'.split(' '),
  )

  for (const { written, reads } of [
    { written: 'accepting', reads: ['accepted'] },
    { written: 'popping', reads: ['pop'] },
    { written: 'meldingen', reads: ['melding'] },
    { written: 'weigeren', reads: ['geweigerd'] },
    { written: 'telefoons', reads: ['telefoon'] },
    { written: 'authentcator', reads: ['authenticator'] },
    { written: 'verificatiecode', reads: ['verificatie', 'code'] },
    { written: 'summer', reads: ['summer'] },
    { written: 'quux', reads: ['quux'] },
  ]) {
    it(`is read as ${reads.join(' and ')}: ${written}`, () => assert.deepEqual(read(written, dictionary), reads))
  }
})
