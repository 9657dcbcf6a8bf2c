import { testApp, type TestApp } from './app.ts'
import type { Actor } from './cast.ts'

/** Officers of two agencies of Thailand, and two focal points, of whom one approves what the other brought together. */
export type Thailand = { readonly app: TestApp; readonly police: Actor; readonly navy: Actor; readonly maya: Actor; readonly anan: Actor }

export async function thailand(): Promise<Thailand> {
  const app = await testApp()
  const [police, navy] = [await app.person('THA', 'reporter', 'POLICE'), await app.person('THA', 'reporter', 'NAVY')]
  return { app, police, navy, maya: await app.person('THA', 'focal_point'), anan: await app.person('THA', 'focal_point') }
}
