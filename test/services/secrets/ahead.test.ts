import assert from 'node:assert/strict'
import { saysAhead } from '../../../services/secrets/ahead.ts'

const ahead: [string, ReturnType<typeof saysAhead>][] = [
  ['my password is', 'password'],
  ['Hallo, mijn wachtwoord is:', 'password'],
  ['wachtwoord:', 'password'],
  ['my new password is...', 'password'],
  ['here is my password:', 'password'],
  ['TAP:', 'pass'],
  ['mijn herstelcodes zijn', 'pass'],
  ['the code they sent me is', 'code'],
  ['pin:', 'code'],
  ['het getal op mijn scherm is', 'number'],
]
const nothing = [
  'my password',
  'password?',
  'I forgot what my password is',
  'ik weet niet wat mijn wachtwoord is',
  'wachtwoord aanpassen omdat het verlopen is',
  'my code is wrong',
  'error code:',
  'postcode:',
  'is this real',
]

describe('a secret that comes in the next message', () => {
  it('is named in this one', () => {
    assert.deepEqual(
      ahead.map(([text]) => saysAhead(text)),
      ahead.map(([, kind]) => kind),
    )
  })
  it('is not named by a question or by a whole sentence', () => {
    assert.deepEqual(
      nothing.filter(text => saysAhead(text) !== null),
      [],
    )
  })
})
