/** A mailer that keeps what was sent, and says what the test told it to say. */
import type { Mailer, MailOutcome, OutgoingMail } from '../../services/ports.ts'

export interface FakeMailer extends Mailer {
  /** Every e-mail that went out, in order. */
  sent: OutgoingMail[]
  /** The next answers, in order; after them, everything is sent. `lost`: it went out, and nobody hears of it. */
  answers: (Exclude<MailOutcome, { kind: 'sent' }> | 'lost')[]
  /** Runs before each e-mail is sent. */
  before: (mail: OutgoingMail) => Promise<unknown>
}

export function fakeMailer(): FakeMailer {
  const fake: FakeMailer = {
    sent: [],
    answers: [],
    before: async () => undefined,
    async send(mail) {
      const answer = fake.answers.shift()
      await fake.before(mail)
      if (answer === undefined || answer === 'lost') fake.sent.push(mail)
      if (answer === 'lost') return { kind: 'uncertain', code: 'ECONNRESET' }
      return answer ?? { kind: 'sent' }
    },
  }
  return fake
}
