import type { Page } from '@playwright/test'
import { expect } from './fixtures'

/** Opens a ticket from the queue as a person would: search, click. */
export async function openFromQueue(page: Page, subject: string) {
  await page.goto('/queue?view=all')
  await page.getByRole('searchbox', { name: 'Search tickets' }).fill(subject)
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('link', { name: subject }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(subject)
}
