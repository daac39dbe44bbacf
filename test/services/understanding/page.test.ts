import assert from 'node:assert/strict'
import { topicIds } from '../../../services/topics.ts'
import { readPage } from '../../../services/understanding/page.ts'
import { pageText } from '../../answers/sets.ts'

describe('a page of what people type', () => {
  it('is read as sentences, what is told around them, words that decide and words that mean the same', () => {
    const page = readPage(
      '# for readers\n[words]\nphone: gsm, cell phone\n\n[lost_phone] Lost\n! stolen|taken not:found phone\nMy phone is gone!\n\n[around] Told\nI work here\n',
      'page',
    )
    assert.deepEqual(
      [...page.meanings],
      [
        ['gsm', 'phone'],
        ['cell phone', 'phone'],
      ],
    )
    assert.deepEqual(page.sentences, [{ topic: 'lost_phone', text: 'My phone is gone!' }])
    assert.deepEqual(page.around, ['I work here'])
    const words = (...said: string[]) => ({ words: said, denied: false })
    assert.deepEqual(page.signals, [
      { topic: 'lost_phone', groups: [words('stolen', 'taken'), { words: ['found'], denied: true }, words('phone')] },
    ])
  })

  for (const { text, says } of [
    { text: '[lost_fone]\nhelp', says: 'page:1: "lost_fone" is not a topic; services/topics.ts lists them' },
    { text: '\nhelp', says: 'page:2: this stands under no [topic]' },
    { text: '[sspr]\n[tap]\n[sspr]', says: 'page:3: [sspr] stands here a second time' },
    { text: '[words]\nphone gsm', says: 'page:2: a line under [words] is a name, a colon and words' },
  ]) {
    it(`says where it is wrong: ${says}`, () => assert.throws(() => readPage(text, 'page'), { message: says }))
  }

  for (const language of ['en', 'nl'] as const) {
    it(`leaves out no topic (${language})`, () => {
      const { sentences } = readPage(pageText(language), language)
      const few = topicIds.filter(id => sentences.filter(({ topic }) => topic === id).length < 20)
      assert.deepEqual(few, [])
    })
  }
})
