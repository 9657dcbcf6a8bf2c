import type pg from 'pg'
import { database } from '../cube/fill.ts'

const MEMBERS = 20
const MONTHS = 60
const WORDS = 6000
export const KIND = 'VRS_NARR_ROUTE'

/** The same numbers each time. */
function* chance(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const SYLLABLES = ['ba', 'ken', 'to', 'mir', 'sal', 'po', 'ran', 'dek', 'lu', 'vis', 'ga', 'tor', 'ni', 'hem', 'qua', 'zel']
/** Words that look like words: each number its own. */
export const wordOf = (n: number): string => SYLLABLES[n % 16]! + SYLLABLES[(n >> 4) % 16]! + SYLLABLES[(n >> 8) % 16]! + (n >> 12 ? SYLLABLES[n >> 12]! : '')

/** Puts so many generated narratives there, released by twenty members over five years; one in five to nobody else. Written past the application, which would take hours for them. */
export async function fill(home: string, count: number, viewer: string): Promise<void> {
  const client = await database(home)
  const touched = ['narrative', 'release', 'release_period', 'report', 'unlocked', 'release_change']
  try {
    await client.query('begin') // or a release would be seen before what it holds
    for (const table of touched) await client.query(`alter table ${table} no force row level security`)
    const { rows: members } = await client.query<{ code: string }>(`select code from member where kind in ('state', 'territory') and code <> $1 order by code limit ${MEMBERS}`, [viewer])
    await client.query(`create temporary table who as select code, row_number() over (order by code) as n from unnest($1::text[]) code`, [members.map(({ code }) => code)])
    await client.query(`create temporary table month as select to_char(date '2016-01-01' + (n || ' months')::interval, 'YYYY-MM') as period from generate_series(0, ${MONTHS - 1}) n`)
    await client.query(`insert into report (ref_area, report_id, unit, collection, collection_version, freq, period_from, period_to, status, made_by, made_at, approved_at)
      select code, 910000, 'NATIONAL', c.id, c.version, 'M', '2016-01', '2020-12', 'approved', 'bench', s.made_at, s.made_at from who, system s, (select id, version from collection where id = 'vrs-msrc' order by installed_at desc limit 1) c`)
    const level = 'case when n % 5 = 0 then 0 else 3 end'
    await client.query(`insert into release (ref_area, release_id, dataflow, level, terms_since, approved_at, report_id, version, rows, holds) select code, 910000, '${KIND}', ${level}, s.made_at, s.made_at, 910000, 1, 1, 'narratives' from who, system s`)
    await client.query(`insert into release_period (ref_area, release_id, dataflow, freq, time_period, nonzero, level, valid_from, shown_from) select code, 910000, '${KIND}', 'M', period, true, ${level}, s.made_at, s.made_at from who, month, system s`)
    await insertNarratives(client, members.map(({ code }) => code), count)
    await client.query('delete from unlocked where member = $1', [viewer])
    await client.query(`insert into unlocked select '${viewer}', d, '2000-01-01', '2100-01-01' from unnest(array['${KIND}', 'VRS_DETECT']) d`)
    await client.query(`insert into release_change select code, 1 from member on conflict (ref_area) do update set version = release_change.version + 1`)
    for (const table of touched) await client.query(`alter table ${table} force row level security`)
    await client.query('commit')
    await client.query('analyze narrative; analyze release_period; analyze release')
  } finally {
    await client.end()
  }
}

const CITIZENSHIPS = ['MMR', 'AFG', 'SYR', 'BGD', 'VNM', 'LKA']

async function insertNarratives(client: pg.Client, members: readonly string[], count: number): Promise<void> {
  const next = chance(20261122)
  const random = (): number => next.next().value as number
  // Few words are in most texts, most words in few.
  const word = (): string => wordOf(Math.floor(WORDS * random() ** 3))
  const sentence = (length: number): string => Array.from({ length }, word).join(' ')
  for (let from = 0; from < count; from += 5000) {
    const some = Array.from({ length: Math.min(5000, count - from) }, (_, at) => {
      const n = from + at
      const place = Math.floor(n / members.length)
      const period = `${2016 + Math.floor((place % MONTHS) / 12)}-${String(((place % MONTHS) % 12) + 1).padStart(2, '0')}`
      const [language, summary, text] = n % 20 === 7 ? ['th', 'เรือประมงรับผู้โดยสาร', `เจ้าหน้าที่พบผู้โดยสารชาวเวียดนามในเรือ ${sentence(20)}`] : ['en', `${sentence(8)}.`, `${sentence(30)}. Smugglers moved them by boats. ${sentence(25)}.`]
      return { ref_area: members[n % members.length]!, narrative_id: 1_000_000 + ((n * 7_919_317) % 9_000_000), period, language, summary, body: { period, language, summary, text, source_type: 'OFFICERS', reliability: 'B', credibility: '2', series: [], fields: { CITIZENSHIP: [CITIZENSHIPS[n % CITIZENSHIPS.length]!] } } }
    })
    await client.query(`
      insert into narrative (ref_area, release_id, narrative_id, dataflow, kind, collection, collection_version, freq, time_period, version, language, summary, body, released_at, never_public, level)
      select n.ref_area, 910000, n.narrative_id, '${KIND}', 'route', r.collection, r.collection_version, 'M', n.period, 1, n.language, n.summary, n.body, r.made_at, false, l.level
        from jsonb_to_recordset($1::jsonb) as n (ref_area text, narrative_id bigint, period text, language text, summary text, body jsonb) join report r on r.ref_area = n.ref_area and r.report_id = 910000 join release l on l.ref_area = n.ref_area and l.release_id = 910000`, [JSON.stringify(some)])
  }
}
