import { binariesIn, installedBinaries, type Binaries } from '../src/db/binaries.ts'

/** The PostgreSQL that this run of the tests is about: the one in `TEST_POSTGRES`, else the one that came with the packages. */
export const testBinaries = (): Binaries => (process.env['TEST_POSTGRES'] === undefined ? installedBinaries() : binariesIn(process.env['TEST_POSTGRES']))
