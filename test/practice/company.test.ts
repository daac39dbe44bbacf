import assert from 'node:assert/strict'
import { groups, personas } from '../../practice/company/constants.ts'
import { foundCompany } from '../../practice/company/found.ts'

describe('the practice company', () => {
  const company = foundCompany(250)
  const count = (keep: (person: (typeof company.people)[number]) => boolean) => company.people.filter(keep).length

  it('is the same every time', () => {
    assert.deepEqual(foundCompany(250), company)
  })

  it('has every special kind of account, and nobody twice', () => {
    assert.equal(company.people.length, 250)
    assert.equal(new Set(company.people.map(person => person.id)).size, 250)
    assert.equal(new Set(company.people.map(person => person.upn)).size, 250)
    assert.equal(
      count(person => person.kind === 'guest'),
      9,
    )
    assert.equal(
      count(person => person.kind === 'service'),
      5,
    )
    assert.equal(
      count(person => person.kind === 'breakGlass'),
      2,
    )
    assert.equal(
      count(person => !person.enabled),
      7,
    )
    assert.equal(
      count(person => person.kind === 'member' && person.enabled && person.app === 'absent'),
      15,
    )
    assert.equal(
      count(person => person.app === 'policyBlocked'),
      3,
    )
    assert.equal(
      count(person => person.kind === 'member' && person.app === 'unlicensed'),
      2,
    )
    assert.equal(
      count(person => person.botBlocked),
      2,
    )
  })

  it('keeps the shares of languages and methods at every size', () => {
    for (const size of [250, 2000]) {
      const members = foundCompany(size).people.filter(person => person.kind === 'member')
      const share = (keep: (person: (typeof members)[number]) => boolean) => members.filter(keep).length / members.length
      assert.ok(Math.abs(share(person => person.timeZone === 'Europe/Amsterdam' || person.timeZone === 'Europe/Brussels') - 0.7) < 0.12)
      assert.ok(Math.abs(share(person => person.preferredLanguage?.startsWith('nl') ?? false) - 0.58) < 0.08)
      assert.ok(Math.abs(share(person => person.methods.length === 0) - 0.35) < 0.05)
      assert.ok(Math.abs(share(person => person.methods.map(method => method.kind).join() === 'phone') - 0.2) < 0.03)
    }
  })

  it('gives the people with names their place, whatever the size', () => {
    for (const size of [40, 250]) {
      const small = foundCompany(size)
      assert.equal(small.people.length, size)
      const kees = small.people.find(person => person.id === personas.kees)
      assert.deepEqual([kees?.name, kees?.methods.length, kees?.phone.platform], ['Kees de Wit', 0, 'android'])
      const admins = small.groups.find(group => group.id === groups.admins.id)
      assert.deepEqual(admins?.memberIds.sort(), [personas.daan, personas.grace, personas.sanne, personas.oliver].sort())
      const desk = small.groups.find(group => group.id === groups.helpdesk.id)
      assert.deepEqual(desk?.memberIds.sort(), [personas.joris, personas.priya, personas.ruben, personas.chloe].sort())
    }
  })

  it('has a chain of managers that ends', () => {
    const byId = new Map(company.people.map(person => [person.id, person]))
    for (const person of company.people.filter(someone => someone.kind === 'member')) {
      let steps = 0
      for (let at: string | null = person.managerId; at !== null; at = byId.get(at)?.managerId ?? null) {
        steps += 1
        assert.ok(steps < 4, `${person.name} has no end of managers`)
      }
      assert.ok(steps > 0 || person.id === personas.daan)
    }
  })
})
