/** Does some work for each, one after another. What fails keeps no other from being done: the first failure is thrown at the end. */
export async function eachApart<One>(all: Iterable<One>, work: (one: One) => Promise<void>): Promise<void> {
  const failed: unknown[] = []
  for (const one of all) await work(one).catch((error: unknown) => failed.push(error))
  if (failed.length > 0) throw failed[0]
}
