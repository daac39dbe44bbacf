import assert from 'node:assert/strict'
import { guide } from '../../../bot/flows/index.ts'
import { errorIn } from '../../../services/entra-errors.ts'
import { looksSecret } from '../../../services/secrets.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { now } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

const asked: [en: string, nl: string, kind: string][] = [
  ['I get AADSTS50076', 'ik krijg AADSTS50076', 'check_needed'],
  ['AADSTS50079: Due to a configuration change', 'foutcode 50079 wat nu', 'set_up'],
  ['error 500121', 'fout 500121', 'check_failed'],
  ['it says 50088 too many calls', 'er staat 50088', 'phone_limit'],
  ['Sign in error code 50126', 'aadsts 50126', 'wrong_password'],
  ['AADSTS50055', 'mijn wachtwoord, code 50144', 'password_over'],
  ['account locked AADSTS50053', '50053', 'too_often'],
  ['AADSTS50057 disabled', 'melding 50057', 'disabled'],
  ['AADSTS50058 again and again', 'AADSTS700082 in outlook', 'session_over'],
  ['AADSTS50105', 'ik zie 50105 bij een app', 'no_access'],
  ['AADSTS500212', 'AADSTS500213', 'no_access'],
  ['You cannot access this right now 53003', 'U hebt hier geen toegang toe, foutcode 53003', 'blocked'],
  ['AADSTS50131', 'foutcode 530032', 'blocked'],
  ['AADSTS53004', 'AADSTS530034', 'risk'],
  ['error 53000 on my laptop', 'foutcode 530003', 'device'],
  ['error 135011', 'AADSTS700003', 'device'],
  ['AADSTS53002', 'AADSTS530035', 'old_app'],
  ['AADSTS53010', 'code 53010', 'set_up_elsewhere'],
  ['need admin approval AADSTS65001', 'AADSTS90094', 'consent'],
  ['0xCAA20004', 'caa20004 in teams', 'consent'],
  ['AADSTS50020 user account', 'AADSTS90072', 'wrong_account'],
  ['AADSTS16000', 'AADSTS16000', 'wrong_account'],
  ['AADSTS700016', 'AADSTS50011 bij die app', 'app_problem'],
  ['135010', 'AADSTS135010', 'key_unknown'],
  ['0x80090016 keyset does not exist', 'foutcode 80090016', 'chip'],
  ['80180014', '0x801C0003', 'device_refused'],
  ['0xCAA20003', 'caa20003 in teams', 'clock'],
  ['Teams says CAA82EE2', '0xcaa82ee7', 'network'],
  ['AADSTS530031', 'AADSTS530031', 'unknown'],
  ['AADSTS9999999', 'ik krijg AADSTS12345', 'unknown'],
]

const others = [
  'my case is #50076',
  'I have 50057 unread emails and 2 phones',
  'the deadline is 1 february 2027',
  'postcode 5003 AB',
  'ik kan niet inloggen',
  '2 of 3 people',
  'win 11',
  '',
]

describe('an error number of the sign-in', () => {
  const database = useDatabase()

  for (const language of ['en', 'nl'] as const) {
    it(`is answered with what it means and what to do now (${language})`, async () => {
      const teams = new Teams(testApp(database().db, now, { DEFAULT_LANGUAGE: language }))
      for (const [en, nl, kind] of asked) {
        const sentence = language === 'en' ? en : nl
        assert.equal(looksSecret(sentence), null, sentence)
        const shown = (await teams.types('kees', sentence))[0] ?? ''
        assert.match(shown, new RegExp(`"flow":"error_code","step":"${kind}"`), sentence)
        assert.match(shown, new RegExp(`"lang":"${language}"`))
        assert.match(shown, /guide\.helped/, 'it asks whether that helped')
        assert.match(shown, /"verb":"help\.open"/, 'a human is one press away')
      }
    })
  }

  it('is known for every kind that is spoken about', () => {
    assert.deepEqual([...new Set(asked.map(([, , kind]) => kind))].sort(), Object.keys(guide.flows.error_code.steps).sort())
  })

  it('is not seen where there is none', () => {
    for (const text of others) assert.equal(errorIn(text), null, text)
  })

  it('leads on: to the flow that mends it, or to a report when it was somebody else', async () => {
    const app = testApp(database().db, now)
    const teams = new Teams(app)
    await teams.types('kees', 'AADSTS500121')
    const at = { flow: 'error_code', step: 'check_failed', revision: 1 }
    const [progress] = await app.db.selectFrom('progress').select('revision').execute()
    const { card } = await teams.presses('kees', 'guide.next', { ...at, revision: progress?.revision ?? 1 })
    assert.match(card, /Press Deny\. Then report it here/)
  })

  it('goes to the agent who has the case, as everything that is typed then', async () => {
    const app = testApp(database().db, now)
    const teams = new Teams(app)
    await teams.types('kees', 'help')
    await teams.presses('kees', 'help.send', { sentence: 'I cannot get in' })
    await app.db.updateTable('cases').set({ state: 'claimed', agent_id: 'fatima', claimed_at: now }).execute()
    assert.match(String(await teams.types('kees', 'it says AADSTS53003')), /The helpdesk has it/)
  })
})
