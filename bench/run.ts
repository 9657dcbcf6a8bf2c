// npm run bench -- intake [rows]      a national file, from upload to released figures
// npm run bench -- slow               what others wait while 200 clients send and take as slowly as they can
// npm run bench -- web                bytes and times of the pages on a slow line, and the grid on a slow processor
// npm run bench -- cube [rows]        twenty questions, against a hand-written query and against PostgreSQL
// npm run bench -- search [narratives]  questions over generated narratives, with what each finds counted from the texts
// npm run bench -- export [rows]      every figure as a file of each format: time, memory, sums
const BENCHES = ['cube', 'export', 'intake', 'search', 'slow', 'web']
const [name = ''] = process.argv.slice(2)
if (!BENCHES.includes(name)) {
  console.error(`Which? ${BENCHES.map((one) => `npm run bench -- ${one}`).join(', ')}`)
  process.exit(2)
}
await import(`./${name}/run.ts`)
