import assert from 'node:assert/strict'
import { looksSecret } from '../../services/secrets.ts'

const secrets: [string, ReturnType<typeof looksSecret>][] = [
  ['123456', 'code'],
  ['my code is 482913', 'code'],
  ['de code is 482 913', 'code'],
  ['ik kreeg 48291357 per sms', 'code'],
  ['G-482913 staat er', 'code'],
  ['42', 'code'],
  ['the number on my screen is 42', 'code'],
  ['het getal op mijn scherm is 17', 'code'],
  ['op mijn scherm staat 17', 'code'],
  ['I see 63 on my screen', 'code'],
  ['getal 63', 'code'],
  ['mijn pincode is 4821', 'code'],
  ['code: 7741', 'code'],
  ['my password is Summer2026', 'password'],
  ['mijn wachtwoord is Welkom01!', 'password'],
  ['wachtwoord: konijn', 'password'],
  ['my password is sunshine', 'password'],
  ['Welkom2026!', 'password'],
  ['de helpdesk gaf me k7#Qx2!pL als pas', 'password'],
  ['tap = aB3dE5fG', 'password'],
  ['pass aB3dE5fG works not', 'password'],
  ['recovery code is h7k2-99ds-kkq2', 'password'],
  ['bel me op 06-12345678', 'phone'],
  ['06 12 34 56 78', 'phone'],
  ['+31 6 12345678', 'phone'],
  ['0031612345678', 'phone'],
  ['mijn gsm is 0475 12 34 56', 'phone'],
  ['call me at +44 20 7946 0958', 'phone'],
  ['my number is (555) 123-4567', 'phone'],
  ['020 123 4567', 'phone'],
]

const harmless = [
  'my case is #2041',
  'zaak 2041',
  'ticket 1234567',
  'INC0012345',
  'I get AADSTS50076',
  'error 53003',
  'foutcode 500121',
  'error code: 500121',
  '500121',
  'code 53003',
  'on 24-11-2026 at 10:00',
  'vanaf dinsdag 24 november 2026 om 10.00 uur',
  '2026-11-24',
  'it costs € 1.234.567',
  'de app vraagt 12,99 euro',
  'iOS 17.4.1',
  'Android 14 of Windows 11',
  'ik heb het 10 keer geprobeerd',
  'I waited 45 minutes',
  'my password is not working',
  'mijn wachtwoord is verlopen',
  'my password is wrong',
  'wachtwoord vergeten',
  'password expired yesterday',
  'I forgot my password and lost my phone',
  'step 2 of 5 does not work',
  'het nummer op mijn scherm verdwijnt',
  'I see no number on my screen',
  'ik ben 52 jaar',
  'my number changed',
  'where is kamer 112233',
  'iPhone15Pro',
  'https://mysignins.microsoft.com/security-info?id=123456',
  'kees2026@contoso.example',
  'tussen 08.00 en 17.30 uur',
  'het gaat om 250 mensen',
  'personeelsnummer 123456',
  'new phone',
  'Hallo, ik heb een nieuwe telefoon en mijn oude ligt in de gracht!',
]

describe('secrets', () => {
  for (const [text, kind] of secrets) {
    it(`"${text}" is ${kind ?? 'let through'}`, () => assert.equal(looksSecret(text), kind))
  }
  for (const text of harmless) {
    it(`"${text}" is harmless`, () => assert.equal(looksSecret(text), null))
  }
  it('lets staff write phone numbers, but no codes and passwords', () => {
    assert.equal(looksSecret('bel 020 123 4567', 'staff'), null)
    assert.equal(looksSecret('your code is 482913', 'staff'), 'code')
    assert.equal(looksSecret('his password is Summer2026', 'staff'), 'password')
  })
  it('forgets between two calls', () => {
    assert.equal(looksSecret('06-12345678'), 'phone')
    assert.equal(looksSecret('06-12345678'), 'phone')
  })
})
