import type { Page } from '@playwright/test'
import { expect, expectAccessible, stateOf, test } from './fixtures'

/** Opens the change that the failures most likely began with. */
async function openFirst(page: Page) {
  await page.goto('/changes')
  const first = page.getByRole('region', { name: 'Which change the failures began with' }).getByRole('link').first()
  const path = (await first.getAttribute('href')) ?? ''
  await page.goto(path)
  await expect(page.getByRole('region', { name: 'Failures before and after' })).toBeVisible()
  return path
}

const review = (page: Page) => page.getByRole('region', { name: 'Review' })
const choose = (page: Page, state: string) => review(page).getByRole('radio', { name: state }).check({ force: true })

test('the change that the failures began with is reviewed, found under its state, and taken back', async ({ page }) => {
  const path = await openFirst(page)
  for (const name of ['What those who fail share', 'Rolling it back']) await expect(page.getByRole('region', { name })).toBeVisible()
  await expectAccessible(page)
  await choose(page, 'Suspect')
  await review(page).getByRole('button', { name: 'Keep' }).click()
  await expect(review(page).getByText(/say in a sentence how you know/i).first()).toBeVisible()
  await choose(page, 'Suspect')
  await review(page).getByLabel('How you know').fill('Everybody who fails came after it')
  await review(page).getByRole('button', { name: 'Keep' }).click()
  await expect(review(page).getByText('“Everybody who fails came after it”')).toBeVisible()
  await page.goto('/changes?review=suspect')
  await expect(page.locator(`[data-row] a[href="${path}"]`)).toBeVisible()
  await expectAccessible(page)
  await page.goto(path)
  await review(page).getByRole('button', { name: 'Take it back' }).click()
  await expect(review(page).getByText('nobody has yet')).toBeVisible()
})

test.describe('before JavaScript arrives', () => {
  test.use({ storageState: stateOf('tomasz'), javaScriptEnabled: false })

  test('a change is reviewed by a plain form, and the chart has its table', async ({ page }) => {
    await page.goto('/changes')
    await page.getByText('As table').click()
    await expect(page.getByRole('table', { name: 'Failures by reason' })).toBeVisible()
    // The last of the page: the other test has the first one.
    const path = (await page.locator('[data-row] a').last().getAttribute('href')) ?? ''
    await page.goto(path)
    await choose(page, 'Cleared')
    await review(page).getByLabel('How you know').fill('No sign-in passes through it')
    await review(page).getByRole('button', { name: 'Keep' }).click()
    await expect(review(page).getByText('“No sign-in passes through it”')).toBeVisible()
    await review(page).getByRole('button', { name: 'Take it back' }).click()
    await expect(review(page).getByText('nobody has yet')).toBeVisible()
  })
})

test.describe('who only looks', () => {
  test.use({ storageState: stateOf('vera') })

  test('sees the evidence and what was said, and no form', async ({ page }) => {
    await openFirst(page)
    await expect(page.getByRole('button', { name: 'Keep' })).toHaveCount(0)
    await page.goto('/changes')
    await expect(page.getByRole('link', { name: /Review the next/ })).toHaveCount(0)
  })
})
