import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

export { expect }

/** Where each demo agent's signed-in state is kept between tests. */
export const stateOf = (name: 'ines' | 'tomasz' | 'ada' | 'vera') => `test-results/state/${name}.json`

/** How often a code may be refused because another test used it first. */
const TRIES = 4

/** Signs a demo agent in by the form, with the code where the role needs one. Ends at the page that was asked for. */
export async function signInAs(page: Page, name: string, password: string, script = true) {
  await page.getByLabel('E-mail').fill(`${name}@latchkey.demo`)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  const inside = (timeout: number) => page.waitForURL((url) => !url.pathname.startsWith('/sign-in'), { timeout })
  for (let tries = 1; page.url().includes('/sign-in/factor') && tries <= TRIES; tries++) {
    const code = await page.locator('[data-demo-code]').getAttribute('data-demo-code')
    const field = page.getByLabel('Code from your authenticator app')
    await field.fill(code ?? '')
    // The sixth digit sends it; without JavaScript Enter does.
    const sent = inside(10_000).then(() => true, () => false)
    if (!script) await field.press('Enter')
    if (!(await Promise.race([sent, page.getByText('Each works once').waitFor().then(() => false)]))) await page.reload()
  }
}

/** Messages that a browser prints for an answer that the test itself asked for. */
const EXPECTED = /^Failed to load resource: the server responded with a status of (401|403|404|409|422|429)/

/** A page on which a console error, an uncaught error or a violation of the content security policy fails the test. */
export const test = base.extend<{ problems: string[] }>({
  storageState: stateOf('ines'),
  problems: [
    async ({ page }, use) => {
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' && !EXPECTED.test(message.text())) problems.push(message.text())
      })
      page.on('pageerror', (error) => problems.push(error.message))
      await use(problems)
      expect(problems, 'the browser reported errors').toEqual([])
    },
    { auto: true },
  ],
})

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Holds a page to WCAG 2.2 AA as far as axe can tell. */
export async function expectAccessible(page: Page) {
  // No page has frames, and what is in order needs no description: without a second page and without describing it axe takes half as long.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly: WCAG, resultTypes: ['violations'] }).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ').slice(0, 400)}`)
  expect(found).toEqual([])
}
