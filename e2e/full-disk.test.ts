import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { root } from './system.ts'

/** A small disk of one's own, that nobody else sees: as root a space of mounts is enough, else one of users goes with it. */
const space = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount']
const MOUNT = 'mount -t tmpfs -o size=460m tmpfs "$0"'
const tryDisk = mkdtempSync(join(tmpdir(), 'openvrs-disk-'))
const mayMount = spawnSync('unshare', [...space, 'sh', '-c', MOUNT, tryDisk]).status === 0

// Where the machine lets nobody mount a disk, this cannot be seen.
test.skipIf(!mayMount)('24: on a full disk uploads are refused with 507, health is red, nothing acknowledged is lost, and it goes on by itself', async () => {
  try {
    const node = join(root, 'node_modules/.bin/node')
    const { stdout } = await promisify(execFile)('unshare', [...space, 'sh', '-c', `${MOUNT} && TMPDIR="$0" exec "$1" "$2"`, tryDisk, node, join(root, 'e2e/full-disk/inside.ts')], { timeout: 240_000 })
    const seen = JSON.parse(stdout.trim().split('\n').at(-1)!) as { before: object; full: { ready: number; upload: number; create: number }[]; freeWhileFull: number; acknowledged: number; after: { ready: number; create: number; upload: number; reports: number } }
    expect(seen.before).toEqual({ ready: 200 })
    expect(seen.freeWhileFull).toBe(0)
    for (const { ready, upload, create } of seen.full) {
      expect([503, 507]).toContain(upload)
      expect([201, 503, 507]).toContain(create)
      expect(ready).toBe(503)
    }
    expect(seen.after).toMatchObject({ ready: 200, create: 201, upload: 202 })
    expect(seen.after.reports).toBe(seen.acknowledged + 1)
  } finally {
    rmSync(tryDisk, { recursive: true, force: true })
  }
})
