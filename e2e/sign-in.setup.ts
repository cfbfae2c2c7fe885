import { expect, test } from '@playwright/test'
import { DEMO_PASSWORD } from '../lib/demo/people'
import { signInAs, stateOf } from './fixtures'

for (const name of ['ines', 'tomasz', 'ada', 'vera'] as const) {
  test(`${name} signs in`, async ({ page }) => {
    await page.goto('/sign-in')
    await signInAs(page, name, DEMO_PASSWORD)
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
    await page.context().storageState({ path: stateOf(name) })
  })
}
