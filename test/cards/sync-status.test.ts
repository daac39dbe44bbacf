import assert from 'node:assert/strict'
import { type SyncStatus, syncStatusCard } from '../../cards/sync-status.ts'
import { languages, speak } from '../../cards/texts/translate.ts'

const viewer = { teamsUserId: '29:emma' }
const reading = {
  startedAt: new Date('2026-11-20T01:00:00Z'),
  finishedAt: new Date('2026-11-20T01:02:00Z'),
  phase: 'registrations' as const,
  people: 1,
  added: 1,
  changed: 0,
  left: 0,
  registrations: 1,
  error: null,
}
const status: SyncStatus = {
  reading,
  running: false,
  counts: {
    people: 1200,
    reach: { reachable: 1100, unknown: 60, not_installed: 20, policy_blocked: 15, no_licence: 3, blocked: 2 },
    excluded: { guest: 9, disabled: 7, service: 0, break_glass: 2, left: 1, on_leave: 0, not_started: 0 },
    second: { ready: 700, only_phone: 200, not_ready: 300, not_known: 0 },
    keys: { asked: 0, accepted: 0, ready: 0, handed_over: 0 },
  },
}

for (const language of languages) {
  describe(`the card about the directory (${language})`, () => {
    const say = speak(language, 'Europe/Amsterdam')
    const text = (given: SyncStatus) => JSON.stringify(syncStatusCard(say, given, viewer).card)

    it('says the numbers first, written as people write them', () => {
      const { summary } = syncStatusCard(say, status, viewer)
      assert.ok(summary.includes(language === 'nl' ? '1.100' : '1,100'), summary)
      assert.ok(summary.includes(language === 'nl' ? '1.200' : '1,200'), summary)
    })

    it('leaves out what is zero', () => {
      const shown = text(status)
      assert.ok(!shown.includes(say('people.excluded_service')))
      assert.ok(shown.includes(say('people.excluded_break_glass')))
      assert.ok(!shown.includes(say('people.second_not_known')))
    })

    it('offers to read again, or to look again while it reads', () => {
      const verbs = (given: SyncStatus) => syncStatusCard(say, given, viewer).card.actions?.map(action => action.verb)
      assert.deepEqual(verbs(status), ['people.sync', 'feature.list', 'menu.show'])
      assert.deepEqual(verbs({ ...status, running: true, reading: { ...reading, finishedAt: null } }), [
        'people.show',
        'feature.list',
        'menu.show',
      ])
    })

    it('has words for every moment and for every reason to stop', () => {
      assert.ok(text({ ...status, reading: null }).includes(say('people.never_read')))
      for (const phase of ['groups', 'users', 'managers', 'policy', 'registrations'] as const) {
        assert.ok(
          text({ ...status, running: true, reading: { ...reading, phase, finishedAt: null } }).includes(say(`people.phase_${phase}`)),
        )
      }
      assert.ok(text({ ...status, reading: { ...reading, error: '401 AuthenticationRequiredError' } }).includes(say('people.error_401')))
      assert.ok(text({ ...status, reading: { ...reading, error: 'Error' } }).includes(say('people.error_other')))
      assert.ok(text({ ...status, reading: { ...reading, finishedAt: null } }).includes(say('people.error_other')))
      assert.ok(text({ ...status, reading: { ...reading, registrations: null } }).includes(say('people.no_report')))
    })
  })
}
