import { code, tableOf } from './markdown.ts'
import { filesUnder, readPage } from './sources.ts'
import words from './security.en.json' with { type: 'json' }

const PAGE = 'docs/security.md'
const WRITTEN = /(?<=<!-- written by npm run docs -->\n)[\s\S]*(?=<!-- end -->)/

/** Rules of figures are numbered too; their tests are not those of requirements. */
const ELSEWHERE = /^core\/src\/(rules|mapping|metadata)\//

/** `docs/security.md` with the table of requirements as the names of the tests have it. */
export const securityPage = (): string => readPage(PAGE).replace(WRITTEN, `\n${tableOf(words.columns, rows())}\n\n`)

/** The requirements that some test shows. */
export const shownRequirements = (): ReadonlySet<string> => new Set(rows().flatMap(([number, , files]) => (files === words.none ? [] : [number!])))

function rows(): readonly (readonly string[])[] {
  const tests = ['core/src', 'server/src', 'server/test', 'web/src', 'tools/supply', 'e2e'].flatMap((folder) => filesUnder(folder, /\.test\.tsx?$/)).filter((path) => !ELSEWHERE.test(path))
  const shown = new Map(tests.map((path) => [path, numbersIn(readPage(path))] as const))
  return Object.entries(words.requirements).map(([number, requirement]) => {
    const files = [...shown].filter(([, numbers]) => numbers.has(number)).map(([path]) => code(path))
    return [number, requirement, files.length > 0 ? files.join(', ') : words.none]
  })
}

/** Tests are called `7: ..`, `security 7: ..` or `requirements 7 and 8: ..`. */
export function numbersIn(source: string): ReadonlySet<string> {
  const names = source.matchAll(/['"`](?:(?:requirements?|security) )?(\d{1,2}(?:(?:, | and )\d{1,2})*): /gi)
  return new Set([...names].flatMap((match) => match[1]!.match(/\d+/g)!))
}
