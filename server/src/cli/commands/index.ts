import type { Command } from '../command.ts'
import { audit } from './audit.ts'
import { collections } from './collections.ts'
import { people } from './people.ts'
import { sharing } from './sharing.ts'
import { system } from './system.ts'

export const commands: readonly Command[] = [...system, ...people, ...collections, ...sharing, ...audit]
