import type { TestProject } from 'vitest/node'
import { startSystem } from './system.ts'

declare module 'vitest' {
  interface ProvidedContext {
    shared: { readonly url: string; readonly home: string }
  }
}

/** One training system for all journeys: each works with members of the cast that are its own, and says which. */
export default async function shareSystem(project: TestProject): Promise<() => Promise<void>> {
  const system = await startSystem()
  project.provide('shared', { url: system.url, home: system.home })
  return system.stop
}
