import { mkdirSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { DEMO_PASSWORD } from '@/lib/demo/people'
import { startServer } from './bench/server'

// npm run screenshots: the pictures of the README, taken from the real app on a fresh demo company. Needs a build.

const FOLDER = 'docs/screenshots'
/** `follow`: the link that leads from the path to what is shown. */
const SHOTS: readonly { file: string; path: string; theme?: string; follow?: RegExp; width?: number; height?: number }[] = [
  { file: 'queue', path: '/queue' },
  { file: 'record', path: '/tickets/1009/record' },
  { file: 'changes', path: '/tickets/1036/changes' },
  { file: 'logs', path: '/tickets/1036/logs' },
  { file: 'verdict', path: '/tickets/1036/verdict' },
  { file: 'verdict-dark', path: '/tickets/1009/verdict', theme: 'dark' },
  { file: 'pattern', path: '/tickets/1036/logs', follow: /others like this/ },
  { file: 'phone', path: '/tickets/1009/record', width: 390, height: 844 },
]

mkdirSync(FOLDER, { recursive: true })
const server = await startServer()
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London' })
  const page = await context.newPage()
  // A session of its own: one that turns up in another browser ends.
  await page.goto(`${server.address}/sign-in?as=ines`)
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Code from your authenticator app').fill((await page.locator('[data-demo-code]').getAttribute('data-demo-code')) ?? '')
  await page.getByRole('heading', { name: 'Queue' }).waitFor()
  for (const { file, path, theme = 'light', follow, width = 1440, height = 900 } of SHOTS) {
    await context.addCookies([{ name: 'theme', value: theme, url: server.address }])
    await page.setViewportSize({ width, height })
    await page.goto(server.address + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    if (follow) {
      await page.getByRole('link', { name: follow }).click()
      await page.getByRole('heading', { level: 1, name: /fail/ }).waitFor()
    }
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: `${FOLDER}/${file}.png` })
    console.log(`${FOLDER}/${file}.png`)
  }
} finally {
  await browser.close()
  await server.stop()
}
process.exit(0)
