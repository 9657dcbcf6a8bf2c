import type { Db } from '../db/connect.ts'
import { tellAll, type Mailer } from '../mail/index.ts'
import { takeMail } from './notices.ts'

/** Writes to the focal points of those who took copies of what was taken back since. The notice also stands on their pages, so a mail that does not arrive changes nothing. */
export const noticeMails = (jobs: Db, mailer: Mailer, publicUrl: string) => ({
  name: 'notices',
  everySeconds: 30,
  run: async (): Promise<void> => {
    for (const { owner, dataflow, from, to, what, readers } of await takeMail(jobs)) {
      const values = { owner, dataflow, from, to, url: `${publicUrl}/` }
      await tellAll(mailer, readers, { kind: what === 'withdrawn' ? 'figures_withdrawn' : 'figures_narrowed', values })
    }
  },
})
