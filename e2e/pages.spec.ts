import { expect, expectAccessible, stateOf, test } from './fixtures'

test.use({ storageState: stateOf('ada') })

const PAGES = ['/queue', '/tickets/new', '/tickets/1009/experience', '/tickets/1009/record', '/tickets/1009/changes', '/tickets/1009/logs', '/tickets/1009/verdict', '/tickets/1009/after', '/accounts?q=maya', '/changes', '/events', '/patterns', '/trends', '/trends?window=30d', '/playbook', '/playbook/account-locked', '/audit', '/api-docs', '/settings/appearance', '/settings/security', '/settings/sessions', '/settings/agents', '/settings/tokens', '/settings/services', '/settings/formats', '/settings/threat', '/approvals', '/tickets/1020/recover/unlock_account', '/settings/messages', '/settings/messages?view=waiting', '/not-me/no-such-link']

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    for (const path of PAGES) {
      test(`${path} is accessible and reports no error`, async ({ page, context, baseURL }) => {
        await context.addCookies([{ name: 'theme', value: theme, url: baseURL ?? '' }])
        const response = await page.goto(path)
        expect(response?.status()).toBe(200)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expectAccessible(page)
      })
    }
  })
}

test('a page of a record, a change and an attempt opens from its list', async ({ page }) => {
  for (const [list, name] of [['/accounts?q=maya', 'Access state'], ['/changes', null], ['/events', null]] as const) {
    await page.goto(list)
    await page.locator('[data-row] a').first().click()
    await expect(page).not.toHaveURL(list)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    if (name) await expect(page.getByRole('region', { name })).toBeVisible()
    await expectAccessible(page)
  }
})

test('what does not exist is said, and the way on shown', async ({ page }) => {
  for (const path of ['/tickets/999999/record', '/tickets/no-number/record', '/accounts/018f2c7e-0000-7000-8000-000000000000', '/changes/%27%22%3E', '/attempts/none', '/attempts/%E0%A4%A', '/tickets/1009/logs?attempt=none', '/tickets/1009/logs?attempt=%00', '/playbook/none', '/nowhere']) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(404)
    await expect(page.getByText('There is nothing at this address')).toBeVisible()
  }
})
