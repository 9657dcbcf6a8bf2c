import { createHash } from 'node:crypto'

/** Whoever runs a training system from the command line of its machine; the rest of the cast is seeded. */
export const ADMINISTRATOR_ID = 'administrator'

/** The id of a seeded person: the same address always gives the same. */
export const seedPersonId = (email: string): string => createHash('sha256').update(`training:${email}`).digest('hex').slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Whether a person is one of a training system's cast, who have no password. Who joined by invitation never is: their ids are chance. */
export const isOfCast = (person: string, email: string): boolean => person === ADMINISTRATOR_ID || person === seedPersonId(email)
