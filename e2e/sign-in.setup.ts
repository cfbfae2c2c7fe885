import { expect, test } from '@playwright/test'
import { DEMO_PASSWORD } from '../lib/demo/people'
import { stateOf } from './fixtures'

for (const name of ['ines', 'tomasz', 'ada', 'vera'] as const) {
  test(`${name} signs in`, async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(`${name}@latchkey.demo`)
    await page.getByLabel('Password').fill(DEMO_PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
    await page.context().storageState({ path: stateOf(name) })
  })
}
