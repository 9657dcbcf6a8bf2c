import { read } from './queries.ts'
import type { AnswerOf } from './call.ts'

/** Who waits for another password or authenticator, as far as one may see it. */
export const openResets = read('resets', 'list')
export type OpenReset = AnswerOf<'resets', 'list'>['resets'][number]

/** The text of what was lost. */
export const lostOf = ({ password, factor }: Pick<OpenReset, 'password' | 'factor'>): string => (password && factor ? 'notice.lost_both' : password ? 'notice.lost_password' : 'notice.lost_factor')
