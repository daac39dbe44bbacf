import assert from 'node:assert/strict'
import { type TestApp, testApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'
import { addPerson, addReachable, now, personIds } from '../../support/rollout.ts'
import { Teams } from '../../support/teams.ts'

describe('lists of people in the chat', () => {
  const database = useDatabase()
  let app: TestApp
  let teams: Teams

  beforeEach(async () => {
    app = testApp(database().db, now, { PUBLIC_URL: 'https://bot.example.test' })
    teams = new Teams(app)
    await addReachable(app.db, ['emma', 'kees'])
    app.directory.members = { [app.config.ADMIN_GROUP_ID]: ['emma'] }
  })
  const make = (name: string, addresses: string) => teams.presses('emma', 'lists.make', { name, addresses })
  const members = async () => {
    const rows = await app.db.selectFrom('list_members').select('person_id').orderBy('person_id').execute()
    return rows.map(row => row.person_id)
  }

  it('an admin pastes addresses, and reads who was not found', async () => {
    await addPerson(app.db, 'guest', { guest: true, excluded: 'guest' })
    const [open = ''] = await teams.types('emma', 'lijsten')
    assert.match(open, /https:\/\/bot\.example\.test\/api\/v1\/lists/)
    const { card } = await make(
      ' Night shift ',
      'kees@example.test\nEMMA@example.test\n\nguest@example.test\nnobody@example.test\nkees@example.test\nTilburg',
    )
    assert.match(card, /Night shift: found 2 of 6/)
    for (const why of [/guest@.*a guest/, /nobody@.*nobody has this address/, /kees@.*in the list already/, /Tilburg.*is no address/])
      assert.match(card, why)
    assert.deepEqual(await members(), ['emma', 'kees'])
    assert.match((await teams.types('emma', 'lists'))[0] ?? '', /Night shift.*2 people/)
  })

  it('also the receivers of a mail, and a column with its heading', async () => {
    assert.match((await make('Mail', 'Kees de Wit <kees@example.test>; "Vos, Emma" <emma@example.test>')).card, /Mail: found 2 of/)
    assert.match((await make('Column', 'UPN\r\nkees@example.test\r\nemma@example.test\r\n')).card, /Column: found 2 of 2/)
  })

  it('takes five hundred', async () => {
    const ids = personIds(500)
    await app.db
      .insertInto('people')
      .values(ids.map(id => ({ id, upn: `${id}.jansen-van.den.berg@example.test`, name: id, synced_at: now })))
      .execute()
    const { card } = await make('Many', ids.map(id => `${id}.jansen-van.den.berg@example.test`).join('\n'))
    assert.match(card, /Many: found 500 of 500/)
  })

  it('keeps what was typed while something is missing', async () => {
    assert.match((await make(' ', 'kees@example.test')).card, /has no name yet.*kees@example\.test/)
    assert.match((await make('Nobody', '  \n ')).card, /There are no addresses yet/)
    assert.deepEqual(await members(), [])
  })

  it('keeps a password out', async () => {
    const { card } = await make('Mine', 'my password is Winter2026-secret')
    assert.match(card, /looks like a password/)
    assert.doesNotMatch(card, /Winter2026/)
    assert.deepEqual(await app.db.selectFrom('lists').selectAll().execute(), [])
  })

  it('says in which lines it was, by their numbers, so that they can be mended', async () => {
    const lines = ['upn', 'kees@example.test', 'password: Winter2026-secret', '', 'emma@example.test']
    const one = await make('Mine', lines.join('\n'))
    assert.match(one.card, /Line 3 looks like a password or a code/)
    const two = await make('Mine', [...lines, 'wachtwoord: Zomer2026-geheim'].join('\n'))
    assert.match(two.card, /These lines look like a password or a code: 3, 6\. /)
    const many = await make('Mine', Array.from({ length: 14 }, (_, nr) => `password: Winter${nr}-secret`).join('\n'))
    assert.match(many.card, /: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 4 more\. /)
    for (const { card } of [one, two, many]) assert.doesNotMatch(card, /Winter|Zomer|kees@/)
    assert.deepEqual(await app.db.selectFrom('lists').selectAll().execute(), [])
  })

  it('nobody else makes one', async () => {
    await teams.presses('kees', 'lists.make', { name: 'Mine', addresses: 'kees@example.test' })
    assert.deepEqual(await members(), [])
  })
})
