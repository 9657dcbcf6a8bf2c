export { LONGEST_SECONDS, type Reader } from './ask.ts'
export { openCube, type Compile, type Cube } from './cube.ts'
export { cubeHandlers } from './routes.ts'
