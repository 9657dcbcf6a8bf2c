import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { additivityOf, maySumOver } from '@openvrs/core/metadata/additivity.ts'
import { areasOf, optionalDimensions } from '@openvrs/core/metadata/model.ts'
import { unitsOf } from '@openvrs/core/metadata/units.ts'
import { readCollectionFolder } from './files.ts'

const { collection, findings } = await readCollectionFolder(join(import.meta.dirname, '../../../collections/vrs-msrc'))
const list = (id: string) => collection!.codelists.get(id)!
const codes = (id: string) => list(id).codes.map((c) => c.id)
const flow = (id: string) => collection!.dataflows.get(id)!

test('the collection has no findings', () => expect(findings).toEqual([]))

describe('dataflows', () => {
  test.each([
    ['VRS_DETECT', 'CITIZENSHIP SEX AGE ROUTE_ID BORDER_PLACE TRANSPORT METHOD COUNTERPART_AREA', 'ENTRY_IRREG ENTRY_BBCP ENTRY_BCP STAY_INLAND STAY_ON_EXIT EXIT_IRREG DEPART_PREVENTED'],
    ['VRS_REFUSAL', 'CITIZENSHIP SEX AGE BORDER_PLACE REASON', 'REFUSED RETURN_DECISION RETURN_EFFECTED'],
    ['VRS_SMUGGLED', 'CITIZENSHIP SEX AGE VULN TRANSPORT METHOD JOURNEY_STAGE DEPART_AREA DEST_AREA', 'SMUGGLED_CONF SMUGGLED_SUSP'],
    ['VRS_OFFENDER', 'STAGE* OFFENCE AGGRAV ROLE CITIZENSHIP SEX AGE', 'PERSONS CASES SENTENCE_MONTHS ASSETS'],
    ['VRS_DOCFRAUD', 'CITIZENSHIP DOC_ISSUER_AREA DOC_TYPE DOC_FRAUD BORDER_PLACE COUNTERPART_AREA', 'USERS DOCS'],
    ['VRS_FEE', 'ORIGIN_AREA* DEST_AREA* CITIZENSHIP TRANSPORT METHOD SERVICE_SCOPE PAY_TIME PAY_MEANS STAT*', 'FEE_PP'],
    ['VRS_ROUTE', 'ROUTE_ID* LEG_NO* FROM_PLACE TO_PLACE TRANSPORT CITIZENSHIP', 'PS_OBSERVED DURATION_D SHARE_PCT RANK'],
    ['VRS_HARM', 'CITIZENSHIP SEX AGE HARM_CAUSE BORDER_PLACE TRANSPORT ROUTE_ID', 'DEAD MISSING INJURED RESCUED INCIDENTS'],
    ['VRS_MEASURE', 'MEASURE_TYPE* COUNTERPART_AREA AGENCY_TYPE', 'ACTIONS REQ_SENT REQ_EXECUTED TRAINED ASSISTED BUDGET'],
  ])('%s has its own dimensions (* is a key) between the common ones, and its indicators', (id, own, indicators) => {
    const dimensions = flow(id).dimensions.map((d) => (d.role === 'key' ? `${d.id}*` : d.id)).join(' ')
    expect(dimensions).toBe(`FREQ* REF_AREA* INDICATOR* UNIT_MEASURE* ${own} TIME_PERIOD*`)
    expect(flow(id).indicators.map((i) => i.id).join(' ')).toBe(indicators)
    expect(flow(id).frequencies).toEqual(['M', 'Q', 'A'])
    expect(flow(id).reciprocity).toEqual({ months: 3, within: 12, years: 2 })
  })

  test('every breakdown takes a total and unknown; all but sex and age also other', () => {
    for (const { id, totals } of [...collection!.dataflows.values()].flatMap(optionalDimensions)) {
      expect([id, totals]).toEqual([id, id === 'SEX' || id === 'AGE' ? ['_T', '_U'] : ['_T', '_U', 'OTH']])
    }
  })

  test('entries between and at crossing points are parts of the irregular entries', () => {
    expect(flow('VRS_DETECT').indicators.filter((i) => i.parent === 'ENTRY_IRREG').map((i) => i.id)).toEqual(['ENTRY_BBCP', 'ENTRY_BCP'])
  })

  test('detections are summed over everything, different persons not over time, prices over nothing, vulnerabilities never', () => {
    const may = (id: string, indicator: string, unit: string, dimension: string) => maySumOver(additivityOf(flow(id).indicators.find((i) => i.id === indicator)!, unit), dimension)
    for (const d of flow('VRS_DETECT').dimensions) expect(may('VRS_DETECT', 'ENTRY_IRREG', 'DET', d.id)).toBe(true)
    expect(may('VRS_DETECT', 'ENTRY_IRREG', 'PS', 'TIME_PERIOD')).toBe(false)
    expect(may('VRS_DETECT', 'ENTRY_IRREG', 'PS', 'CITIZENSHIP')).toBe(true)
    for (const d of flow('VRS_FEE').dimensions) expect(may('VRS_FEE', 'FEE_PP', 'USD', d.id)).toBe(false)
    for (const { id } of flow('VRS_SMUGGLED').indicators) expect(may('VRS_SMUGGLED', id, 'PS', 'VULN')).toBe(false)
    expect(may('VRS_OFFENDER', 'PERSONS', 'PS', 'STAGE')).toBe(false)
  })

  test('prices say how many observations they rest on and are stated in any currency', () => {
    expect([...collection!.dataflows.values()].filter((f) => f.nObsMandatory).map((f) => f.id)).toEqual(['VRS_FEE'])
    const units = unitsOf(collection!, flow('VRS_FEE').indicators[0]!)
    expect(units).toEqual(expect.arrayContaining(['USD', 'EUR', 'THB', 'IDR', 'KHR', 'LAK', 'MMK', 'VND', 'XPF']))
    for (const unit of units) expect(codes('CL_UNIT_MEASURE')).toContain(unit)
  })
})

