/** Who is there, how they sign in, and what programs may do for them. */
export { passkeys } from './passkeys.ts'
export { people } from './people.ts'
export { resets } from './resets.ts'
export { security } from './security.ts'
export { session } from './session.ts'
export { training } from './training.ts'
export { counterparts, units } from './units.ts'
export { returning } from './returning.ts'
