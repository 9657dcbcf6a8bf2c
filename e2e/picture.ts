import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { root } from './system.ts'

const KEPT = join(root, 'e2e', 'pictures')
const SEEN = join(root, 'var', 'pictures', 'differences')
const RENEW = 'npm run pictures:keep'

/** So little of a picture may differ: the rounding of another processor, not a line. */
const TOLERATED = 0.0002

/** Says how a picture differs from the one that is kept under its name, or nothing. `npm run pictures:keep` keeps it instead. */
export function differenceOf(name: string, seen: Buffer): string | undefined {
  const kept = join(KEPT, `${name}.png`)
  const now = PNG.sync.read(seen)
  if (process.env.PICTURES === 'keep') {
    mkdirSync(KEPT, { recursive: true })
    if (!existsSync(kept) || compare(PNG.sync.read(readFileSync(kept)), now) !== 'same') writeFileSync(kept, PNG.sync.write(now, { deflateLevel: 9, deflateStrategy: 0, filterType: 0, colorType: 2 }))
    return undefined
  }
  if (!existsSync(kept)) return `There is no picture ${name} yet. Look at ${keep(`${name}.png`, seen)} and keep it with: ${RENEW}`
  const before = PNG.sync.read(readFileSync(kept))
  const difference = compare(before, now)
  if (difference === 'same') return undefined
  const shown = keep(`${name}.png`, seen)
  if (difference === 'size') return `${name} was ${before.width} by ${before.height} and is ${now.width} by ${now.height} now: ${shown}. If that is meant: ${RENEW}`
  return `${name} differs in ${difference.points} points: ${keep(`${name}.difference.png`, PNG.sync.write(difference.picture))} (now: ${shown}). If that is meant: ${RENEW}`
}

function compare(before: PNG, now: PNG): 'same' | 'size' | { readonly points: number; readonly picture: PNG } {
  const { width, height } = now
  if (before.width !== width || before.height !== height) return 'size'
  const picture = new PNG({ width, height })
  const points = pixelmatch(before.data, now.data, picture.data, width, height, { threshold: 0.1 })
  return points <= width * height * TOLERATED ? 'same' : { points, picture }
}

function keep(name: string, picture: Buffer): string {
  mkdirSync(SEEN, { recursive: true })
  writeFileSync(join(SEEN, name), picture)
  return relative(root, join(SEEN, name))
}
