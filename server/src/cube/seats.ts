/** Lets so many work at once and the others wait in line. Who is given up while waiting leaves the line with `problem`. */
export type Seats = <T>(work: () => Promise<T>, gone: AbortSignal | undefined, problem: () => Error) => Promise<T>

export function makeSeats(count: number): Seats {
  let free = count
  const line: (() => void)[] = []
  const leave = (): void => {
    const next = line.shift()
    if (next) next()
    else free++
  }
  const sit = async (gone: AbortSignal | undefined, problem: () => Error): Promise<void> => {
    if (free > 0) return void free--
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const giveUp = (): void => {
      line.splice(line.indexOf(resolve), 1)
      reject(problem())
    }
    line.push(resolve)
    gone?.addEventListener('abort', giveUp)
    await promise.finally(() => gone?.removeEventListener('abort', giveUp))
  }
  return async (work, gone, problem) => {
    if (gone?.aborted) throw problem()
    await sit(gone, problem)
    return work().finally(leave)
  }
}
