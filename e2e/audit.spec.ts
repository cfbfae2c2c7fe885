import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, expectAccessible, stateOf, test } from './fixtures'

test.use({ storageState: stateOf('tomasz') })

test('an approver has the chain checked, opens an entry with its proof, and takes a sealed export out', async ({ page }, { outputDir }) => {
  await page.goto('/audit')
  // The heading may stand from a check before: the answer to this one is what counts.
  await Promise.all([page.waitForResponse((response) => response.request().method() === 'POST'), page.getByRole('button', { name: 'Check now' }).click()])
  await expect(page.getByRole('heading', { name: /^The chain is whole: \d+ entr/ })).toBeVisible()
  await page.reload()
  await page.locator('[data-row]').filter({ hasText: 'Check' }).first().getByRole('link').first().click()
  await expect(page.getByText(/^Its text hashes to [0-9a-f]{4}\.$/)).toBeVisible()
  await expect(page.getByText(/^It carries the hash of \d+\.$/)).toBeVisible()
  await expectAccessible(page)

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'As NDJSON' }).click()])
  const file = `${outputDir}/audit.ndjson`
  await download.saveAs(file)
  const { stdout } = spawnSync(process.execPath, ['scripts/audit-verify.mjs', file, '--anchors', outputDir], { encoding: 'utf8' })
  expect(stdout).toMatch(/^Whole: \d+ entries/)
  expect(readFileSync(file, 'utf8').trim().split('\n').length).toBeGreaterThan(3)

  await page.goto('/audit?action=audit.export')
  await expect(page.locator('[data-row]').first()).toContainText('Export')
  await page.goto('/audit?action=audit.read')
  await expect(page.locator('[data-row]').first()).toContainText('Tomasz')
})

test.describe('before JavaScript arrives', () => {
  test.use({ javaScriptEnabled: false })

  test('the check works all the same', async ({ page }) => {
    await page.goto('/audit')
    await page.getByRole('button', { name: 'Check now' }).click()
    await expect(page.getByRole('heading', { name: /^The chain is whole/ })).toBeVisible()
  })
})

test.describe('an agent', () => {
  test.use({ storageState: stateOf('ines') })

  test('reads what they did themselves and nothing else, and gets no export', async ({ page }) => {
    await page.goto('/audit?outcome=done')
    await expect(page.getByRole('heading', { name: 'What you did', level: 1 })).toBeVisible()
    await page.reload()
    const rows = page.locator('[data-row]')
    // Not the first row: other tests act as the same person meanwhile.
    await expect(rows.filter({ hasText: 'Read' }).first()).toBeVisible()
    for (const text of await rows.allInnerTexts()) expect(text).toContain('Ines')
    await expect(page.getByRole('link', { name: 'Export as CSV' })).toHaveCount(0)
    await expectAccessible(page)
    expect((await page.request.get('/audit/export?format=csv')).status()).toBe(403)
  })
})
