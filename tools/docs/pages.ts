import { commandLinePage } from './command-line.ts'
import { dataDictionaryPage } from './data-dictionary.ts'
import { problemsPage } from './problems.ts'
import { screensPage } from './screens.ts'
import { securityPage } from './security.ts'

/** The pages that are written from the sources. A test holds that they are current. */
export const pages: readonly { readonly path: string; readonly write: () => string }[] = [
  { path: 'docs/problems.md', write: problemsPage },
  { path: 'docs/command-line.md', write: commandLinePage },
  { path: 'docs/data-dictionary.md', write: dataDictionaryPage },
  { path: 'docs/security.md', write: securityPage },
  { path: 'docs/screens.md', write: screensPage },
]
