import { wordOf } from './fill.ts'

export type Question = { readonly words: string; /** What has all of these is counted by hand. */ readonly tokens?: readonly string[]; readonly more?: string }

/** From words that stand in most texts to those that stand in one or none; stems, codes in other languages, choices, misspellings. */
export const questions: readonly Question[] = [
  ...[1, 40, 300, 1500, 4000, 5900].map((n) => ({ words: wordOf(n), tokens: [wordOf(n)], more: '&kind=narrative' })),
  ...[[2, 3], [2, 900], [50, 60], [700, 2000]].map((pair) => ({ words: pair.map(wordOf).join(' '), tokens: pair.map(wordOf), more: '&kind=narrative' })),
  { words: `${wordOf(5)} ${wordOf(9)} ${wordOf(30)}`, tokens: [wordOf(5), wordOf(9), wordOf(30)], more: '&kind=narrative' },
  { words: 'smuggler boat' }, { words: 'เรือประมง' }, { words: 'Myanmar', more: '&kind=narrative' }, { words: `Myanmar ${wordOf(20)}` }, { words: 'เวียดนาม 2018' }, { words: `${wordOf(7)} 2019-05` },
  { words: wordOf(12), more: '&member=KHM&year=2018' }, { words: `${wordOf(4001).slice(0, -1)}x` }, { words: 'Zzyzx' },
]
