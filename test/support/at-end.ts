/** Things that all test files share are closed once, after the last test of the run. */
const closers: (() => Promise<void>)[] = []

export const atEnd = (close: () => Promise<void>): void => void closers.push(close)

export async function closeShared(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}
