import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'
import { readCsv } from './system.ts'

/** Officers bring their figures: from home to a draft, by a file whose words they decide, or by an empty report. Owns the reports of Indonesia. */
const { system, becomeOne: become } = stage()

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

async function openFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto(`${system.url}/reports/upload`)
  await page.getByLabel('What kind of figures').selectOption('VRS_DETECT')
  await page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer })
  await heading(page, 'Columns').waitFor()
}

/** The account of the rows as the page shows it. */
const account = async (page: Page): Promise<readonly string[]> => {
  await heading(page, 'Every row is accounted for').waitFor()
  return page.locator('.account dd').allInnerTexts()
}

describe('a reporting officer', () => {
  let officer: Page

  test('sees at home what is due, and makes an empty report for a period', async () => {
    officer = await become('reporter.police@idn.example.org')
    await heading(officer, 'To do').waitFor()
    await officer.getByText('Smuggled migrants').first().waitFor()
    await expectAccessible(officer)
    await officer.getByRole('link', { name: 'New report' }).click()
    await heading(officer, 'New report').waitFor()
    await officer.getByLabel('First period').selectOption('2026-03')
    await expectAccessible(officer)
    await officer.getByRole('button', { name: /^Detections/ }).click()
    await officer.waitForURL(/\/reports\/IDN-\d+\/VRS_DETECT$/)
    await officer.goto(`${system.url}/home`)
    await officer.getByText('Nothing is in it yet.').waitFor()
  })

  test('finds reports by their status, which the address keeps', async () => {
    await officer.goto(`${system.url}/reports`)
    await officer.getByRole('button', { name: 'Draft' }).click()
    await officer.waitForURL('**/reports?status=draft')
    const row = officer.getByRole('list', { name: 'Reports' }).getByRole('listitem')
    await row.first().waitFor()
    expect(await row.count()).toBe(1)
    expect(await row.innerText()).toContain('March 2026')
    await expectAccessible(officer)
    await officer.getByRole('button', { name: 'Withdrawn' }).click()
    await officer.getByText('There is no such report').waitFor()
  })

  test('decides what a file means, word by word; what is left out is rejected with its reason', async () => {
    await openFile(officer, 'police.csv', Buffer.from('Nationality;Month;Persons;Post\nMyanmar;Mar-26;5;Ranong\nCambodai;Apr-26;6;Ranong\nAtlantis;May-26;7;Satun\nMyanmar;Mar-26;2;Satun\n'))
    await officer.getByText(/things to decide/).waitFor()
    await officer.getByText(/Shown as soon as/).waitFor()
    await expectAccessible(officer)
    await officer.getByLabel('What the column Post is for').selectOption('drop')
    await officer.getByRole('group', { name: 'What Indicator is in every row' }).getByRole('button', { name: 'Irregular entries ENTRY_IRREG' }).click()
    await officer.getByRole('group', { name: 'What Unit is in every row' }).getByRole('button', { name: 'Detections' }).click()
    await officer.getByRole('group', { name: /“Cambodai”/ }).getByRole('button', { name: 'Cambodia' }).click()
    await officer.getByRole('group', { name: /“Atlantis”/ }).getByRole('button', { name: 'Leave these rows out' }).click()
    await officer.getByLabel('Add them up').check()
    await officer.getByLabel('Where they come from').selectOption('administrative')
    await officer.getByLabel('Does your definition match the dictionary?').selectOption('Y')
    await officer.getByText('Everything is decided').waitFor()
    const preview = officer.getByRole('region', { name: 'The first rows as figures' })
    expect(await preview.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/March 2026[\s\S]*Myanmar[\s\S]*7$/), expect.stringMatching(/April 2026[\s\S]*Cambodia[\s\S]*6$/)])
    await officer.evaluate(() => scrollTo(0, document.body.scrollHeight)) // the bar that stays covers nothing there
    await expectAccessible(officer)
    // A lost line takes nothing away: what was decided is still there.
    await officer.context().setOffline(true)
    await officer.getByRole('button', { name: 'Send the file' }).click()
    await officer.getByText('The line went down when 0 % of the file had been sent.').waitFor()
    await officer.context().setOffline(false)
    await officer.getByRole('button', { name: 'Send it again' }).click()
    expect(await account(officer)).toEqual(['4', '2', '1', '1'])
    await expectAccessible(officer)
    const [file] = await Promise.all([officer.waitForEvent('download'), officer.getByRole('button', { name: 'Rejected rows with reasons (CSV)' }).click()])
    const rejected = readCsv(readFileSync(await file.path(), 'utf8').replace(/^\ufeff/, ''))
    expect(rejected).toEqual([{ Row: '4', Column: 'Nationality', Cell: 'Atlantis', Reason: expect.stringContaining('in no list of CITIZENSHIP') }])
  })

  test('keeps the mapping under a name, and has it with the next file', async () => {
    await officer.getByLabel('Name', { exact: true }).fill('Police, monthly')
    await officer.getByRole('button', { name: 'Keep it' }).click()
    await officer.getByText('Kept on this device.').waitFor()
    await officer.getByRole('link', { name: 'Look at the draft' }).click()
    await officer.waitForURL(/\/reports\/IDN-\d+/)
    await openFile(officer, 'police-june.csv', Buffer.from('Nationality;Month;Persons;Post\nCambodai;Jun-26;3;Ranong\nLaos;Jun-26;4;Satun\nErewhon;Jun-26;1;Satun\n'))
    expect(await officer.getByLabel('Start from').inputValue()).toBe('kept:Police, monthly')
    // What was decided is known; a word that is new stands open, and alone.
    await officer.getByText('One thing to decide').waitFor()
    await officer.getByRole('group', { name: /“Erewhon”/ }).getByRole('button', { name: /Another code/ }).click()
    await officer.getByRole('combobox', { name: /“Erewhon”/ }).fill('Other')
    await officer.getByRole('option', { name: /^Other/ }).first().click()
    await officer.getByText('Everything is decided').waitFor()
    await officer.getByRole('button', { name: 'Send the file' }).click()
    expect(await account(officer)).toEqual(['3', '3', '0', '0'])
  })
})

describe('home', () => {
  test('says to each role what is theirs: what waits, what came back, what can be read, whether all runs', async () => {
    const officer = await system.token('IDN', 'reporter', 1)
    const sent = (await system.ok(officer, 'report', 'list')).rows.find((row) => row['status'] === 'draft' && Number(row['rows']) > 0)!['report']!
    await system.ok(officer, 'report', 'submit', sent, '--comment', 'As counted.')
    const focal = await become('focal@idn.example.org')
    await heading(focal, 'One period waits for your approval').waitFor()
    await focal.getByText('Police has sent theirs.').waitFor()
    await expectAccessible(focal)
    await focal.getByRole('link', { name: 'Review', exact: true }).last().click()
    await focal.waitForURL(`**/review/${sent}`)
    await system.ok(await system.token('IDN', 'focal_point'), 'report', 'return', sent, '--comment', 'Is it complete?')
    await heading(await become('reporter.police@idn.example.org'), 'One report came back to you').waitFor()
    const analyst = await become('analyst@idn.example.org')
    await analyst.getByRole('link', { name: 'Detections of irregular entry, stay and exit', exact: true }).waitFor()
    await expectAccessible(analyst)
    const administrator = await become('administrator@cau.example')
    await administrator.getByText('Everything runs', { exact: true }).waitFor()
    await expectAccessible(administrator)
  })
})
