import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export const MEMBERS = 20
const MONTHS = 60
export const FROM = '2016-01'
const SEX = ['M', 'F', '_U']
const AGE = ['Y0T17', 'Y18T24', 'Y25T34', 'Y35T49']
const TRANSPORT = ['AIR_COMM', 'SEA_SMALL', 'ROAD_CAR', 'ROAD_BUS', 'FOOT']
/** What one member reports of one month and citizenship. */
const CROSS = SEX.length * AGE.length * TRANSPORT.length

export const database = async (home: string): Promise<pg.Client> => {
  const { vrs_migrator: password } = JSON.parse(readFileSync(join(home, 'keys', 'db.json'), 'utf8')) as { vrs_migrator: string }
  const client = new pg.Client({ host: join(home, 'postgres'), port: 5432, database: 'openvrs', user: 'vrs_migrator', password })
  await client.connect()
  return client
}

/**
 * Puts about `rows` generated detections in the place of the invented ones: released by at most 20 members to the contributors, five
 * years of months, citizenship by sex, age and transport. Written past the application, which would take hours for them.
 */
export async function fill(home: string, rows: number, viewer: string): Promise<number> {
  const client = await database(home)
  const touched = ['obs_vrs_detect', 'search_entry', 'release', 'release_period', 'report', 'receipt', 'unlocked', 'release_change']
  try {
    for (const table of touched) await client.query(`alter table ${table} no force row level security`)
    await client.query(`delete from obs_vrs_detect; delete from search_entry where dataflow = 'VRS_DETECT'; delete from release_period where dataflow = 'VRS_DETECT'; delete from receipt r using release l where (l.ref_area, l.release_id) = (r.ref_area, r.release_id) and l.dataflow = 'VRS_DETECT'; delete from release where dataflow = 'VRS_DETECT'`)
    // Neither key nor reference is of use to the questions, and keeping them would take most of the time.
    await client.query('alter table obs_vrs_detect drop constraint obs_vrs_detect_pkey, drop constraint obs_vrs_detect_ref_area_release_id_fkey')
    await client.query(`create temporary table who as select code from member where kind in ('state', 'territory') and code <> '${viewer}' order by code limit ${MEMBERS}`)
    await client.query(`create temporary table month as select to_char(date '${FROM}-01' + (n || ' months')::interval, 'YYYY-MM') as period from generate_series(0, ${MONTHS - 1}) n`)
    const { rows: [count] } = await client.query<{ members: number }>('select count(*)::int as members from who')
    const citizenships = Math.max(1, Math.round(rows / count!.members / MONTHS / CROSS))
    await client.query(`insert into report (ref_area, report_id, unit, collection, collection_version, freq, period_from, period_to, status, made_by, made_at, approved_at)
      select code, 900000, 'NATIONAL', c.id, c.version, 'M', '2016-01', '2020-12', 'approved', 'bench', s.made_at, s.made_at from who, system s, (select id, version from collection where id = 'vrs-msrc' limit 1) c`)
    await client.query(`insert into release (ref_area, release_id, dataflow, level, terms_since, approved_at, report_id, version, rows, searched)
      select code, 900000, 'VRS_DETECT', 3, s.made_at, s.made_at, 900000, 1, ${MONTHS * CROSS * citizenships}, (select max(searched) from release) from who, system s`) // what is searched is measured elsewhere
    await client.query(`insert into release_period (ref_area, release_id, dataflow, freq, time_period, nonzero, level, valid_from, shown_from) select code, 900000, 'VRS_DETECT', 'M', period, true, 3, s.made_at, s.made_at from who, month, system s`)
    let filled = 0
    // One release after the other, as they come in life, so that the rows of one lie together; the index finds where, as the key would.
    for (const { code } of (await client.query<{ code: string }>('select code from who order by code')).rows) {
      const { rowCount } = await client.query(`
        insert into obs_vrs_detect (ref_area, release_id, freq, indicator, unit_measure, citizenship, sex, age, route_id, border_place, transport, method, counterpart_area, time_period, signature, obs_value, level)
        select $4, 900000, 'M', 'ENTRY_IRREG', 'DET', c.country, sex, age, '_T', '_T', transport, '_T', '_T', period, ${SIGNATURE}, (hashtext($4 || period || c.country || sex || age || transport) & 1023), 3
          from month, (select country from unnest($1::text[]) with ordinality u(country, at) where at <= ${citizenships}) c, unnest($2::text[]) sex, unnest($3::text[]) age, unnest($5::text[]) transport`, [countries(citizenships), SEX, AGE, code, TRANSPORT])
      filled += rowCount ?? 0
    }
    await client.query('create index obs_vrs_detect_release on obs_vrs_detect using brin (ref_area, release_id)')
    await client.query(`delete from unlocked where member = '${viewer}' and dataflow = 'VRS_DETECT'; insert into unlocked values ('${viewer}', 'VRS_DETECT', '2000-01-01', '2100-01-01')`)
    await client.query(`insert into release_change select code, 1 from member on conflict (ref_area) do update set version = release_change.version + 1`)
    for (const table of touched) await client.query(`alter table ${table} force row level security`)
    await client.query('analyze obs_vrs_detect; analyze release_period; analyze release')
    return filled
  } finally {
    await client.end()
  }
}

/** The bits of CITIZENSHIP, SEX, AGE and TRANSPORT, by their places among the optional dimensions of VRS_DETECT. */
export const SIGNATURE = 1 + 2 + 4 + 32

/** Codes of countries: those that the questions name, then others of three letters. */
function countries(count: number): readonly string[] {
  const named = ['MMR', 'AFG', 'SYR', 'BGD']
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  return [...named, ...Array.from({ length: count }, (_, n) => `${letters[Math.floor(n / 26) % 26]}${letters[n % 26]}${letters[Math.floor(n / 676) % 26]}`)].slice(0, count)
}
