import assert from 'node:assert/strict'
import fc from 'fast-check'
import { topicIds } from '../../../services/topics.ts'
import { readPage } from '../../../services/understanding/page.ts'
import { learnPages, understand, understandWith } from '../../../services/understanding/understand.ts'
import { development, pageText, type Question, urgent } from '../../answers/sets.ts'

const firstOf = (text: string) => understand(text).topics[0]?.id
const threeOf = (text: string): string[] =>
  understand(text)
    .topics.slice(0, 3)
    .map(({ id }) => id)

function shares(questions: Question[]) {
  const first = questions.filter(({ right, text }) => right.includes(firstOf(text) ?? ''))
  const inThree = questions.filter(({ right, text }) => threeOf(text).some(id => right.includes(id)))
  return { first: first.length / questions.length, inThree: inThree.length / questions.length }
}

/** What makes an urgent situation grow while somebody reads it. */
const harmful: Record<string, string[]> = {
  unexpected_prompt: [
    'number_matching',
    'no_notification',
    'code_invalid_time',
    'sms_voice_not_received',
    'turn_off_mfa',
    'remember_device',
    'register_authenticator',
    'tap',
  ],
  lost_phone: ['new_phone', 'phone_not_at_hand', 'remove_old_device', 'register_authenticator', 'turn_off_mfa'],
  locked_out: ['turn_off_mfa', 'remove_old_device', 'when_deadline', 'remember_device'],
}

