import type { Page } from 'playwright-core'
import type { Content } from './content.ts'

/** One state whose people made the content; the others look. */
export const MEMBER = 'VNM'

export type Screen = {
  /** That of its picture. */
  readonly name: string
  /** The address of web/src/screens.ts that it shows. */
  readonly route: string
  /** Whose screen it is: an e-mail address of the cast; nobody where it stands before the door. */
  readonly who?: string
  readonly path?: (content: Content) => string
  /** What to do there until the screen shows what it is for. */
  readonly open?: (page: Page) => Promise<unknown>
  /** Looked at in Thai and Arabic as well. */
  readonly worded?: true
}

const of = (local: string, member = MEMBER): string => `${local}@${member.toLowerCase()}.example.org`
const [immigration, police, focal, analyst, secretariat, administrator] = [of('reporter'), of('reporter.police'), of('focal'), of('analyst'), of('analyst', 'CAU'), 'administrator@cau.example']
const FLOW = 'VRS_DETECT'
const part = (name: string): Screen => ({ name: `collections-${name}`, route: '/collections/$collection', who: secretariat, path: () => `/collections/vrs-msrc?part=${name}` })

/** Every way of drawing besides lines and bars, of figures that it is worth looking at. */
const CHARTS = [
  { name: 'panels', path: `${FLOW}?show=panels` }, { name: 'heat', path: `${FLOW}?show=heat` }, { name: 'heat-months', path: `${FLOW}?show=heat&down=none` }, { name: 'map', path: `${FLOW}?show=map&down=CITIZENSHIP,REF_AREA` },
  { name: 'corridors', path: `${FLOW}?show=corridors&down=CITIZENSHIP,REF_AREA` }, { name: 'routes', path: `${FLOW}?show=routes&down=CITIZENSHIP,ROUTE_ID,REF_AREA` },
  { name: 'legs', path: 'VRS_ROUTE?show=routes&down=LEG_NO,FROM_PLACE,TO_PLACE&from=2026-10&to=2026-10' }, { name: 'ages', path: 'VRS_SMUGGLED?show=ages&down=AGE,SEX' }, { name: 'prices', path: 'VRS_FEE?show=prices&down=ORIGIN_AREA,DEST_AREA' },
] as const

