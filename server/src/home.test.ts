import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdHome, occupantOf } from './home.ts'
import { StartProblem } from './start-problem.ts'

let home = ''
beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'openvrs-home-')), 'var')
})
afterEach(() => rmSync(join(home, '..'), { recursive: true, force: true }))

const file = () => join(home, 'server.json')
const code = (work: () => unknown) => {
  try {
    work()
    return 'none'
  } catch (problem) {
    return (problem as StartProblem).code
  }
}

test('a home is closed to others, tells its server, and is free again when that ends', () => {
  const held = holdHome(home)
  expect(statSync(home).mode & 0o777).toBe(0o700)
  expect(occupantOf(home)?.url).toBeUndefined()
  held.announce('http://localhost:8080')
  expect(occupantOf(home)).toMatchObject({ pid: process.pid, url: 'http://localhost:8080' })
  held.release()
  expect(occupantOf(home)).toBeUndefined()
})

test('a second server on one home is refused', () => {
  const held = holdHome(home)
  expect(code(() => holdHome(home))).toBe('home.in_use')
  expect(occupantOf(home)?.pid).toBe(process.pid)
  held.release()
})

test('what a killed server left behind is set aside', async () => {
  holdHome(home).release()
  const child = spawn('sleep', ['60'])
  const started = readFileSync(`/proc/${child.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19]
  writeFileSync(file(), JSON.stringify({ pid: child.pid, started }))
  expect(code(() => holdHome(home))).toBe('home.in_use')
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(code(() => holdHome(home))).toBe('none')
  expect(occupantOf(home)?.pid).toBe(process.pid)
})

test('a process that got the number of a killed server does not keep the home', () => {
  holdHome(home).release()
  writeFileSync(file(), JSON.stringify({ pid: process.pid, started: '1' }))
  expect(code(() => holdHome(home))).toBe('none')
})

test('a file that was cut off does not keep the home', () => {
  holdHome(home).release()
  writeFileSync(file(), '{"pid":')
  expect(code(() => holdHome(home))).toBe('none')
})

test('a home that cannot be written to is said to be so', () => {
  writeFileSync(home, 'a file where the folder should be')
  expect(code(() => holdHome(home))).toBe('home.unwritable')
})