describe('understanding what people type', function () {
  this.timeout(60_000)

  it('is right for nine sentences of ten, and has the right topic among three nearly always', () => {
    const all = shares(development())
    assert.ok(all.first >= 0.9, `first: ${all.first}`)
    assert.ok(all.inThree >= 0.97, `in three: ${all.inThree}`)
  })

  it('is as good in Dutch as in English', () => {
    for (const language of ['en', 'nl']) {
      const { first, inThree } = shares(development().filter(one => one.language === language))
      assert.ok(first >= 0.88 && inThree >= 0.96, `${language}: ${first}, ${inThree}`)
    }
  })

  it('is right when it answers at once', () => {
    const certain = development().filter(({ text }) => understand(text).certain)
    const right = certain.filter(({ right, text }) => right.includes(firstOf(text) ?? ''))
    assert.ok(certain.length / development().length > 0.6, `${certain.length} certain`)
    assert.ok(right.length / certain.length >= 0.96, `${right.length} of ${certain.length}`)
  })

  it('never answers an urgent message with what makes it worse, and always offers the right help', () => {
    assert.ok(urgent().length >= 60)
    const worse = urgent().filter(({ right, text }) => harmful[right[0] ?? '']?.includes(firstOf(text) ?? ''))
    assert.deepEqual(
      worse.map(({ text }) => `${firstOf(text)}: ${text}`),
      [],
    )
    const missed = urgent().filter(({ right, text }) => !right.some(id => threeOf(text).includes(id)))
    assert.deepEqual(
      missed.map(({ text }) => `${threeOf(text)}: ${text}`),
      [],
    )
  })

  for (const { text, expected } of [
    { text: 'my phone was stolen and i forgot my password', expected: ['lost_phone', 'sspr'] },
    { text: 'telefoon gestolen. en wat is eigenlijk de deadline?', expected: ['lost_phone', 'when_deadline'] },
    { text: 'the qr code does not scan. also, can my boss see my photos?', expected: ['qr_code_fails', 'personal_phone_privacy'] },
    {
      text: 'ik krijg geen sms, en ook vraagt outlook 2010 steeds om mijn wachtwoord',
      expected: ['sms_voice_not_received', 'app_password_legacy_client'],
    },
  ]) {
    it(`hears both problems in "${text}", and asks which`, () => {
      const { topics, certain } = understand(text)
      assert.deepEqual(
        topics
          .slice(0, 2)
          .map(({ id }) => id)
          .sort(),
        expected.sort(),
      )
      assert.equal(certain, false)
    })
  }

  for (const text of [
    "i don't want it turned off, i want it to work",
    'ik wil mfa niet uitzetten, ik wil dat het werkt',
    'do not switch mfa off for me',
  ]) {
    it(`does not take "${text}" for a wish to be rid of it`, () => {
      const { topics, certain } = understand(text)
      assert.ok(!(certain && topics[0]?.id === 'turn_off_mfa'), JSON.stringify(topics))
    })
  }

  for (const { text, language } of [
    { text: 'hoe zet ik dit op mijn gsm', language: 'nl' },
    { text: 'how do i put this on my phone', language: 'en' },
    { text: 'wachtwoord vergeten', language: 'nl' },
    { text: 'no signal', language: 'en' },
    { text: 'geen bereik', language: 'nl' },
    { text: 'ik krijg de push notification niet op mijn phone', language: 'nl' },
    { text: 'kheb da nog nie gedaan', language: 'nl' },
    { text: 'thanks', language: 'en' },
    { text: 'bedankt', language: 'nl' },
  ] as const) {
    it(`hears that "${text}" is ${language}, whatever the person's language`, () => {
      assert.equal(understand(text, 'en').language, language)
      assert.equal(understand(text, 'nl').language, language)
    })
  }

  it('keeps to the language of the person where a text is in none', () => {
    for (const text of ['', 'passkey', 'mfa?', '😀', '12345']) {
      assert.equal(understand(text, 'en').language, 'en')
      assert.equal(understand(text, 'nl').language, 'nl')
    }
  })

  it('says that it is not sure where nothing is known', () => {
    for (const text of ['', '   ', '😀😀', 'xqzw vrbl', '你好', '\u0000\u0007']) {
      const { topics, certain } = understand(text)
      assert.equal(topics[0]?.id, 'other', text)
      assert.equal(certain, false)
    }
  })

  it('is not sure about somebody who names a thing only, and says nothing of it', () => {
    for (const text of ['phone', 'mijn gsm', 'de code', 'sms', 'Authenticator', 'my account'])
      assert.equal(understand(text).certain, false, text)
    for (const text of ['new phone', 'geen telefoon', 'sms komt niet', 'wachtwoord', 'sleutel'])
      assert.equal(understand(text).certain, true, text)
  })

  it('learns from one line on a page', () => {
    const [en, nl] = [readPage(pageText('en'), 'en'), readPage(pageText('nl'), 'nl')]
    const text = 'where is my yellow banana gizmo'
    const longer = readPage(
      `${pageText('en')}\n`.replace('[security_key] Security key\n', heading => `${heading}the banana gizmo\n`),
      'en',
    )
    assert.notEqual(understandWith(learnPages(en, nl), text).topics[0]?.id, 'security_key')
    assert.equal(understandWith(learnPages(longer, nl), text).topics[0]?.id, 'security_key')
  })

  it('gives a valid answer to any string', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 })), text => {
        const { language, topics, certain } = understand(text)
        assert.ok(language === 'en' || language === 'nl')
        assert.equal(typeof certain, 'boolean')
        assert.ok(topics.length >= 1 && new Set(topics.map(({ id }) => id)).size === topics.length)
        assert.ok(topics.every(({ id, score }) => topicIds.includes(id) && score >= 0 && score <= 1))
        assert.deepEqual(
          topics,
          [...topics].sort((a, b) => b.score - a.score),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('answers quickly, also to what is far too long', () => {
    const texts = [
      'my phone is gone. '.repeat(10_000),
      'x'.repeat(100_000),
      Array.from({ length: 20_000 }, (_, at) => `wrd${at * 7919}q`).join(' '),
    ]
    for (const text of texts) {
      const start = performance.now()
      understand(text)
      assert.ok(performance.now() - start < 1_000, text.slice(0, 20))
    }
    const start = performance.now()
    for (const { text } of development()) understand(text)
    assert.ok((performance.now() - start) / development().length < 20)
  })
})