/** Every screen and how one gets there. A route without a screen here fails a test. */
export const SCREENS: readonly Screen[] = [
  { name: 'front', route: '/' },
  { name: 'sign-in', route: '/sign-in' },
  { name: 'sign-in-lost', route: '/sign-in', open: (page) => page.getByText('I cannot sign in').click() },
  { name: 'sign-in-provider', route: '/sign-in/provider' },
  { name: 'invitation', route: '/invitation', path: ({ invitation }) => invitation },
  { name: 'invitation-gone', route: '/invitation', path: () => '/invitation#gone' },
  { name: 'reset', route: '/reset', path: ({ reset }) => reset },
  { name: 'reset-gone', route: '/reset', path: () => '/reset#gone' },
  { name: 'training', route: '/training' },
  { name: 'ui', route: '/ui' },
  { name: 'nowhere', route: '/', path: () => '/no/such/page' },
  { name: 'home-officer', route: '/home', who: police, worded: true },
  { name: 'home-focal', route: '/home', who: focal },
  { name: 'home-analyst', route: '/home', who: analyst },
  { name: 'home-first', route: '/home', who: of('reporter', 'FRONTEX') },
  { name: 'home-liaison', route: '/home', who: of('liaison', 'FJI') },
  { name: 'home-secretariat', route: '/home', who: secretariat },
  { name: 'home-administrator', route: '/home', who: administrator },
  { name: 'reports', route: '/reports', who: police },
  { name: 'reports-new', route: '/reports/new', who: police },
  { name: 'report', route: '/reports/$report', who: immigration, path: ({ typed }) => `/reports/${typed}` },
  { name: 'section-findings', route: '/reports/$report/$dataflow', who: immigration, path: ({ typed }) => `/reports/${typed}/${FLOW}`, worded: true },
  { name: 'section-returned', route: '/reports/$report/$dataflow', who: police, path: ({ returned }) => `/reports/${returned}/${FLOW}` },
  { name: 'section-submitted', route: '/reports/$report/$dataflow', who: immigration, path: ({ waiting }) => `/reports/${waiting}/${FLOW}` },
  { name: 'narrative-form', route: '/reports/$report/$dataflow', who: immigration, path: ({ typed }) => `/reports/${typed}/VRS_NARR_ROUTE`, worded: true },
  { name: 'narratives', route: '/narratives', who: of('analyst', 'KHM') },
  { name: 'narrative', route: '/narratives/$narrative', who: of('analyst', 'KHM'), path: ({ told }) => `/narratives/${told}`, worded: true },
  { name: 'upload', route: '/reports/upload', who: police },
  { name: 'upload-mapping', route: '/reports/upload', who: police, open: openFile },
  { name: 'review', route: '/review', who: focal },
  { name: 'review-report', route: '/review/$report', who: focal, path: ({ waiting }) => `/review/${waiting}`, worded: true },
  { name: 'review-approved', route: '/review/$report', who: focal, path: ({ approved }) => `/review/${approved}` },
  { name: 'sharing', route: '/sharing', who: focal },
  { name: 'sharing-analyst', route: '/sharing', who: analyst },
  { name: 'locked', route: '/locked/$dataflow', who: of('analyst', 'FJI'), path: () => `/locked/${FLOW}`, worded: true },
  { name: 'explore', route: '/explore', who: analyst },
  { name: 'explore-trend', route: '/explore/$dataflow', who: analyst, path: () => `/explore/${FLOW}`, worded: true },
  { name: 'explore-bars', route: '/explore/$dataflow', who: analyst, path: () => `/explore/${FLOW}?show=bar`, worded: true },
  { name: 'explore-table', route: '/explore/$dataflow', who: analyst, path: () => `/explore/${FLOW}?show=table` },
  { name: 'explore-pivot', route: '/explore/$dataflow', who: analyst, path: () => `/explore/${FLOW}?show=table&down=REF_AREA,CITIZENSHIP&across=SEX,TIME_PERIOD&roll=Q&totals=on`, worded: true },
  { name: 'explore-share', route: '/explore/$dataflow', who: analyst, path: () => `/explore/${FLOW}?show=table&down=REF_AREA,CITIZENSHIP&regions=CITIZENSHIP:CL_M49_SUBREGION&measure=share&within=REF_AREA&roll=A` },
  { name: 'explore-own', route: '/explore/$dataflow', who: of('analyst', 'FJI'), path: () => `/explore/${FLOW}` },
  { name: 'explore-nothing', route: '/explore/$dataflow', who: of('analyst', 'FJI'), path: () => '/explore/VRS_HARM' },
  { name: 'search', route: '/search', who: analyst, path: () => '/search?q=Myanmar', worded: true },
  { name: 'search-empty', route: '/search', who: analyst },
  { name: 'search-nothing', route: '/search', path: () => '/search?q=Mianmar' },
  { name: 'members', route: '/members', who: focal },
  { name: 'members-administrator', route: '/members', who: administrator },
  { name: 'members-provider', route: '/members/provider', who: focal },
  { name: 'security', route: '/security', who: police },
  { name: 'security-focal', route: '/security', who: focal, worded: true },
  { name: 'account', route: '/account', who: police },
  { name: 'more', route: '/more', who: focal },
  { name: 'collections', route: '/collections', who: secretariat },
  part('dataflows'), part('lists'), part('rules'), part('register'), part('versions'),
  { name: 'collections-open', route: '/collections' },
  { name: 'system', route: '/system', who: administrator },
  { name: 'audit', route: '/audit', who: focal },
]

/** Screens that are worth a picture besides: the same one, drawn in every way. A journey of their own goes through them. */
export const PICTURES: readonly Screen[] = [
  ...SCREENS, { name: 'explore-lacks', route: '/explore/$dataflow', who: analyst, path: () => `/explore/${FLOW}?show=map` },
  ...CHARTS.map(({ name, path }): Screen => ({ name: `explore-${name}`, route: '/explore/$dataflow', who: analyst, path: () => `/explore/${path}`, worded: true })),
]

async function openFile(page: Page): Promise<void> {
  await page.getByLabel('What kind of figures').selectOption(FLOW)
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'police.csv', mimeType: 'text/csv', buffer: Buffer.from('Nationality;Month;Persons;Post\nMyanmar;Mar-26;5;Ranong\nCambodai;Apr-26;6;Ranong\nAtlantis;May-26;7;Satun\nMyanmar;Mar-26;2;Satun\n') })
  await page.getByRole('heading', { name: 'Columns' }).waitFor()
}
