import { startLive } from '../e2e/live.ts'
import { startSystem } from '../e2e/system.ts'
import { fuzz } from './fuzz.ts'
import { scanners } from './scanners.ts'

/**
 * npm run attack                     everything, some ten minutes
 * npm run attack -- fuzz 300 7       one part; the fuzzer with 300 requests a route and the seed 7
 * The other parts are programs of Debian's packages; one that is not there is said and counts as not run.
 */
const [part = 'all', rounds = '60', seed = '1'] = process.argv.slice(2)
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const system = await startSystem({ LOG_LEVEL: 'error' })
let faults = 0
try {
  if (part === 'all' || part === 'fuzz') {
    const found = await fuzz(system, Number(rounds), Number(seed), say)
    for (const { route, request, why } of found.slice(0, 50)) say(`  ${route}\n    ${request}\n    ${why}`)
    faults += found.length
  }
  const live = part === 'all' || part === 'sslscan' ? await startLive() : undefined
  try {
    for (const scanner of scanners.filter(({ name }) => part === 'all' || part === name)) {
      const found = await scanner.run({ system, live: live?.url, say })
      say(`${scanner.name}: ${found === undefined ? 'not installed, not run' : found.length === 0 ? 'nothing found' : found.join('\n  ')}`)
      faults += found?.length ?? 0
    }
  } finally {
    await live?.stop()
  }
} finally {
  await system.stop()
}
say(`\n${faults} findings`)
process.exitCode = faults === 0 ? 0 : 1
