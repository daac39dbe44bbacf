import assert from 'node:assert/strict'
import { understand } from '../../../services/understanding/understand.ts'
import { development } from '../../answers/sets.ts'

const answerTo = (text: string) => understand(text).topics[0]?.id ?? ''

const around = {
  en: [
    'Good afternoon, I hope that you have a minute for me.',
    'I teach history on Tuesdays and use an old laptop of the school.',
    'Our organisation went over to Microsoft in the spring.',
    'Many thanks for looking into it.',
  ],
  nl: [
    'Goedemiddag, hopelijk heeft iemand even tijd voor mij.',
    'Ik geef op dinsdag geschiedenis en gebruik een oude laptop van school.',
    'Onze organisatie is in het voorjaar op Microsoft overgegaan.',
    'Hartelijk dank voor het nakijken.',
  ],
}

describe('a long message', function () {
  this.timeout(60_000)

  it('is understood as well as what it asks', () => {
    const asked = development().filter(({ right }) => !['smalltalk', 'other', 'helpdesk_human'].includes(right[0] ?? ''))
    const right = asked.filter(({ language, right, text }) => {
      const [greeting, who, what, thanks] = around[language]
      return right.includes(answerTo([greeting, who, `${text}.`, what, thanks].join(' ')))
    })
    assert.ok(right.length / asked.length >= 0.85, `${right.length} of ${asked.length}`)
  })

  for (const language of ['en', 'nl'] as const) {
    it(`is not answered at once when it asks nothing (${language})`, () => {
      const [, who, what] = around[language]
      const { topics, certain } = understand(`${who} ${what}`)
      assert.equal(certain, false, JSON.stringify(topics))
    })
  }

  for (const { text, danger } of [
    {
      text: 'I work at the town hall. I use an iphone from work. It was stolen on the train. Our mail is at Microsoft.',
      danger: 'lost_phone',
    },
    {
      text: 'Ik werk op het stadhuis. Mijn werkmail is ook mijn gebruikersnaam. Ik gaf de code aan iemand die belde. Alvast bedankt.',
      danger: 'unexpected_prompt',
    },
    {
      text: 'I was at home all day. The app asked me to approve. I was not logging in. I have a laptop from work.',
      danger: 'unexpected_prompt',
    },
  ]) {
    it(`begins with the danger that is told in passing: "${text}"`, () => assert.equal(answerTo(text), danger))
  }

  it('is not answered at once when the word that matters may be one that nobody taught', () => {
    assert.equal(understand('how do i set up the authenticator app').certain, true)
    assert.equal(understand('how do i frobulate the quuxomatic app').certain, false)
  })
})
