/** A value that views look at. Listeners run once when they begin to watch and again whenever one of their keys got a new value. */
export interface Store<S> {
  get(): S
  set(patch: Partial<S>): void
  watch(keys: (keyof S)[], listener: () => void): () => void
}

export function createStore<S extends object>(initial: S): Store<S> {
  let current = initial
  const watchers = new Set<{ keys: (keyof S)[]; listener: () => void }>()
  return {
    get: () => current,
    set(patch) {
      const before = current
      current = { ...current, ...patch }
      for (const { keys, listener } of [...watchers]) if (keys.some(key => before[key] !== current[key])) listener()
    },
    watch(keys, listener) {
      const watcher = { keys, listener }
      watchers.add(watcher)
      listener()
      return () => void watchers.delete(watcher)
    },
  }
}
