import type { Command } from '../command.ts'
import { audit } from './audit.ts'
import { collections } from './collections.ts'
import { exports } from './export.ts'
import { offline } from './offline.ts'
import { people } from './people.ts'
import { query } from './query.ts'
import { reports } from './reports.ts'
import { search } from './search.ts'
import { sharing } from './sharing.ts'
import { system } from './system.ts'
import { uploads } from './uploads.ts'

export const commands: readonly Command[] = [...system, ...people, ...collections, ...uploads, ...reports, ...sharing, ...query, ...exports, ...search, ...audit, ...offline]
