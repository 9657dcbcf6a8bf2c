import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { checkRooms } from './check.ts'
import { ROOMS } from './rooms.ts'

/** Checks the whole repository: `node tools/rooms/run.ts`. Ends with 1 where a rule is broken. */
const root = new URL('../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx', '*.mts'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
const sources = listed.split('\n').filter((path) => path !== '' && existsSync(new URL(path, root))).map((path) => ({ path, text: read(path) }))

const manifests = new Map(
  [...new Set(ROOMS.map((room) => room.manifest))].map((path) => {
    const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(read(path)) as { [list: string]: Record<string, string> | undefined }
    return [path, new Set(Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }))]
  }),
)

const violations = checkRooms(sources, manifests)
for (const { path, line, message } of violations) console.log(`${path}:${line}: ${message}`)
console.log(violations.length === 0 ? `${sources.length} files keep the rules of the house` : `${violations.length} imports break the rules of the house`)
process.exitCode = violations.length === 0 && sources.length > 0 ? 0 : 1
