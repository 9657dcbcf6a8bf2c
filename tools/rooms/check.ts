import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { importsOf } from './imports.ts'
import { capabilityOf, isTest, roomOf, type Room } from './rooms.ts'

export type Source = { readonly path: string; readonly text: string }
export type Violation = { readonly path: string; readonly line: number; readonly message: string }

/** What a package.json lists, by its path. */
export type Manifests = ReadonlyMap<string, ReadonlySet<string>>

/** Every import that the rules of the house forbid. Paths are relative to the root, with slashes. */
export function checkRooms(sources: readonly Source[], manifests: Manifests): Violation[] {
  const violations: Violation[] = []
  const uses = new Map<string, Map<string, Violation>>()
  for (const { path, text } of sources) {
    const room = roomOf(path)
    if (!room) {
      violations.push({ path, line: 1, message: 'this file is in no room of the house; tools/rooms/rooms.ts lists them' })
      continue
    }
    for (const { from, line } of importsOf(path, text)) {
      const to = targetOf(path, from)
      const message = refusal(path, room, from, to, manifests)
      if (message !== undefined) violations.push({ path, line, message })
      noteUse(uses, path, to, line)
    }
  }
  return [...violations, ...circles(uses)]
}

/** The path of the imported file within the repository, or undefined for a package. */
function targetOf(path: string, from: string): string | undefined {
  const own = /^@openvrs\/(core|contract|server|web)(?:\/(.*))?$/.exec(from)
  if (own) return `${own[1]}/src/${own[2] ?? 'index.ts'}`
  return from.startsWith('.') ? posix.join(posix.dirname(path), from) : undefined
}

function refusal(path: string, room: Room, from: string, to: string | undefined, manifests: Manifests): string | undefined {
  if (to === undefined) return refusedPackage(path, room, from, manifests)
  if (from.startsWith('.') && workspaceOf(path) !== workspaceOf(to) && /^(core|contract)\//.test(to)) return `import ${to} by its package's name, @openvrs/${workspaceOf(to)}`
  const target = roomOf(to)
  if (!target) return isTest(path) || to.endsWith('.json') ? undefined : `${to} is in no room`
  if (target.name === room.name) return refusedCapability(path, to)
  const builds = isTest(path) && path.startsWith('server/') && (target.name === 'server tests' || target.name === 'assembly') // tests go through the production builder
  if (!builds && !room.imports.includes(target.name)) return `${room.name} may not import ${target.name} (${to})`
  return refusedCapability(path, to)
}

/** From outside, a capability is its index.ts. */
function refusedCapability(path: string, to: string): string | undefined {
  const capability = capabilityOf(to)
  if (capability === undefined || capabilityOf(path) === capability || to === `server/src/${capability}/index.ts` || path.startsWith('server/test/')) return undefined
  return `import the capability ${capability} through its index.ts, not ${to}`
}

function refusedPackage(path: string, room: Room, from: string, manifests: Manifests): string | undefined {
  if (from.startsWith('virtual:') && room.name === 'web') return undefined // made by a plugin of the build
  if (isBuiltin(from)) return room.node || isTest(path) ? undefined : `${room.name} may not use Node's ${from}`
  const name = from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/')
  if (manifests.get(room.manifest)?.has(name) || (isTest(path) && manifests.get('package.json')?.has(name))) return undefined
  return `${name} is not among the packages of ${room.manifest}`
}

const workspaceOf = (path: string): string => path.split('/')[0]!

function noteUse(uses: Map<string, Map<string, Violation>>, path: string, to: string | undefined, line: number): void {
  const [user, used] = [capabilityOf(path), to === undefined ? undefined : capabilityOf(to)]
  if (user === undefined || used === undefined || user === used || isTest(path)) return
  const known = uses.get(user) ?? new Map<string, Violation>()
  if (!known.has(used)) known.set(used, { path, line, message: `${user} uses ${used}` })
  uses.set(user, known)
}

/** Capabilities that use each other, each circle once. */
function circles(uses: ReadonlyMap<string, ReadonlyMap<string, Violation>>): Violation[] {
  const found: Violation[] = []
  const done = new Set<string>()
  const walk = (capability: string, trail: readonly string[]): void => {
    if (trail.includes(capability)) {
      const circle = [...trail.slice(trail.indexOf(capability)), capability]
      const { path, line } = uses.get(trail.at(-1)!)!.get(capability)!
      found.push({ path, line, message: `capabilities in a circle: ${circle.join(' → ')}` })
      return
    }
    if (done.has(capability)) return
    for (const used of uses.get(capability)?.keys() ?? []) walk(used, [...trail, capability])
    done.add(capability)
  }
  for (const capability of uses.keys()) walk(capability, [])
  return found
}
