import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'

/** From units' reports to a signed release: returned and corrected, brought together, approved by a second pair of eyes, narrowed later. Owns Thailand's reports and what Thailand shares. */
const { system, become } = stage()
/** The last month of Thailand's figures, and keys of theirs. */
let month: string
let keys: readonly string[]

const FLOW = 'VRS_DETECT'
type Api = <T>(method: string, path: string, body?: object) => Promise<T>
const api = (token: string): Api => async <T>(method: string, path: string, body?: object) => {
  const answer = await fetch(system.url + path, { method, headers: { authorization: `Bearer ${token}`, prefer: 'wait=30', ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })
  const text = await answer.text()
  expect(answer.ok, `${path}: ${text}`).toBe(true)
  return JSON.parse(text) as T
}
const officer = async (role: string, nth = 0): Promise<Api> => api(await system.token('THA', role, nth))

/** Makes a report of the month and submits it. Resolves to its id. */
async function submitted(by: Api, values: readonly number[], from = 0): Promise<string> {
  const { rows } = await by<{ rows: { report: string }[] }>('POST', '/api/reports', { freq: 'M', from: month, to: month })
  const report = rows[0]!.report
  await by('PATCH', `/api/reports/${report}/cells`, { base: 0, device: 'desk', edits: values.map((value, at) => ({ dataflow: FLOW, key: keys[from + at], column: 'OBS_VALUE', value: String(value) })) })
  expect(await by<{ status: string }>('POST', `/api/reports/${report}/submit`, { comment: 'as counted' })).toMatchObject({ status: 'done' })
  return report
}

const open = (page: Page, path: string) => page.goto(system.url + path)
/** Goes to a control by the tab key alone and presses a key there. */
async function press(page: Page, control: Locator, key: string): Promise<void> {
  await control.waitFor()
  for (let steps = 0; !(await control.evaluate((one) => one === document.activeElement)); steps++) {
    if (steps === 200) throw new Error('the tab key does not get there')
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press(key)
}

/** Ends the session of a page from another device of the same person; disabling a person ends all of theirs the same way. */
async function endSessionOf(page: Page, other: Page): Promise<void> {
  const own = await page.evaluate(async () => ((await (await fetch('/api/sessions')).json()) as { sessions: { id: string; current: boolean }[] }).sessions.find(({ current }) => current)!.id)
  expect(await other.evaluate(async (id) => (await fetch(`/api/sessions/${id}`, { method: 'DELETE' })).status, own)).toBe(204)
}
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

beforeAll(async () => {
  const focal = await officer('focal_point')
  const { releases } = await focal<{ releases: { report: string; to: string }[] }>('GET', `/api/releases?dataflow=${FLOW}`)
  month = releases[0]!.to
  const { rows } = await focal<{ rows: { key: string }[] }>('GET', `/api/reports/${releases[0]!.report}/sections/${FLOW}/rows`)
  keys = rows.map(({ key }) => key).filter((key) => key.endsWith(month))
})

describe('a focal point of Thailand', () => {
  let focal: Page
  let police: string
  let immigration: string
  beforeAll(async () => {
    focal = await become('THA', 'focal_point')
    immigration = await submitted(await officer('reporter', 0), [1000, 7, 7])
    police = await submitted(await officer('reporter', 1), [5, 6], 0)
  })

  test('finds what waits, by time and unit', async () => {
    await open(focal, '/review')
    await heading(focal, '2 reports wait for you').waitFor()
    await focal.getByText('2 units for the same time').waitFor()
    await expectAccessible(focal)
  })

  test('sees what changed, comments on a figure and returns the report', async () => {
    await focal.getByRole('link', { name: /^Review Immigration/ }).click()
    await focal.getByText('figures changed').waitFor()
    await focal.getByRole('button', { name: 'Since what counts now' }).click()
    await focal.getByText('Compared with your national figures.').waitFor()
    await expectAccessible(focal)
    await focal.getByRole('region', { name: /^Figures that changed/ }).getByRole('button', { name: /^Comment on/ }).first().click()
    await focal.getByRole('dialog').getByRole('textbox').fill('Really a thousand?')
    await focal.getByRole('button', { name: 'Keep the comment' }).click()
    await focal.getByRole('button', { name: 'Return with 1 comment' }).click()
    await expectAccessible(focal)
    await focal.getByRole('button', { name: 'Return the report' }).click()
    await heading(focal, 'One report waits for you').waitFor()
  })

  test('which the officer answers and corrects', async () => {
    const desk = await become('THA', 'reporter')
    await open(desk, '/reports?status=returned')
    await desk.getByRole('listitem').filter({ hasText: immigration }).getByText('3 figures').first().waitFor()
    await open(desk, `/reports/${immigration}/${FLOW}`)
    const asked = desk.getByRole('article').filter({ hasText: 'Really a thousand?' })
    await asked.getByRole('textbox', { name: 'Answer: Really a thousand?' }).fill('A slip of the hand, it was a hundred.')
    await asked.getByRole('button', { name: 'Answer', exact: true }).click()
    await asked.locator(':focus', { hasText: 'Answered: A slip of the hand, it was a hundred.' }).waitFor()
    await expectAccessible(desk)
    const writer = await officer('reporter', 0)
    const { comments } = await writer<{ comments: { key: string; words: string; kind: string }[] }>('GET', `/api/reports/${immigration}/comments`)
    expect(comments.filter(({ kind }) => kind === 'return')).toMatchObject([{ key: keys[0], words: 'Really a thousand?' }])
    const { edit_no: base } = await writer<{ edit_no: number }>('GET', `/api/reports/${immigration}`)
    await writer('PATCH', `/api/reports/${immigration}/cells`, { base, device: 'desk', edits: [{ dataflow: FLOW, key: keys[0], column: 'OBS_VALUE', value: '100' }] })
    await writer('POST', `/api/reports/${immigration}/submit`, { comment: 'a slip of the hand' })
    await open(focal, `/review/${immigration}`)
    await focal.getByText('Answer: “A slip of the hand, it was a hundred.”').waitFor()
    await expectAccessible(focal)
    await open(focal, '/review')
    await heading(focal, '2 reports wait for you').waitFor()
  })

  test('decides what counts where units overlap, and brings them together', async () => {
    await open(focal, `/review/${police}`)
    await focal.getByText('2 figures are reported by several units').first().waitFor()
    expect(await focal.getByRole('button', { name: 'Bring 2 reports together' }).isDisabled()).toBe(true)
    await focal.getByRole('combobox', { name: /^What counts for/ }).nth(1).waitFor()
    for (const which of await focal.getByRole('combobox', { name: /^What counts for/ }).all()) await which.selectOption('Add them up')
    await focal.getByRole('cell', { name: '105', exact: true }).waitFor()
    await expectAccessible(focal)
    await focal.getByRole('button', { name: 'Bring 2 reports together' }).click()
    await heading(focal, /National report$/).waitFor()
    await focal.getByText('What the national report was made of').waitFor()
  })

  test('approves under terms in words, with the names of who will see, and gets a receipt', async () => {
    await focal.getByText('Only Thailand will see these figures').waitFor()
    await focal.getByRole('radio', { name: /^Also every contributor/ }).check()
    const seen = focal.getByRole('list', { name: 'Who will see these figures' })
    await seen.getByText('Australia').waitFor()
    expect(await seen.getByText('Fiji').count()).toBe(0)
    await focal.getByText(/^Thailand, \d+ other states and the secretariat will see these figures$/).waitFor()
    await focal.getByText('It replaces 3 figures that count now.').waitFor()
    await focal.getByText('See it as another member').click()
    for (const [member, would, now] of [['Cambodia', /^Approved with these terms, Cambodia sees .* at once\.$/, /^Of these periods Cambodia sees now:$/], ['Fiji', /^Approved with these terms, Fiji sees nothing of /, /^Of these periods Fiji sees nothing now\.$/]] as const) {
      await focal.getByRole('combobox', { name: 'Member' }).selectOption(member)
      await focal.getByRole('button', { name: 'Look' }).click()
      await focal.getByText(would).waitFor()
      await focal.getByText(now).waitFor()
    }
    await expectAccessible(focal)
    await focal.getByRole('button', { name: 'Approve and sign' }).click()
    await heading(focal, 'Approved and signed').waitFor()
    const [download] = await Promise.all([focal.waitForEvent('download'), focal.getByRole('link', { name: 'Download the receipt' }).click()])
    expect(download.suggestedFilename()).toMatch(/^THA-\d+-VRS_DETECT-v1\.receipt\.json$/)
    const [figures] = await Promise.all([focal.waitForEvent('download'), focal.getByRole('link', { name: 'Download the figures' }).click()])
    await focal.getByText('How to check a receipt').click()
    await focal.getByText('Check a receipt here').click()
    await focal.getByLabel(/^The receipt/).setInputFiles(await download.path())
    await focal.getByRole('button', { name: 'Check it' }).click()
    await focal.getByText('The signature is right. It vouches for figures').waitFor()
    await focal.getByLabel(/^The figures that it vouches for/).setInputFiles(await figures.path())
    await focal.getByRole('button', { name: 'Check it' }).click()
    await focal.getByText('Genuine: signed by this system, and unchanged since.').waitFor()
    await expectAccessible(focal)
  })

  test('narrows it later, and it vanishes from the page that another state has open', async () => {
    const khmer = await become('KHM', 'analyst')
    const address = `/explore/${FLOW}?show=table&from=${month}&to=${month}`
    await open(khmer, address)
    await khmer.getByRole('rowheader', { name: 'Thailand' }).waitFor()
    await open(focal, '/sharing')
    await expectAccessible(focal)
    await focal.getByRole('button', { name: new RegExp('^Change who sees it Detections') }).first().click()
    const dialog = focal.getByRole('dialog')
    await dialog.getByRole('radio', { name: /^Only Thailand/ }).check()
    await dialog.getByText(/^No longer to be seen by: .*Cambodia/).waitFor()
    await dialog.getByText(/state used your figures of this kind|states used your figures of this kind/).waitFor()
    await expectAccessible(focal)
    await dialog.getByRole('button', { name: 'Change it now' }).click()
    await dialog.waitFor({ state: 'detached' })
    await khmer.getByRole('rowheader', { name: 'Thailand' }).waitFor({ state: 'detached', timeout: 15_000 })
    expect(await khmer.getByRole('rowheader', { name: 'Cambodia' }).count()).toBe(1)
    await endSessionOf(khmer, await become('KHM', 'analyst'))
    await khmer.waitForURL('**/sign-in?**', { timeout: 15_000 })
    expect(await khmer.getByText('Cambodia').count()).toBe(0)
    await focal.getByRole('button', { name: /^Receipts/ }).first().click()
    await focal.getByText('Change of terms').waitFor()
    await focal.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  })

  test('makes a group and sets what usually holds', async () => {
    await focal.getByRole('button', { name: 'Make a group' }).click()
    const dialog = focal.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Gulf')
    await dialog.getByRole('checkbox', { name: 'Cambodia' }).check()
    await expectAccessible(focal)
    await dialog.getByRole('button', { name: 'Make the group' }).click()
    await heading(focal, 'Gulf').waitFor()
    await focal.getByRole('button', { name: /^Change Detections/ }).click()
    await focal.getByRole('dialog').getByRole('radio', { name: /^Also a group/ }).check()
    await focal.getByRole('dialog').getByLabel('Which group?').selectOption('Gulf')
    await focal.getByRole('button', { name: 'Keep', exact: true }).click()
    await focal.getByText('Group Gulf').waitFor()
  })
})

test('four eyes: who submitted it does not approve it, somebody else may, with the keyboard alone', async () => {
  const report = await submitted(await officer('focal_point', 0), [9], 4)
  const [writer, second] = [await become('THA', 'focal_point', 0), await become('THA', 'focal_point', 1)]
  await open(writer, `/review/${report}`)
  await writer.getByText('You cannot approve this report').waitFor()
  expect(await writer.getByRole('button', { name: /Approve/ }).count()).toBe(0)
  await writer.getByText(/It can be approved by: /).first().waitFor()
  let come = (): void => undefined
  const usualTerms = new Promise<void>((resolve) => { come = resolve })
  await second.route('**/api/default-terms', async (route) => { await usualTerms; await route.continue() })
  await open(second, '/review')
  await press(second, second.getByRole('link', { name: /^Review Main office/ }), 'Enter')
  await heading(second, /Main office$/).waitFor()
  await second.getByText('It replaces').waitFor()
  expect(await second.getByRole('button', { name: 'Approve and sign' }).isDisabled(), 'nobody approves before the usual terms are there').toBe(true)
  expect(await second.getByRole('radio').count(), 'nor chooses others').toBe(0)
  come()
  await second.getByRole('radio', { name: /^Also a group/, checked: true }).waitFor()
  await press(second, second.getByRole('radiogroup', { name: 'Who can see this?' }).getByRole('radio', { checked: true }), 'ArrowUp') // from the group that usually holds
  await second.getByText('Thailand and the secretariat will see these figures').waitFor()
  await second.getByText('It replaces').waitFor()
  await press(second, second.getByRole('button', { name: 'Approve and sign' }), 'Enter')
  await heading(second, 'Approved and signed').waitFor()
})

test('a state that does not contribute reads what is missing, and no figure and no name', async () => {
  const fiji = await become('FJI', 'analyst')
  await open(fiji, `/locked/${FLOW}`)
  await heading(fiji, /of your own unlock it$/).waitFor()
  await heading(fiji, /^\d+ states contribute$/).waitFor()
  expect(await fiji.getByText('Thailand').count()).toBe(0)
  await expectAccessible(fiji)
  await fiji.setViewportSize({ width: 375, height: 800 })
  expect(await fiji.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
})
