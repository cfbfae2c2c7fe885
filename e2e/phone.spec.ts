import { expect, expectAccessible, test } from './fixtures'

for (const path of ['/queue', '/tickets/new', '/tickets/1009/experience', '/tickets/1009/record', '/tickets/1009/changes', '/tickets/1009/logs', '/tickets/1009/verdict', '/accounts', '/changes', '/events', '/patterns', '/trends', '/playbook', '/settings/appearance']) {
  test(`${path} fits a phone`, async ({ page }) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await expectAccessible(page)
  })
}

test('where it points is in sight on a phone, and the recoveries one tap away', async ({ page }) => {
  await page.goto('/tickets/1041/verdict')
  await page.getByRole('link', { name: /Wrong password.*Recoveries/ }).click()
  await expect(page.getByRole('heading', { name: 'Recoveries that fit' })).toBeInViewport()
})
