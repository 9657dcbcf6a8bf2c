// What `npm test` runs: types, lint, the rules of the house, then every test, then those of the database again on the
// machine's own PostgreSQL. The last line counts all of it; the exit code is 0 only where nothing failed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const programs = join(root, 'node_modules', '.bin')
const node = existsSync(join(programs, 'node')) ? join(programs, 'node') : process.execPath
const reports = mkdtempSync(join(tmpdir(), 'openvrs-reports-'))
const count = { passed: 0, failed: 0 }
const failures = []
const began = Date.now()

check('types', 'node_modules/typescript/bin/tsc', ['-p', '.'])
check('lint', 'node_modules/oxlint/bin/oxlint', ['--deny-warnings'])
check('rules of the house', 'tools/rooms/run.ts', [])
check('the pages are built', 'bin/web.mjs', [])
tests('unit and database tests', ['--project', 'unit', '--project', 'db'])
tests('journeys', ['--project', 'journeys'])
tests('started systems', ['--project', 'e2e'])
const ownPostgres = machinePostgres()
if (ownPostgres) tests(`database tests on ${ownPostgres}`, ['--project', 'db'], { TEST_POSTGRES: ownPostgres })

rmSync(reports, { recursive: true, force: true })
if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
console.log(`\n${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed === 0 ? 0 : 1

/** One check that holds or does not. */
function check(name, program, args) {
  heading(name)
  note(name, run(program, args) === 0)
}

/** A run of vitest: each of its tests counts; so does a file that could not be loaded, or a run that broke off. */
function tests(name, args, environment = {}) {
  heading(name)
  const report = join(reports, `${failures.length}-${count.passed}.json`)
  const code = run('node_modules/vitest/vitest.mjs', ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], environment)
  if (!existsSync(report)) return note(name, false)
  const { numPassedTests: passed, numFailedTests: failed, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  count.passed += passed
  count.failed += failed
  if (code !== 0 && failed === 0) count.failed += 1
  if (code !== 0) failures.push(name, ...testResults.flatMap(tellFailures))
}

/** What failed in a file, a line each, so that the end of the output alone tells what to look at. */
function tellFailures({ name, status, message, assertionResults }) {
  const file = relative(root, name)
  const tests = assertionResults.filter((test) => test.status === 'failed').map((test) => `  ${file}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
  return tests.length === 0 && status === 'failed' ? [`  ${file}: ${firstLine(message)}`] : tests
}

function firstLine(text = '') {
  return text.split('\n', 1)[0].slice(0, 300)
}

function note(name, holds) {
  if (holds) count.passed += 1
  else {
    count.failed += 1
    failures.push(name)
  }
}

function run(program, args, environment = {}) {
  const path = [programs, ...(process.env.PATH ?? '').split(delimiter)].join(delimiter)
  return spawnSync(node, [join(root, program), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment, PATH: path } }).status
}

/** The oldest PostgreSQL of the machine that OpenVRS still runs on, where Debian keeps them. */
function machinePostgres() {
  const folder = '/usr/lib/postgresql'
  if (!existsSync(folder)) return undefined
  const versions = readdirSync(folder).map(Number).filter((version) => version >= 15 && existsSync(join(folder, String(version), 'bin', 'initdb')))
  return versions.length > 0 ? join(folder, String(Math.min(...versions)), 'bin') : undefined
}

function heading(name) {
  console.log(`\n── ${name} (after ${Math.round((Date.now() - began) / 1000)} s)`)
}
