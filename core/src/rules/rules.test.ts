import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCollection } from '../metadata/read.ts'
import { keyOf } from '../report/keys.ts'
import { tableOf, type FigureRow, type FigureTable } from '../report/table.ts'
import { figure, figures } from '../report/trial.ts'
import { ENGLISH } from '../i18n/sentences.ts'
import { checkTable, ruleKinds, SHOWN_A_RULE, wordingOf, type CheckContext, type CheckResult } from './index.ts'

/** The rules as they stand in the collection, on its own lists and dataflows. */
const folder = new URL('../../../collections/vrs-msrc/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))
const { collection, findings: faults } = readCollection(new Map(files.map((path) => [path, readFileSync(new URL(path, folder), 'utf8')])))
if (!collection) throw new Error(JSON.stringify(faults))
const flow = (id: string) => collection.dataflows.get(id)!
const [detect, smuggled, offender, fee, route] = [flow('VRS_DETECT'), flow('VRS_SMUGGLED'), flow('VRS_OFFENDER'), flow('VRS_FEE'), flow('VRS_ROUTE')] as const

const usual: CheckContext = { now: new Date('2024-06-15T00:00:00Z'), refArea: 'THA' }
const check = (table: FigureTable, context: Partial<CheckContext> = {}): CheckResult =>
  checkTable(table, flow(table.dataflow), collection, { ...usual, ...context })

/** The failures and the rows or comparisons looked at, of one rule. */
const outcome = (rule: string, table: FigureTable, context: Partial<CheckContext> = {}) => {
  const result = check(table, context)
  const { checked, failed, notApplicable } = result.rules.find((r) => r.rule === rule)!
  return { checked, failed, notApplicable, keys: result.findings.filter((f) => f.rule === rule).map((f) => f.key) }
}
const passes = (rule: string, table: FigureTable, context?: Partial<CheckContext>) => {
  const { checked, failed } = outcome(rule, table, context)
  expect(failed).toBe(0)
  expect(checked).toBeGreaterThan(0)
}
const fails = (rule: string, table: FigureTable, at: readonly string[], context?: Partial<CheckContext>) => {
  const { failed, keys } = outcome(rule, table, context)
  expect(keys).toEqual(at.map((codes) => keyOf(flow(table.dataflow), figure(flow(table.dataflow), codes, 0).key)))
  expect(failed).toBe(at.length)
}
const saysNothing = (rule: string, table: FigureTable, context?: Partial<CheckContext>) =>
  expect(outcome(rule, table, context)).toMatchObject({ failed: 0, notApplicable: table.rows })
const sentences = (table: FigureTable, context: Partial<CheckContext> = {}): string[] =>
  check(table, context).findings.map((f) => `${f.rule} ${wordingOf(collection, flow(table.dataflow))(f)}`)
const rows = (of: typeof detect, ...list: readonly FigureRow[]): FigureTable => tableOf(of, list)

describe('the rules of the collection', () => {
  test('are all of a known kind, with its parameters', () => {
    for (const rule of collection.rules) expect(ruleKinds.get(rule.kind)?.parameters.safeParse(rule.parameters).success, rule.id).toBe(true)
  })

  test('use every kind, and find nothing wrong with a good row of each dataflow', () => {
    expect(new Set(collection.rules.map((r) => r.kind))).toEqual(new Set(ruleKinds.keys()))
    for (const id of ['VRS_DETECT', 'VRS_SMUGGLED']) expect(sentences(figures(flow(id), ['CITIZENSHIP=LAO', 5]))).toEqual([])
  })

  test('are errors, but for own citizens among entries and for breakdowns that differ', () => {
    expect(collection.rules.filter((r) => r.severity === 'warning').map((r) => r.id)).toEqual(['R12-ENTRY', 'R28'])
  })

  test('name in each sentence only what the finding has, and say what to do', () => {
    const bad = rows(detect, figure(detect, 'FREQ=Q REF_AREA=LAO INDICATOR=ENTRY_BBCP UNIT_MEASURE=MO CITIZENSHIP=XYZ BORDER_PLACE=BCP_AIR TRANSPORT=FOOT SEX= METHOD=OPEN AGE=_U', -1.5, { OBS_STATUS: 'M', N_OBS: -1 }))
    const said = sentences(bad, { range: { freq: 'M', from: '2024-01', to: '2024-02' } })
    expect(said.map((s) => s.split(' ')[0])).toEqual(
      ['R01', 'R01-EMPTY', 'R01-MEMBER', 'R01-UNIT', 'R01-BREAKDOWNS', 'R03', 'R03-N_OBS', 'R04-STATUS', 'R05', 'R05-RANGE', 'R10', 'R11'])
    for (const sentence of said) expect(sentence).not.toMatch(/[{}]|undefined/)
    expect(said[0]).toBe('R01 Citizenship: "XYZ" is not a code of Citizenships. Choose one of its codes; what fits none is OTH or, where it is not known, _U.')
  })
})

describe('rule 1', () => {
  test('takes codes of the list, of the register and of the totals', () =>
    passes('R01', figures(detect, ['CITIZENSHIP=XSS', 1], ['CITIZENSHIP=_U', 1], ['CITIZENSHIP=OTH', 1], [`ROUTE_ID=${collection.register.find((e) => e.register === 'route')!.id}`, 1])))

  test.each(['CITIZENSHIP=XXX', 'SEX=OTH', 'INDICATOR=REFUSED', 'FREQ=W', 'UNIT_MEASURE=_T', 'ROUTE_ID=NOWHERE', 'TRANSPORT=foot'])('refuses %s', (codes) => fails('R01', figures(detect, [codes, 1]), [codes]))

  test('takes the routes that the register holds now', () => {
    const registerIds = { route: new Set(['NEW_ROUTE']), place: new Set<string>() }
    passes('R01', figures(detect, ['ROUTE_ID=NEW_ROUTE', 1]), { registerIds })
    fails('R01', figures(detect, ['ROUTE_ID=DARIEN', 1]), ['ROUTE_ID=DARIEN'], { registerIds })
  })

  test('wants a number where the dimension is one', () => {
    const first = route.indicators[0]!
    const leg = (no: string) => `INDICATOR=${first.id} UNIT_MEASURE=${first.units[0]} ROUTE_ID=DARIEN LEG_NO=${no}`
    passes('R01', figures(route, [leg('12'), 1]))
    fails('R01', figures(route, [leg('first'), 1]), [leg('first')])
  })

  test('knows the status of a figure', () => {
    passes('R01', rows(detect, figure(detect, '', 1, { OBS_STATUS: 'E', CONF_STATUS: 'N' })))
    fails('R01', rows(detect, figure(detect, '', 1, { OBS_STATUS: 'good' })), [''])
  })

  test('wants no cell empty', () => {
    passes('R01-EMPTY', figures(detect, ['', 1]))
    fails('R01-EMPTY', figures(detect, ['SEX=', 1]), ['SEX='])
    expect(check(figures(detect, ['SEX=', 1])).findings[0]).toMatchObject({ outcome: 'missing', column: 'SEX' })
  })

  test('knows no other columns', () => {
    const table = figures(detect, ['', 1])
    const wider = { ...table, dimensions: new Map([...table.dimensions, ['NAME', table.dimensions.get('SEX')!] as const]) }
    passes('R01-COLUMNS', table)
    expect(outcome('R01-COLUMNS', wider)).toMatchObject({ failed: 1, keys: [''] })
  })

  test('takes figures of the member alone', () => {
    passes('R01-MEMBER', figures(detect, ['', 1]))
    fails('R01-MEMBER', figures(detect, ['REF_AREA=LAO', 1]), ['REF_AREA=LAO'])
    saysNothing('R01-MEMBER', figures(detect, ['REF_AREA=', 1]))
  })

  test('states an indicator in its own units', () => {
    passes('R01-UNIT', figures(detect, ['UNIT_MEASURE=PS', 1]))
    passes('R01-UNIT', figures(fee, ['UNIT_MEASURE=THB STAT=MEDIAN', 1]))
    fails('R01-UNIT', figures(detect, ['UNIT_MEASURE=MO', 1]), ['UNIT_MEASURE=MO'])
    fails('R01-UNIT', figures(fee, ['UNIT_MEASURE=DET STAT=MEDIAN', 1]), ['UNIT_MEASURE=DET STAT=MEDIAN'])
    saysNothing('R01-UNIT', figures(detect, ['INDICATOR=REFUSED', 1]))
  })

  test('breaks a row down by four things at most', () => {
    passes('R01-BREAKDOWNS', figures(detect, ['CITIZENSHIP=LAO SEX=F AGE=Y0T17 TRANSPORT=_U', 1]))
    fails('R01-BREAKDOWNS', figures(detect, ['CITIZENSHIP=LAO SEX=F AGE=Y0T17 TRANSPORT=_U METHOD=OPEN', 1]), ['CITIZENSHIP=LAO SEX=F AGE=Y0T17 TRANSPORT=_U METHOD=OPEN'])
  })
})

describe('rule 2', () => {
  test('wants each key once', () => {
    passes('R02', figures(detect, ['SEX=F', 1], ['SEX=M', 1]))
    const table = figures(detect, ['SEX=F', 1], ['SEX=M', 1], ['SEX=F', 2], ['SEX=F', 2])
    fails('R02', table, ['SEX=F'])
    expect(check(table).findings.find((f) => f.rule === 'R02')).toMatchObject({ rowCount: 3, messageValues: { times: 3 } })
  })
})

describe('rule 3', () => {
  test('counts whole and not negative', () => {
    passes('R03', figures(detect, ['', 0], ['SEX=F', 12]))
    fails('R03', figures(detect, ['SEX=F', 1.5], ['SEX=M', -1]), ['SEX=F', 'SEX=M'])
    saysNothing('R03', figures(fee, ['UNIT_MEASURE=USD STAT=MEDIAN', 1.5]))
    saysNothing('R03', figures(detect, ['', null]))
  })

  const onRoute = (indicator: string) => `INDICATOR=${indicator} UNIT_MEASURE=${route.indicators.find((i) => i.id === indicator)!.units[0]} ROUTE_ID=DARIEN LEG_NO=1`
  test('ranks from one', () => {
    passes('R03-RANK', figures(route, [onRoute('RANK'), 1]))
    fails('R03-RANK', figures(route, [onRoute('RANK'), 0]), [onRoute('RANK')])
    saysNothing('R03-RANK', figures(route, [onRoute('SHARE_PCT'), 0]))
  })
  test('takes shares from 0 to 100', () => {
    passes('R03-SHARE', figures(route, [onRoute('SHARE_PCT'), 99.5]))
    fails('R03-SHARE', figures(route, [onRoute('SHARE_PCT'), 100.5]), [onRoute('SHARE_PCT')])
    saysNothing('R03-SHARE', figures(route, [onRoute('RANK'), 101]))
  })
  test('takes no negative amount', () => {
    passes('R03-AMOUNT', figures(fee, ['UNIT_MEASURE=USD STAT=MEDIAN', 1200.5]))
    fails('R03-AMOUNT', figures(fee, ['UNIT_MEASURE=USD STAT=MEDIAN', -1]), ['UNIT_MEASURE=USD STAT=MEDIAN'])
    saysNothing('R03-AMOUNT', figures(detect, ['', -1]))
  })
  test('counts observations', () => {
    passes('R03-N_OBS', rows(fee, figure(fee, 'STAT=MEDIAN', 900, { N_OBS: 5 })))
    fails('R03-N_OBS', rows(fee, figure(fee, 'STAT=MEDIAN', 900, { N_OBS: 0.5 })), ['STAT=MEDIAN'])
    saysNothing('R03-N_OBS', figures(fee, ['STAT=MEDIAN', 900]))
  })
  test('takes a cell that cannot be read as wrong, not as empty', () => {
    const invalidCells = [{ key: keyOf(detect, figure(detect, 'SEX=F', 0).key), column: 'OBS_VALUE' as const, text: 'about 10', seq: 1 }]
    passes('R03-NUMBER', figures(detect, ['SEX=F', 1]))
    fails('R03-NUMBER', figures(detect, ['SEX=F', null]), ['SEX=F'], { invalidCells })
    fails('R04', figures(detect, ['SEX=F', null], ['SEX=M', null]), ['SEX=M'], { invalidCells })
  })
})

describe('rule 4', () => {
  test('wants a value or a status that says why there is none', () => {
    passes('R04', rows(detect, figure(detect, 'SEX=F', 0), figure(detect, 'SEX=M', null, { OBS_STATUS: 'L' }), figure(detect, 'SEX=_U', 3, { OBS_STATUS: 'P' })))
    const table = rows(detect, figure(detect, 'SEX=F', null), figure(detect, 'SEX=M', 4, { OBS_STATUS: 'Q' }), figure(detect, 'SEX=_U', null, { OBS_STATUS: 'P' }))
    fails('R04', table, ['SEX=F', 'SEX=_U'])
    fails('R04-STATUS', table, ['SEX=M'])
    expect(check(table).findings.filter((f) => f.rule.startsWith('R04')).map((f) => `${f.rule} ${f.outcome}`)).toEqual(['R04 missing', 'R04 missing', 'R04-STATUS wrong'])
  })
  test('wants the number of observations of a statistic', () => {
    passes('R04-N_OBS', rows(fee, figure(fee, 'STAT=MEDIAN', 900, { N_OBS: 5 })))
    fails('R04-N_OBS', figures(fee, ['STAT=MEDIAN', 900]), ['STAT=MEDIAN'])
    saysNothing('R04-N_OBS', figures(detect, ['', 900]))
  })
})

describe('rule 5', () => {
  test('wants a period of the frequency', () => {
    passes('R05', figures(detect, ['TIME_PERIOD=2024-01', 1], ['FREQ=Q TIME_PERIOD=2024-Q1', 1], ['FREQ=A TIME_PERIOD=2023', 1]))
    fails('R05', figures(detect, ['FREQ=Q TIME_PERIOD=2024-01', 1], ['TIME_PERIOD=Jan-24', 1]), ['TIME_PERIOD=Jan-24', 'FREQ=Q TIME_PERIOD=2024-01'])
    saysNothing('R05', figures(detect, ['FREQ=W', 1]))
  })
  test('wants one that has ended', () => {
    passes('R05-ENDED', figures(detect, ['TIME_PERIOD=2024-05', 1]))
    fails('R05-ENDED', figures(detect, ['TIME_PERIOD=2024-06', 1], ['FREQ=A TIME_PERIOD=2024', 1]), ['FREQ=A TIME_PERIOD=2024', 'TIME_PERIOD=2024-06'])
    passes('R05-ENDED', figures(detect, ['TIME_PERIOD=2024-06', 1]), { now: new Date('2024-07-01T00:00:00Z') })
    saysNothing('R05-ENDED', figures(detect, ['TIME_PERIOD=soon', 1]))
  })
  test('wants one of the report', () => {
    const range = { freq: 'M', from: '2024-01', to: '2024-03' } as const
    passes('R05-RANGE', figures(detect, ['TIME_PERIOD=2024-03', 1]), { range })
    fails('R05-RANGE', figures(detect, ['TIME_PERIOD=2024-04', 1], ['FREQ=Q TIME_PERIOD=2024-Q1', 1]), ['TIME_PERIOD=2024-04', 'FREQ=Q TIME_PERIOD=2024-Q1'], { range })
    saysNothing('R05-RANGE', figures(detect, ['TIME_PERIOD=2024-04', 1]))
  })
})

describe('rules 6 and 7', () => {
  test('a complete breakdown adds up to its total', () => {
    passes('R06', figures(detect, ['', 10], ['SEX=F', 4], ['SEX=M', 6]))
    passes('R06', figures(detect, ['', 10], ['SEX=F', 4], ['SEX=M', 5], ['SEX=_U', 1]))
    fails('R06', figures(detect, ['', 10], ['SEX=F', 4], ['SEX=M', 5]), [''])
    fails('R06', figures(detect, ['', 10], ['SEX=F', 4], ['SEX=M', 7]), [''])
    expect(outcome('R07', figures(detect, ['', 10], ['SEX=F', 4], ['SEX=M', 7])).checked).toBe(0)
  })
  test('a parent stands for its parts', () => {
    const table = (minors: number) => figures(detect, ['', 10], ['AGE=Y0T17', minors], ['AGE=Y0T11', 1], ['AGE=Y_GE18', 8])
    passes('R06', table(2))
    fails('R06', table(3), [''])
    fails('R06', figures(detect, ['', 10], ['AGE=Y0T11', 1], ['AGE=Y12T17', 2], ['AGE=Y_GE18', 8]), [''])
  })
  test('an incomplete one does not exceed it', () => {
    passes('R07', figures(detect, ['', 10], ['SEX=F', 4]))
    fails('R07', figures(detect, ['', 10], ['SEX=F', 11]), [''])
    fails('R07', figures(detect, ['', 10], ['CITIZENSHIP=LAO', 6], ['CITIZENSHIP=KHM', 4], ['CITIZENSHIP=OTH', 1]), [''])
    saysNothing('R06', figures(detect, ['', 10], ['CITIZENSHIP=LAO', 6]))
  })
  test('routes are never all there', () => {
    const all = collection.register.filter((e) => e.register === 'route').map((e) => [`ROUTE_ID=${e.id}`, 1] as const)
    passes('R07', figures(detect, ['', all.length + 5], ...all))
    saysNothing('R06', figures(detect, ['', all.length + 5], ...all))
  })
  test('only rows that are the same otherwise are compared', () => {
    saysNothing('R07', figures(detect, ['', 1], ['SEX=F TIME_PERIOD=2024-02', 4], ['SEX=F UNIT_MEASURE=PS', 4], ['SEX=F INDICATOR=EXIT_IRREG', 4], ['SEX=F CITIZENSHIP=LAO', 4]))
    fails('R07', figures(detect, ['CITIZENSHIP=LAO', 3], ['SEX=F CITIZENSHIP=LAO', 4]), ['CITIZENSHIP=LAO'])
  })
  test('a figure that is missing is not there', () => {
    saysNothing('R06', rows(detect, figure(detect, '', 10), figure(detect, 'SEX=F', 4), figure(detect, 'SEX=M', null, { OBS_STATUS: 'O' })))
    saysNothing('R07', rows(detect, figure(detect, '', null, { OBS_STATUS: 'O' }), figure(detect, 'SEX=F', 4)))
  })
  test('what is never summed is not compared', () => {
    saysNothing('R07', figures(fee, ['UNIT_MEASURE=USD STAT=MEDIAN', 900], ['UNIT_MEASURE=USD STAT=MEDIAN CITIZENSHIP=LAO', 1500]))
    saysNothing('R07', figures(offender, ['INDICATOR=CASES UNIT_MEASURE=CASE STAGE=CONVICTED', 1], ['INDICATOR=CASES UNIT_MEASURE=CASE STAGE=CONVICTED SEX=F', 2]))
  })
  test('codes that overlap are each at most the total', () => {
    passes('R07-OVERLAP', figures(smuggled, ['', 10], ['VULN=DISAB', 10], ['VULN=PREGNANT', 6]))
    saysNothing('R07', figures(smuggled, ['', 10], ['VULN=DISAB', 10], ['VULN=PREGNANT', 6]))
    fails('R07-OVERLAP', figures(smuggled, ['', 10], ['VULN=DISAB', 11], ['VULN=PREGNANT', 6]), ['VULN=DISAB'])
    saysNothing('R07-OVERLAP', figures(smuggled, ['VULN=DISAB', 11]))
  })
})

describe('rule 8', () => {
  test('a parent is the sum of its parts where all are there', () => {
    passes('R08', figures(detect, ['AGE=Y0T17', 5], ['AGE=Y0T11', 2], ['AGE=Y12T17', 3]))
    fails('R08', figures(detect, ['AGE=Y0T17', 6], ['AGE=Y0T11', 2], ['AGE=Y12T17', 3]), ['AGE=Y0T17'])
    fails('R08', figures(detect, ['TRANSPORT=AIR', 6], ['TRANSPORT=AIR_COMM', 2], ['TRANSPORT=AIR_PRIV', 3]), ['TRANSPORT=AIR'])
  })
  test('and at least those that are', () => {
    passes('R08', figures(detect, ['TRANSPORT=LAND', 5], ['TRANSPORT=FOOT', 2]))
    fails('R08', figures(detect, ['TRANSPORT=LAND', 5], ['TRANSPORT=FOOT', 6]), ['TRANSPORT=LAND'])
  })
  test('parts of irregular entries do not exceed them', () => {
    const entries = (all: number) => figures(detect, ['', all], ['INDICATOR=ENTRY_BBCP', 5], ['INDICATOR=ENTRY_BCP', 2])
    passes('R08', entries(7))
    passes('R08', entries(9))
    fails('R08', entries(6), [''])
  })
  test('says nothing without parent or parts, or of different rows', () => {
    saysNothing('R08', figures(detect, ['AGE=Y0T11', 2], ['AGE=Y12T17', 3], ['AGE=Y_GE18', 1]))
    saysNothing('R08', figures(detect, ['AGE=Y0T17', 1], ['AGE=Y0T11 SEX=F', 2]))
  })
})

describe('rule 9', () => {
  test('accompanied and unaccompanied children are at most the minors', () => {
    passes('R09', figures(smuggled, ['AGE=Y0T17', 5], ['VULN=CHILD_ACC', 3], ['VULN=CHILD_UNACC', 2]))
    fails('R09', figures(smuggled, ['AGE=Y0T17', 5], ['VULN=CHILD_ACC', 3], ['VULN=CHILD_UNACC', 3]), ['VULN=CHILD_ACC'])
    fails('R09', figures(smuggled, ['AGE=Y0T17', 5], ['VULN=CHILD_UNACC AGE=Y0T17', 6]), ['VULN=CHILD_UNACC AGE=Y0T17'])
  })
  test('minors may be the sum of their bands', () => {
    const table = (acc: number) => figures(smuggled, ['AGE=Y0T11 SEX=F', 2], ['AGE=Y12T17 SEX=F', 2], ['VULN=CHILD_ACC SEX=F', acc])
    passes('R09', table(4))
    fails('R09', table(5), ['VULN=CHILD_ACC SEX=F'])
  })
  test('says nothing where minors are not known', () => {
    expect(outcome('R09', figures(smuggled, ['AGE=Y0T11', 1], ['VULN=CHILD_ACC', 3]))).toMatchObject({ checked: 0, failed: 0 })
    expect(outcome('R09', figures(smuggled, ['AGE=Y0T17 CITIZENSHIP=LAO', 1], ['VULN=CHILD_ACC', 3]))).toMatchObject({ checked: 0, failed: 0 })
    saysNothing('R09', figures(detect, ['AGE=Y0T17', 1]))
  })
})

describe('rules 10 and 11', () => {
  test.each(['INDICATOR=ENTRY_BBCP BORDER_PLACE=GREEN', 'INDICATOR=ENTRY_BCP BORDER_PLACE=BCP_SEA'])('%s', (codes) => passes('R10', figures(detect, [codes, 1])))
  test.each(['INDICATOR=ENTRY_BBCP BORDER_PLACE=BCP_AIR', 'INDICATOR=ENTRY_BCP BORDER_PLACE=RIVER', 'INDICATOR=ENTRY_BBCP BORDER_PLACE=OTH'])(
    'not %s', (codes) => fails('R10', figures(detect, [codes, 1]), [codes]))
  test('says nothing of totals, unknown places and other indicators', () =>
    saysNothing('R10', figures(detect, ['INDICATOR=ENTRY_BBCP', 1], ['INDICATOR=ENTRY_BCP BORDER_PLACE=_U', 1], ['BORDER_PLACE=GREEN', 1], ['INDICATOR=ENTRY_BCP BORDER_PLACE=MOON', 1])))

  test.each(['BORDER_PLACE=BCP_AIR TRANSPORT=AIR_COMM', 'BORDER_PLACE=BCP_AIR TRANSPORT=AIR', 'BORDER_PLACE=BCP_LAND TRANSPORT=FOOT', 'BORDER_PLACE=RIVER TRANSPORT=INLAND_WATER', 'BORDER_PLACE=BLUE TRANSPORT=MULTI'])(
    '%s', (codes) => passes('R11', figures(detect, [codes, 1])))
  test.each(['BORDER_PLACE=BCP_AIR TRANSPORT=FOOT', 'BORDER_PLACE=BCP_SEA TRANSPORT=ROAD_TRUCK', 'BORDER_PLACE=GREEN TRANSPORT=SEA_SMALL', 'BORDER_PLACE=BCP_LAND TRANSPORT=AIR'])(
    'not %s', (codes) => fails('R11', figures(detect, [codes, 1]), [codes]))
  test('says nothing where either is left open', () => {
    saysNothing('R11', figures(detect, ['BORDER_PLACE=BCP_AIR', 1], ['TRANSPORT=FOOT', 1], ['BORDER_PLACE=INLAND TRANSPORT=FOOT', 1], ['BORDER_PLACE=BCP_AIR TRANSPORT=_U', 1]))
    saysNothing('R11', figures(smuggled, ['TRANSPORT=FOOT', 1]))
  })
})

describe('rule 12', () => {
  test('smuggled migrants are no citizens of the reporting state', () => {
    passes('R12-SMUGGLED', figures(smuggled, ['CITIZENSHIP=LAO', 1]))
    fails('R12-SMUGGLED', figures(smuggled, ['CITIZENSHIP=THA', 1]), ['CITIZENSHIP=THA'])
    expect(check(figures(smuggled, ['CITIZENSHIP=THA', 1]))).toMatchObject({ errors: 1, warnings: 0 })
  })
  test('own citizens among irregular entries ask for a comment, among exits for nothing', () => {
    passes('R12-ENTRY', figures(detect, ['CITIZENSHIP=LAO', 1]))
    fails('R12-ENTRY', figures(detect, ['CITIZENSHIP=THA', 1]), ['CITIZENSHIP=THA'])
    expect(check(figures(detect, ['CITIZENSHIP=THA', 1]))).toMatchObject({ errors: 0, warnings: 1 })
    saysNothing('R12-ENTRY', figures(detect, ['INDICATOR=EXIT_IRREG CITIZENSHIP=THA', 1]))
  })
})

describe('rule 13', () => {
  const persons = (offence: string) => figures(offender, [`STAGE=CONVICTED OFFENCE=${offence}`, 1])
  test('without benefit there is no offence of the Protocol', () => {
    passes('R13', persons('NATL_NOPROFIT'), { declarations: { profit_element: 'N' } })
    passes('R13', persons('SOM_6_1A'), { declarations: { profit_element: 'Y' } })
    fails('R13', persons('SOM_6_1A'), ['STAGE=CONVICTED OFFENCE=SOM_6_1A'], { declarations: { profit_element: 'N' } })
  })
  test('says nothing where the section declares nothing', () => saysNothing('R13', persons('SOM_6_1A')))
})

describe('breakdowns of the same figures (rule 28)', () => {
  const bySex = [['SEX=F', 4], ['SEX=M', 6]] as const
  test('add up to the same', () => {
    passes('R28', figures(detect, ...bySex, ['CITIZENSHIP=LAO', 10]))
    fails('R28', figures(detect, ...bySex, ['CITIZENSHIP=LAO', 12]), ['SEX=F'])
    expect(sentences(figures(detect, ...bySex, ['CITIZENSHIP=LAO', 12], ['', 11]))).toContain(
      'R28 Irregular entries in Detections for January 2024: by Sex the figures add up to 10, by Citizenship to 12. Correct them, or say in a comment why they differ. Queries take the greater one.')
  })
  test('count a parent and leave out its children', () => {
    passes('R28', figures(detect, ...bySex, ['AGE=Y0T17', 3], ['AGE=Y0T11', 2], ['AGE=Y_GE18', 7]))
    passes('R28', figures(detect, ...bySex, ['AGE=Y0T17 CITIZENSHIP=LAO', 3], ['AGE=Y0T11 CITIZENSHIP=LAO', 2], ['AGE=Y0T11 CITIZENSHIP=KHM', 7]))
  })
  test('are not compared across periods, units or indicators, nor where a figure is missing', () => {
    expect(outcome('R28', figures(detect, ...bySex, ['CITIZENSHIP=LAO TIME_PERIOD=2024-02', 1], ['CITIZENSHIP=LAO UNIT_MEASURE=PS', 1]))).toMatchObject({ checked: 0, failed: 0 })
    const missing = rows(detect, figure(detect, 'SEX=F', 4), figure(detect, 'CITIZENSHIP=LAO', 1), figure(detect, 'CITIZENSHIP=KHM', null, { OBS_STATUS: 'O' }))
    expect(outcome('R28', missing)).toMatchObject({ checked: 0, failed: 0 })
    expect(outcome('R28', figures(smuggled, ['', 10], ['VULN=DISAB', 3]))).toMatchObject({ checked: 0, failed: 0 })
    saysNothing('R28', figures(detect, ...bySex))
  })
})

describe('findings', () => {
  test('are capped for each rule, in canonical order, with all of them counted', () => {
    const codes = Array.from({ length: SHOWN_A_RULE + 500 }, (_, i) => `ROUTE_ID=X${String(9999 - i)}`)
    const result = check(figures(detect, ...codes.map((c) => [c, 0.5] as const)))
    expect(result.rules.find((r) => r.rule === 'R01')).toMatchObject({ failed: 1500, checked: 1500 })
    expect(result.errors).toBe(3000)
    const shown = result.findings.filter((f) => f.rule === 'R01')
    expect(shown.length).toBe(SHOWN_A_RULE)
    expect(shown[0]!.messageValues['code']).toBe('X8500')
    expect(shown.at(-1)!.messageValues['code']).toBe('X9499')
  })

  test('do not depend on the order of the rows', () => {
    const lines = [['', 10], ['SEX=F', 4], ['SEX=M', 7], ['CITIZENSHIP=THA', 20], ['CITIZENSHIP=XX', -1], ['AGE=Y0T11', 1], ['AGE=Y12T17', 3], ['AGE=Y0T17', 3.5]] as const
    const expected = check(figures(detect, ...lines)).findings
    expect(expected.length).toBeGreaterThan(6)
    expect(check(figures(detect, ...lines.toReversed())).findings).toEqual(expected)
    expect(check(figures(detect, ...lines.slice(4), ...lines.slice(0, 4))).findings).toEqual(expected)
  })

  test('name the row of the file where the table knows it', () => {
    const table = { ...figures(detect, ['SEX=F', 1], ['SEX=M', -1]), sourceRow: Uint32Array.of(2, 7) }
    expect(check(table).findings.map((f) => f.sourceRow)).toEqual([7])
  })

  test('of an empty table are none', () => expect(check(figures(detect))).toMatchObject({ findings: [], errors: 0, warnings: 0 }))

  test('are told in the language of the reader where the rule has it, with the names of codes and the reader\'s years', () => {
    const said = (language: string, table: FigureTable, context: Partial<CheckContext> = {}) => check(table, context).findings.map(wordingOf(collection, detect, { ...ENGLISH, language }))
    const early = figures(detect, ['CITIZENSHIP=KHM TIME_PERIOD=2024-06', -1])
    expect(said('en', early)).toEqual(['-1 is no count of Irregular entries. Give a whole number that is not negative.', 'June 2024 has not ended. Report it from 1 Jul 2024 on.'])
    expect(said('th', early)[1]).toContain('มิถุนายน 2567')
  })
})