describe('code lists', () => {
  test.each([
    ['CL_SEX', 'F M _O'],
    ['CL_AGE', 'Y0T17 Y0T11 Y12T17 Y_GE18 Y18T24 Y25T34 Y35T49 Y_GE50'],
    ['CL_TRANSPORT', 'AIR AIR_COMM AIR_PRIV SEA SEA_COMM SEA_SMALL INLAND_WATER LAND ROAD_CAR ROAD_BUS ROAD_TRUCK RAIL FOOT MULTI'],
    ['CL_METHOD', 'BYPASS HIDE_VEH HIDE_CONT STOWAWAY BOAT_COVERT BOAT_DISTRESS DOC_FRAUD IMPOSTOR VISA_DECEPTION SHAM_MARRIAGE SHAM_STUDY_WORK TRANSIT_SWAP BRIBERY CREW OPEN'],
    ['CL_BORDER_PLACE', 'BCP_AIR BCP_SEA BCP_LAND GREEN BLUE RIVER HIGH_SEA INLAND PREDEP'],
    ['CL_DOC_TYPE', 'PASSPORT PASSPORT_OFF ID VISA RES_PERMIT WORK_PERMIT SEAFARER CTD_EMERG STAMP BOARDING_PASS BREEDER SUPPORTING'],
    ['CL_DOC_FRAUD', 'COUNTERFEIT FORGED_BIO FORGED_PHOTO FORGED_PAGE STOLEN_BLANK FRAUD_OBTAINED IMPOSTOR MORPH PSEUDO EXPIRED_INVALID NO_DOC'],
    ['CL_REASON', 'NO_DOC FALSE_DOC NO_VISA FALSE_VISA PURPOSE STAY_EXCEEDED MEANS ALERT THREAT'],
    ['CL_ROLE', 'ORGANISER COORD RECRUITER TRANSPORTER GUIDE SAFEHOUSE LOGISTICS DOC_SUPPLIER MONEY SECURITY SPOTTER CORRUPT_OFF'],
    ['CL_STAGE', 'SUSPECTED ARRESTED PROSECUTED CONVICTED ACQUITTED PENDING'],
    ['CL_OFFENCE', 'SOM_6_1A SOM_6_1B1 SOM_6_1B2 SOM_6_1C ATTEMPT ACCOMPLICE ORGANISE OCG ML CORRUPTION OBSTRUCTION TIP NATL_NOPROFIT'],
    ['CL_AGGRAV', 'NONE ENDANGER DEGRADING BOTH'],
    ['CL_PAY_TIME', 'UPFRONT THIRD_PARTY LATER STAGED DEBT_LABOUR NONE'],
    ['CL_PAY_MEANS', 'CASH HAWALA BANK MTO MOBILE CRYPTO IN_KIND LABOUR'],
    ['CL_SERVICE_SCOPE', 'FULL LEG DOC_ONLY STAY_ONLY'],
    ['CL_STAT', 'MEDIAN MEAN MIN P25 P75 MAX'],
    ['CL_JOURNEY_STAGE', 'PREP EMBARK TRANSIT BORDER ARRIVAL STAY EXIT RETURN'],
    ['CL_VULN', 'CHILD_UNACC CHILD_ACC PREGNANT OLDER DISAB MEDICAL VIOLENCE TIP_INDIC ASYLUM_SEEKER STATELESS'],
    ['CL_HARM_CAUSE', 'DROWNING TRANSPORT ASPHYXIA ENVIRONMENT VIOLENCE ILLNESS ACCIDENT'],
    ['CL_MEASURE_TYPE', 'LEGISLATION BORDER_CONTROL DOC_SECURITY CARRIER SEA_BOARDING JOINT_INVEST MLA EXTRADITION INFO_EXCHANGE TRAINING PREVENTION PROTECTION RETURN FINANCIAL'],
    ['CL_FREQ', 'M Q A'],
    ['CL_OBS_STATUS', 'A B D E F G I J K L M N O P Q S U V W'],
    ['CL_CONF_STATUS', 'F N C D S A O T G M'],
    ['CL_UNIT_MULT', '0 1 2 3 4 5 6 9 12'],
    ['CL_DECIMALS', '0 1 2 3 4 5 6 7 8 9'],
  ])('%s holds its codes', (id, expected) => expect(codes(id).join(' ')).toBe(expected))

  test('age bands and means of transport stand under their parents; several means stand alone', () => {
    const children = (id: string, parent: string) => list(id).codes.filter((c) => c.parent === parent).map((c) => c.id).join(' ')
    expect(children('CL_AGE', 'Y0T17')).toBe('Y0T11 Y12T17')
    expect(children('CL_AGE', 'Y_GE18')).toBe('Y18T24 Y25T34 Y35T49 Y_GE50')
    expect(['AIR', 'SEA', 'LAND'].map((p) => children('CL_TRANSPORT', p))).toEqual(['AIR_COMM AIR_PRIV', 'SEA_COMM SEA_SMALL INLAND_WATER', 'ROAD_CAR ROAD_BUS ROAD_TRUCK RAIL FOOT'])
    expect(list('CL_TRANSPORT').codes.find((c) => c.id === 'MULTI')!.parent).toBeUndefined()
  })

  test('only vulnerabilities and groups of areas overlap', () => {
    const overlapping = [...collection!.codelists.values()].filter((l) => !l.exclusive && !l.id.startsWith('CL_INDICATOR_')).map((l) => l.id)
    expect(overlapping.toSorted()).toEqual(['CL_AREA_GROUP', 'CL_VULN'])
  })

  test('every code that officers choose from is described', () => {
    const made = new Set(['CL_AREA', 'CL_CURRENCY', 'CL_UNIT_MULT', 'CL_DECIMALS', 'CL_M49_REGION', 'CL_M49_SUBREGION'])
    const bare = [...collection!.codelists.values()].filter((l) => !made.has(l.id)).flatMap((l) =>
      l.codes.filter((c) => !c.description && !codes('CL_AREA').includes(c.id) && !codes('CL_CURRENCY').includes(c.id)).map((c) => `${l.id}.${c.id}`))
    expect(bare).toEqual([])
  })
})

