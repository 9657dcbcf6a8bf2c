import { planRounds, play, tell } from './round.ts'
import { startWorld } from './world.ts'

/** `npm run torture [-- ROUNDS SEED]`: kills server and database at random moments of uploads, submissions and approvals. Ends with 1 at the first round that fails. */
const MEMBERS = ['USA', 'PAN', 'FRONTEX']
const count = Number(process.argv[2] ?? 100)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 1_000_000))
console.log(`${count} rounds of seed ${seed}; again with: npm run torture -- ${count} ${seed}`)

const world = await startWorld(MEMBERS)
try {
  for (const round of planRounds(seed, count, MEMBERS, ['server', 'database', 'both'])) {
    const started = performance.now()
    try {
      await play(world, round)
    } catch (problem) {
      console.error(`FAILED ${tell(round)}, seed ${seed}\nThe server said:\n${world.system.said()}`)
      throw problem
    }
    console.log(`held   ${tell(round)} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  }
} finally {
  await world.system.stop()
}
const unknown = world.history.filter((attempt) => attempt.wasUnknown).length
console.log(`${count} rounds held. ${world.history.length} attempts, ${unknown} of them left without an answer at first; all are stored once.`)
