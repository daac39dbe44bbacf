import assert from 'node:assert/strict'
import { emptyForm, forItsKind, formOf, readForm, toDraft } from '../../../bot/announce/form.ts'
import type { FormValues } from '../../../cards/announce-form.ts'
import { speak } from '../../../cards/texts/translate.ts'
import type { Draft } from '../../../services/announcements.ts'
import { testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addAnnouncement, addPerson, now } from '../../support/rollout.ts'

const say = speak('en', 'Europe/Amsterdam')

describe('the form of an announcement', () => {
  const database = useDatabase()
  const app = () => testApp(database().db, now)
  const filled = (more: Partial<FormValues> = {}): FormValues => ({ ...emptyForm(app(), now), sender: 'Emma van Dijk', ...more })
  const draftOf = async (more: Partial<FormValues> = {}): Promise<Draft> => {
    const draft = await toDraft(app(), say, filled(more), now)
    assert.ok(!Array.isArray(draft), String(draft))
    return draft
  }
  const problemsOf = async (more: Partial<FormValues>): Promise<string[]> => {
    const problems = await toDraft(app(), say, filled(more), now)
    assert.ok(Array.isArray(problems), 'it should not be accepted')
    return problems
  }
  const withText = (slot: string, text: string) => ({ texts: { ...filled().texts, [slot]: text } })

  it('is ready to send as suggested, but for who sends it', async () => {
    const problems = await problemsOf({ sender: '' })
    assert.equal(problems.length, 1)
    const draft = await draftOf()
    assert.equal(draft.deadlineAt.toISOString(), '2026-11-24T09:00:00.000Z')
    assert.deepEqual(Object.keys(draft.content.texts), ['en', 'nl'])
    assert.equal(draft.sendAt, null)
  })

  it('means the date and time in its own zone, also when the clock changes in between', async () => {
    const at = async (date: string, time: string, zone: string) => (await draftOf({ date, time, zone })).deadlineAt.toISOString()
    assert.equal(await at('2026-11-24', '10:00', 'America/New_York'), '2026-11-24T15:00:00.000Z')
    assert.equal(await at('2027-03-28', '02:30', 'Europe/Amsterdam'), '2027-03-28T01:30:00.000Z')
    assert.equal(await at('2027-07-01', '09:00', 'Europe/Amsterdam'), '2027-07-01T07:00:00.000Z')
  })

  it('tells everything that is wrong at once', async () => {
    const problems = await problemsOf({ sender: '', phone: '', date: '2026-11-09', texts: {}, audience: 'group', who: 'Nobody' })
    assert.equal(problems.length, 2 + 1 + 10 + 1)
  })

  it('a security warning says what the admin wrote, never the suggestions about the check, and needs no date', async () => {
    const texts = { ...filled().texts, why_en: 'They look like ours.' }
    const untouched = forItsKind(app(), filled({ kind: 'security', date: '', time: '', texts }))
    const problems = await toDraft(app(), say, untouched, now)
    assert.ok(Array.isArray(problems))
    assert.equal(problems.length, 2)
    assert.match(problems.join(), /What changes.*EN.*empty.*What changes.*NL.*empty/s)
    const written = { ...untouched.texts, what_en: 'False messages are going round.', what_nl: 'Er gaan valse berichten rond.' }
    const draft = await toDraft(app(), say, forItsKind(app(), { ...untouched, texts: written }), now)
    assert.ok(!Array.isArray(draft), String(draft))
    const { what, why, otherwise, alternative } = draft.content.texts.en ?? assert.fail('no English')
    assert.deepEqual([what, why, otherwise, alternative], ['False messages are going round.', 'They look like ours.', '', ''])
  })

  for (const [date, time, zone] of [
    ['2026-11-09', '10:00', 'Europe/Amsterdam'],
    ['2026-11-31', '10:00', 'Europe/Amsterdam'],
    ['2026-11-24', '25:00', 'Europe/Amsterdam'],
    ['', '', 'Europe/Amsterdam'],
    ['tomorrow', '10:00', 'Europe/Amsterdam'],
    ['2026-11-24', '10:00', 'Mars/Olympus'],
  ] as const) {
    it(`refuses to start on ${date} ${time} in ${zone}`, async () => {
      assert.deepEqual(await problemsOf({ date, time, zone }), [say('announce.problem_date')])
    })
  }

  it('sends at a time between now and the start', async () => {
    const at = { send: 'at' as const, sendDate: '2026-11-12', sendTime: '08:30' }
    assert.equal((await draftOf(at)).sendAt?.toISOString(), '2026-11-12T07:30:00.000Z')
    for (const sendDate of ['2026-11-09', '2026-11-24', '2026-12-24', '']) {
      assert.deepEqual(await problemsOf({ ...at, sendDate, sendTime: '10:00' }), [say('announce.problem_send')])
    }
  })

  const spoiled: [slot: string, text: string, problem: RegExp][] = [
    ['what_en', '', /is empty/],
    ['hours_nl', '', /\(NL\).* is empty/],
    ['why_en', '# Why', /Headings/],
    ['extra_nl', '[kijk](https://bit.ly/x)', /bit\.ly.*short link/],
    ['extra_en', '[x](javascript:alert(1))', /is not allowed/],
  ]
  for (const [slot, text, problem] of spoiled) {
    it(`refuses “${text}” in ${slot}`, async () => {
      const problems = await problemsOf(withText(slot, text))
      assert.equal(problems.length, 1, problems.join('\n'))
      assert.match(problems[0] ?? '', problem)
    })
  }

  it('takes links to the intranet and to Microsoft, and the number of the helpdesk', async () => {
    await draftOf(
      withText('extra_en', 'See https://intranet.example.test/mfa or call 030 123 45 67. [Help](https://support.microsoft.com/)'),
    )
  })

  it('refuses a link where a name or a number belongs', async () => {
    assert.match(String(await problemsOf({ sender: '[Emma](https://evil.example/)' })), /evil\.example/)
    assert.match(String(await problemsOf({ phone: '[call](https://evil.example/)' })), /evil\.example/)
  })

  it('finds the group or the one person, whatever capitals were typed', async () => {
    const { db } = database()
    await db.insertInto('groups').values({ id: 'g1', name: 'Finance', synced_at: now }).execute()
    for (const id of ['p01', 'p02']) await addPerson(db, id, { name: 'Jan Jansen', mail: `${id}@mail.test` })
    await addPerson(db, 'p03', { left_at: now })
    assert.deepEqual((await draftOf({ audience: 'group', who: 'finance' })).audience, { kind: 'group', groupId: 'g1', name: 'Finance' })
    const one = { kind: 'person', personId: 'p02', name: 'Jan Jansen' }
    assert.deepEqual((await draftOf({ audience: 'person', who: 'P02@Mail.test' })).audience, one)
    assert.deepEqual((await draftOf({ audience: 'person', who: 'p02@example.test' })).audience, one)
    for (const who of ['jan jansen', 'p03@example.test', '', "' or 1=1"]) {
      assert.deepEqual(await problemsOf({ audience: 'person', who }), [say('announce.problem_person', { who })])
    }
    assert.deepEqual(await problemsOf({ audience: 'group', who: '' }), [say('announce.problem_group', { who: '' })])
  })

  it('can be gone on with: a draft gives the same form again', async () => {
    const { db } = database()
    const values = filled({ send: 'at', sendDate: '2026-11-12', sendTime: '08:30', zone: 'America/New_York' })
    const draft = await toDraft(app(), say, values, now)
    assert.ok(!Array.isArray(draft))
    const { content, deadlineAt, sendAt, timeZone } = draft
    const saved = await addAnnouncement(db, {
      state: 'draft',
      content: JSON.stringify(content),
      deadline_at: deadlineAt,
      send_at: sendAt,
      time_zone: timeZone,
    })
    assert.deepEqual(formOf(saved), values)
  })

  it('reads any payload without falling over, and trims', () => {
    for (const payload of [{}, { sender: 5, audience: 'all', send: null, what_en: { a: 1 } }]) {
      const values = readForm(payload)
      assert.deepEqual([values.sender, values.audience, values.send, values.texts.what_en], ['', 'everyone', 'now', ''])
    }
    assert.equal(readForm({ sender: '  Emma ' }).sender, 'Emma')
  })
})
