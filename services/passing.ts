/** The time as it passes while a sweep works that was told the time when it began: its last row may be minutes later than its first. */
export function passing(now: Date): () => Date {
  const began = performance.now()
  return () => new Date(now.getTime() + Math.floor(performance.now() - began))
}
