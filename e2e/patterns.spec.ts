import type { Page } from '@playwright/test'
import { expect, expectAccessible, stateOf, test } from './fixtures'

/** Opens the pattern that a ticket is part of, from the ticket. */
async function openFrom(page: Page, subject: string) {
  await page.goto('/queue')
  await page.getByRole('link', { name: subject }).first().click()
  await page.getByRole('link', { name: /others like this/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: /fail the same way/ })).toBeVisible()
}

const status = (page: Page) => page.getByRole('region', { name: 'Status' })

test('from one ticket to all who fail alike: what sets them apart, the change, and a status that the other tickets show', async ({ page }) => {
  await openFrom(page, 'Reset my password twice, still invalid')
  await expect(page.getByRole('region', { name: 'What sets them apart' })).toContainText('argon2id')
  // The rollback, or the setting that went with it three minutes later: both are what broke it.
  await expect(page.getByRole('region', { name: 'Suspected change' })).toContainText(/4\.12\.0 → 4\.11\.3|argon2id removed with the rollback/)
  await expect(page.getByRole('region', { name: 'Tickets' }).getByRole('link')).not.toHaveCount(0)
  await expectAccessible(page)
  await status(page).getByRole('radio', { name: 'Fixing' }).check({ force: true })
  await status(page).getByRole('button', { name: 'Post' }).click()
  await expect(status(page).getByText(/say in a sentence what is new/i).first()).toBeVisible()
  await status(page).getByRole('radio', { name: 'Fixing' }).check({ force: true })
  await status(page).getByLabel('What is new').fill('4.12.0 goes out again at ten')
  await status(page).getByRole('button', { name: 'Post' }).click()
  await expect(status(page).getByText('4.12.0 goes out again at ten')).toBeVisible()
  await page.goto('/queue')
  await page.getByRole('link', { name: 'Password is right, still refused' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Fixing')
})

test.describe('before JavaScript arrives', () => {
  test.use({ storageState: stateOf('tomasz'), javaScriptEnabled: false })

  test('the list, the people by page and the form work', async ({ page }) => {
    await page.goto('/patterns')
    await page.locator('[data-row] a').filter({ hasText: /^(5|6|7)\d people/ }).first().click()
    const people = page.getByRole('region', { name: 'The people' })
    await expect(people.getByRole('row')).toHaveCount(26)
    const first = await people.getByRole('row').nth(1).textContent()
    await people.getByRole('link', { name: 'Next' }).click()
    await expect(people.getByRole('row').nth(1)).not.toHaveText(first ?? '')
    await status(page).getByLabel('What is new').fill('Looked at')
    await status(page).getByRole('button', { name: 'Post' }).click()
    await expect(status(page).getByText('Looked at')).toBeVisible()
  })
})

test.describe('who only looks', () => {
  test.use({ storageState: stateOf('vera') })

  test('sees the pattern and no form', async ({ page }) => {
    await page.goto('/patterns')
    await page.locator('[data-row] a').first().click()
    await expect(status(page)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Post' })).toHaveCount(0)
  })
})
