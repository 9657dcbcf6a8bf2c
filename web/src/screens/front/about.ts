import type { AnswerOf } from '../../api/call.ts'
import { read } from '../../api/queries.ts'

export type About = AnswerOf<'system', 'about'>
export const about = { ...read('system', 'about'), staleTime: 600_000 }
