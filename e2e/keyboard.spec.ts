import { expect, test } from './fixtures'

test('the oldest ticket is unlocked without a mouse', async ({ page }) => {
  await page.goto('/queue')
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Locked after three tries')
  await expect(page.getByText('Ines Duarte (you)')).toBeVisible()
  for (const step of ['Record', 'Changes', 'Logs', 'Verdict']) {
    await page.keyboard.press(']')
    await expect(page.getByRole('link', { name: step }).and(page.locator('[aria-current=step]'))).toBeVisible()
  }
  await expect(page.getByRole('heading', { level: 2, name: 'Account is locked after failed tries', exact: true })).toBeVisible()
  // Six keys and thirty seconds are what an unlock may cost beside the reason and the code themselves.
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  const started = Date.now()
  await press('1')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Reason', { exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await press('Tab')
  await page.keyboard.type('The tries were their own')
  await press('Tab')
  await expect(dialog.getByRole('checkbox')).toBeFocused()
  await press('Space')
  await press('Tab')
  await expect(dialog.getByLabel('Code from your authenticator app')).toBeFocused()
  await page.keyboard.type((await dialog.locator('[data-demo-code]').getAttribute('data-demo-code')) ?? '')
  await press('Control+Enter')
  await expect(dialog.getByText(/: done$/)).toBeVisible()
  expect(keys).toBeLessThanOrEqual(6)
  expect(Date.now() - started).toBeLessThan(30_000)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 2, name: 'Account is locked after failed tries', exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Done' })).toContainText('Unlock account')
  await page.getByRole('navigation', { name: 'Steps', exact: true }).getByRole('link', { name: 'Record' }).click()
  await expect(page.getByRole('row', { name: /Soft lock/ })).toContainText('Passes')
})

test('lists, search, help and the palette answer to keys, and never while typing', async ({ page }) => {
  await page.goto('/queue')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(page.locator('[data-row]').nth(1).getByRole('link')).toBeFocused()
  await page.keyboard.press('/')
  const search = page.getByRole('searchbox', { name: 'Search tickets' })
  await expect(search).toBeFocused()
  await page.keyboard.type('cgt')
  await expect(search).toHaveValue('cgt')
  await search.blur()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('Contoso')
  await expect(page.getByRole('option', { name: /Nobody at Contoso gets in/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page.getByRole('heading', { level: 1, name: 'Playbook' })).toBeVisible()
})

test('a new ticket is one key away, also inside a ticket', async ({ page }) => {
  await page.goto('/tickets/1036/record')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { level: 1, name: 'New ticket' })).toBeVisible()
})

test('the palette runs what the page offers, also after a form has drawn the page anew', async ({ page }) => {
  await page.goto('/tickets/1036/verdict')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('Confirmed by Ines Duarte')).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('logs')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Logs' }).and(page.locator('[aria-current=step]'))).toBeVisible()
})
