export { seedTraining, type SeedServices } from './seed.ts'
