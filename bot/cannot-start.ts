/** Why the bot does not start, in one clear line for whoever starts it. */
export class CannotStart extends Error {}

/** Causes that whoever runs the server can mend: it is not there, or it does not let us in (SQLSTATE classes 28 and 3D). */
const mendable = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|28\w{3}|3D\w{3})$/

/** What is wrong with the database server, when the error says so; otherwise the error itself. */
export function explainDatabase(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  const late = error.message.includes('timeout exceeded when trying to connect')
  if (!late && !mendable.test(code)) return error
  return new CannotStart(
    `The database of DATABASE_URL cannot be used (${code || 'no answer in time'}). See that it runs and lets the bot in.`,
    {
      cause: error,
    },
  )
}
