import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'

export { expect }

/** Where each demo agent's signed-in state is kept between tests. */
export const stateOf = (name: 'ines' | 'tomasz' | 'ada' | 'vera') => `test-results/state/${name}.json`

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

/** Holds a page to WCAG 2.2 AA as far as axe can tell. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ').slice(0, 400)}`)
  expect(found).toEqual([])
}
