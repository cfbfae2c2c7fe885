import { chromium, type Page } from '@playwright/test'
import { percentile } from './figures'
import { nameOf, pagesToMeasure } from './pages'
import { BROWSER, type SignedIn } from './server'

/** What a browser makes of a page: bytes over the network, requests, largest contentful paint and the slowest of a few interactions, in milliseconds. */
export type Seen = { page: string; bytes: number; requests: number; lcp: number; inp: number }

/** Visits of a page, each in a context of its own so that nothing is kept from the one before; the middle one counts. */
const VISITS = 3
/** Keys that every page answers: down the list, up again, the list of keys, and away with it. */
const KEYS = ['j', 'k', '?', 'Escape']

/** Runs in the page before anything of its own: notes paints and interactions as the browser times them (W3C Event Timing, Largest Contentful Paint). */
function observe() {
  const seen = { lcp: 0, inp: 0 }
  Object.assign(window, { seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.inp = Math.max(seen.inp, entry.duration)
  }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit)
}

async function visit(page: Page, address: string): Promise<Omit<Seen, 'page'>> {
  let [bytes, requests] = [0, 0]
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
    requests += 1
  })
  await page.addInitScript(observe)
  await page.goto(address, { waitUntil: 'networkidle' })
  const loaded = { bytes, requests }
  for (const key of KEYS) {
    await page.keyboard.press(key)
    await page.waitForTimeout(60)
  }
  const { lcp, inp } = await page.evaluate(() => (window as unknown as { seen: { lcp: number; inp: number } }).seen)
  return { ...loaded, lcp, inp }
}

/**
 * The pages of a server in headless Chromium. Meant for a process of its own (see.ts): what steers the browser makes its own
 * process stop now and then for 20 to 40 ms, and whoever holds the watch there takes it for the server's time.
 */
export async function seeInBrowser(server: SignedIn): Promise<Seen[]> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : ['--disable-gpu'] })
  const cookies = server.cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: server.address }))
  const rows: Seen[] = []
  for (const path of await pagesToMeasure(server)) {
    const visits: Omit<Seen, 'page'>[] = []
    for (let turn = 0; turn < VISITS; turn += 1) {
      const context = await browser.newContext({ userAgent: BROWSER })
      await context.addCookies(cookies)
      visits.push(await visit(await context.newPage(), server.address + path))
      await context.close()
    }
    const of = (key: 'bytes' | 'requests' | 'lcp' | 'inp') => percentile(visits.map((one) => one[key]), 0.5)
    rows.push({ page: nameOf(path), bytes: of('bytes'), requests: of('requests'), lcp: of('lcp'), inp: of('inp') })
  }
  await browser.close()
  return rows
}
