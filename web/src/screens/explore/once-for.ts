/** What is made of a name is made when it is first asked for. */
export function onceFor<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>()
  return (name) => made.get(name) ?? made.set(name, make(name)).get(name)!
}
