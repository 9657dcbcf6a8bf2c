/**
 * The rooms of the house and what may stand where (CONTRIBUTING.md). Each says which files are its own,
 * which other rooms it may import, and whether it may use Node's own modules. The first room that a file fits is its room.
 */
export type Room = {
  readonly name: string
  readonly files: RegExp
  readonly imports: readonly string[]
  readonly node: boolean
  /** The package.json whose packages it may import. */
  readonly manifest: string
}

const capability = (imports: readonly string[]): readonly string[] => ['core', 'contract', 'collections', 'base', 'plumbing', ...imports]

export const ROOMS: readonly Room[] = [
  { name: 'core', files: /^core\/src\//, imports: [], node: false, manifest: 'core/package.json' },
  { name: 'contract', files: /^contract\/src\//, imports: ['core'], node: false, manifest: 'contract/package.json' },
  { name: 'collections', files: /^collections\//, imports: [], node: false, manifest: 'package.json' },
  { name: 'server tests', files: /^server\/test\//, imports: capability(['capability', 'assembly']), node: true, manifest: 'server/package.json' },
  { name: 'plumbing', files: /^server\/src\/(http|db|jobs|mail)\//, imports: ['core', 'contract', 'base'], node: true, manifest: 'server/package.json' },
  // A client of the API; what it does without a server (reading a collection, verifying a receipt) is a capability's own code.
  { name: 'command line', files: /^server\/src\/(cli\/|cli\.ts$)/, imports: ['core', 'contract', 'base', 'capability'], node: true, manifest: 'server/package.json' },
  // What every part of the server may use.
  { name: 'base', files: /^server\/src\/((i18n|keys)\/|(config|start-problem|home)\.ts$)/, imports: ['core', 'plumbing'], node: true, manifest: 'server/package.json' },
  { name: 'capability', files: /^server\/src\/[^/]+\//, imports: capability(['capability']), node: true, manifest: 'server/package.json' },
  { name: 'assembly', files: /^server\/src\/[^/]+\.ts$/, imports: capability(['capability']), node: true, manifest: 'server/package.json' },
  // What builds the pages runs in Node; it reads the contract for the table of routes.
  { name: 'web build', files: /^web\/(plugins\/|vite\.config\.ts$)/, imports: ['core', 'contract'], node: true, manifest: 'web/package.json' },
  { name: 'web', files: /^web\//, imports: ['core', 'contract'], node: false, manifest: 'web/package.json' },
  { name: 'hostile e2e', files: /^e2e\/(scripts\/|security\.)/, imports: ['contract', 'e2e', 'server tests'], node: true, manifest: 'package.json' },
  { name: 'e2e', files: /^e2e\//, imports: [], node: true, manifest: 'package.json' },
  { name: 'bench', files: /^bench\//, imports: ['e2e'], node: true, manifest: 'package.json' },
  // Attacks a started server with what the contract says; its valid requests are those of the isolation tests.
  { name: 'attack', files: /^attack\//, imports: ['core', 'contract', 'e2e', 'server tests'], node: true, manifest: 'package.json' },
  { name: 'tools', files: /^(tools\/|[^/]+\.ts$)/, imports: ['core', 'contract', 'collections', 'base', 'plumbing', 'command line', 'web build'], node: true, manifest: 'package.json' },
]

export const roomOf = (path: string): Room | undefined => ROOMS.find((room) => room.files.test(path))

/** Tests may read files, and reach for what stands in the root's package.json, such as vitest. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|^server\/test\/|\.config\.ts$/.test(path)

/** The capability that a file of the server belongs to. */
export const capabilityOf = (path: string): string | undefined => (roomOf(path)?.name === 'capability' ? path.split('/')[2] : undefined)