describe('areas', () => {
  test('stand each in one region and one sub-region of M49, but for Antarctica; groups are of areas', () => {
    for (const [id, more] of [['CL_M49_REGION', ['XSS']], ['CL_M49_SUBREGION', []]] as const) {
      expect(list(id).codes.flatMap(areasOf).toSorted()).toEqual([...codes('CL_AREA').filter((area) => area !== 'ATA'), ...more].toSorted())
    }
    expect(areasOf(list('CL_AREA_GROUP').codes.find(({ id }) => id === 'BALI_PROCESS')!)).toHaveLength(45)
    for (const group of list('CL_AREA_GROUP').codes) expect(codes('CL_AREA')).toEqual(expect.arrayContaining([...areasOf(group)]))
  })

  test('are states and territories with their other codes and their names in nine languages', () => {
    expect(codes('CL_AREA')).toHaveLength(250)
    expect(codes('CL_AREA')).toEqual(expect.arrayContaining(['HKG', 'MAC', 'NCL', 'NFK', 'PYF', 'TWN', 'XKX']))
    for (const { id, name, annotations, parent } of list('CL_AREA').codes) {
      expect([id, Object.keys(name).toSorted().join(' ')]).toEqual([id, 'ar en fr id km lo th vi zh'])
      expect([id, annotations?.['alpha2']?.length, parent]).toEqual([id, 2, undefined])
      expect(id === 'XKX' || /^\d{3}$/.test(annotations!['m49']!)).toBe(true)
    }
  })

  test('no name or other name belongs to two of them', () => {
    const owners = new Map<string, Set<string>>()
    for (const { id, name, annotations } of list('CL_AREA').codes) {
      for (const text of [...Object.values(name), ...(annotations?.['alias']?.split('; ') ?? [])]) owners.set(text.toLowerCase(), (owners.get(text.toLowerCase()) ?? new Set()).add(id))
    }
    expect([...owners].filter(([, ids]) => ids.size > 1)).toEqual([])
  })

  test('are extended for citizenship, for the other side, and for members', () => {
    expect(codes('CL_CITIZENSHIP').slice(250)).toEqual(['STATELESS', 'XSS'])
    expect(list('CL_CITIZENSHIP').codes.find((c) => c.id === 'XSS')!.parent).toBeUndefined()
    expect(codes('CL_REF_AREA')).toEqual(expect.arrayContaining(['THA', 'NCL', 'FRONTEX', 'CAU']))
    expect(collection!.organisations.map((o) => o.id)).toContain('FRONTEX')
  })
})

test('the register holds the routes that national files name', () => {
  const routes = new Map(collection!.register.filter((e) => e.register === 'route').map((e) => [e.id, e.kind]))
  for (const id of ['US_NORTHERN_LAND', 'US_SOUTHWEST_LAND', 'DARIEN', 'CENTRAL_MEDITERRANEAN', 'EASTERN_MEDITERRANEAN', 'WESTERN_MEDITERRANEAN', 'WESTERN_BALKAN', 'EASTERN_LAND_BORDERS', 'BLACK_SEA', 'CIRCULAR_ALB_GRC', 'WESTERN_AFRICAN']) {
    expect([id, routes.has(id)]).toEqual([id, true])
  }
  expect(new Set(routes.values())).toEqual(new Set(['land', 'sea', 'air', 'mixed']))
})
