// Installs what is missing, quietly, where anything is. Runs on Node.js 20 before any package is there.
//   node bin/install.mjs          what a server needs
//   node bin/install.mjs --all    what the tests need, too
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const words = readJson(join(root, 'bin', 'words.en.json'))

export function install({ all = false } = {}) {
  if (isComplete(all)) return
  say(words.installing)
  const { command, args } = npm()
  const done = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, env: environment(), stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.error?.code === 'ENOENT') fail(words.no_npm)
  if (done.status !== 0) fail(words.failed)
}

/** Compares what npm recorded as installed, which it does last, with what the lock file asks for. */
function isComplete(all) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = readJson(record).packages
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(([path, wanted]) => {
    if (path === '' || wanted.link || !path.includes('node_modules/')) return true
    const found = installed[path]
    if (!found) return wanted.optional || wanted.devOptional || (wanted.dev && !all)
    return found.version === wanted.version
  })
}

/** The npm that started this, or the machine's. */
function npm() {
  const started = process.env.npm_execpath
  return started?.endsWith('.js') && existsSync(started) ? { command: process.execPath, args: [started] } : { command: 'npm', args: [] }
}

/** Without our own packages' programs in front: npm must not run on a Node.js that it is about to remove. */
function environment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return { ...process.env, PATH: path.join(delimiter) }
}

function checkNode() {
  if (existsSync(join(root, 'node_modules', '.bin', 'node')) || Number.parseInt(process.versions.node, 10) >= 24) return
  fail(words.no_node.replace('{platform}', `${process.platform}-${process.arch}`).replace('{version}', process.versions.node))
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

function fail(sentence) {
  say(sentence)
  process.exit(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  install({ all: process.argv.includes('--all') })
  checkNode()
}
