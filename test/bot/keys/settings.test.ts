import assert from 'node:assert/strict'
import type { MethodKind } from '../../../services/ports.ts'
import { writeState } from '../../../services/sync/state.ts'
import { useDatabase } from '../../support/database.ts'
import { type KeyStage, keyStage, start } from '../../support/key-stage.ts'

describe('a security key, by the settings', () => {
  const database = useDatabase()
  const scene = (environment: object = {}) => keyStage(database().db, { ...environment })
  const lastOf = (stage: KeyStage) => stage.shown('chat-kees').at(-1) ?? ''

  it('that comes after the date says so, and asks for more time with the reason and the weeks that fit', async () => {
    const stage = await scene({ EXTENSION_GROUP_ID: '00000000-0000-4000-8000-00000000000e' })
    await stage.deadline('kees', 3)
    const asked = await stage.order()
    assert.match(asked, /de sleutel komt misschien later.*Ik heb meer tijd nodig/)
    await stage.agent('fatima', 'keys.accept', { day: '2026-11-24' })
    assert.match(lastOf(stage), /Vanaf zondag 15 november, 10\.00 uur wordt om de extra controle gevraagd, en de sleutel komt later/)
    const { line } = await stage.teams.presses('kees', 'order.time', {}, 'm1')
    assert.match(line, /nieuw bericht/)
    assert.match(lastOf(stage), /"value":"2"[^}]*\}.*"value":"key"[^}]*\}/)
    const { announcement_id: announcementId } = await stage.app.db
      .selectFrom('deliveries')
      .select('announcement_id')
      .executeTakeFirstOrThrow()
    await stage.teams.presses('kees', 'notice.ask', { announcementId, weeks: '1', reason: 'key' }, 'm5')
    const { id: orderId } = await stage.newest()
    const { card } = await stage.teams.presses('kees', 'order.show', { orderId }, 'm4')
    assert.match(card, /Je hebt uitstel gevraagd/)
    assert.doesNotMatch(card, /Ik heb meer tijd nodig/)
  })

  it('that comes after the date says who helps until then, where nobody can be given more time', async () => {
    const stage = await scene()
    await stage.deadline('kees', 3)
    await stage.order()
    await stage.agent('fatima', 'keys.accept')
    assert.match(lastOf(stage), /laat de helpdesk je erin met een tijdelijke toegangspas/)
    stage.app.setTime(new Date('2026-11-16T09:00:00Z'))
    const { card } = await stage.teams.presses('kees', 'order.show', { orderId: (await stage.newest()).id }, 'm4')
    assert.match(card, /Je datum was zondag 15 november.*Kom je er niet in/)
  })

  it('is not offered where the organisation gives none: the ways that the policy allows are', async () => {
    const stage = await scene({ GIVES_SECURITY_KEYS: 'false' })
    const allow = (allowed: MethodKind[]) => writeState(stage.app.db, 'methods_policy', { allowed }, start)
    await allow(['authenticator', 'passkey', 'windows_hello'])
    const { line } = await stage.teams.presses('kees', 'order.open', {}, 'm1')
    assert.match(line, /geeft geen sleutels/)
    assert.match(lastOf(stage), /Een eigen sleutel.*Windows Hello/)
    assert.doesNotMatch(lastOf(stage), /gratis|Ik wil een beveiligingssleutel/)
    await stage.teams.presses('kees', 'order.send', { where: 'desk' }, 'm1')
    assert.equal((await stage.app.db.selectFrom('key_orders').select('id').execute()).length, 0)
    await allow(['authenticator'])
    await stage.teams.presses('kees', 'order.open', {}, 'm1')
    assert.doesNotMatch(lastOf(stage), /eigen sleutel|Windows Hello/)
    assert.match(lastOf(stage), /De helpdesk zoekt met je/)
  })

  it('comes without a pass where the organisation has none: the helpdesk helps in, and is told so', async () => {
    const stage = await scene()
    await writeState(stage.app.db, 'methods_policy', { allowed: ['passkey'] }, start)
    await stage.deadline('kees', 3)
    await stage.teams.presses('kees', 'order.open', {}, 'm1')
    const said = [lastOf(stage), await stage.order()]
    for (const verb of ['keys.accept', 'keys.there', 'keys.hand_over']) {
      said.push((await stage.agent('fatima', verb)).card, lastOf(stage))
      await stage.hours(0)
    }
    await stage.after(4)
    said.push(lastOf(stage))
    await stage.teams.presses('kees', 'order.begin', {}, 'm1')
    said.push(lastOf(stage))
    for (const card of said) assert.doesNotMatch(card, /toegangspas|\bde pas\b|nieuwe pas|temporary pass|the pass\b/)
    assert.match(said.join(), /Passes are switched off here: help Kees de Wit with the first sign-in/)
    assert.match(said.join(), /Kom je er niet in\? De helpdesk helpt je: bel/)
    assert.match(lastOf(stage), /"flow":"security_key","step":"account"/)
  })

  it('is counted for admins, and stands on the card of the person', async () => {
    const stage = await scene()
    stage.app.directory.members[stage.app.config.ADMIN_GROUP_ID] = ['emma']
    await stage.order()
    assert.match((await stage.teams.types('emma', 'people')).join(), /Security keys on order.*"title":"1","value":"nobody accepted yet"/)
    await stage.agent('fatima', 'keys.there')
    assert.match((await stage.teams.types('emma', 'people')).join(), /"title":"1","value":"wait to be collected"/)
    assert.match((await stage.teams.types('emma', 'person Kees')).join(), /"Security keys on order","value":"wait to be collected"/)
  })
})
