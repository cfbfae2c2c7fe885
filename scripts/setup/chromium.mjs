// Finds a Chromium for the browser tests, or gets one: Debian's where apt may be used, Playwright's own elsewhere. The one
// without a window first: it is smaller, and journeys take a quarter less time in it.
import { existsSync } from 'node:fs'
import { aptInstall, output, succeeds } from './run.mjs'

const KNOWN = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable']

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null
}

/** Path of a Chromium, or null where none can be had. CHROMIUM names one of your own. */
export async function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const known = KNOWN.find((path) => existsSync(path)) ?? output('sh', ['-c', 'command -v chromium'])
  if (known) return known
  const own = await playwrightsOwn()
  if (own) return own
  if (aptInstall('chromium-headless-shell') || aptInstall('chromium')) return KNOWN.find((path) => existsSync(path)) ?? null
  console.log('Downloading a Chromium for the browser tests …')
  if (succeeds('npx', ['playwright', 'install', 'chromium'])) return playwrightsOwn()
  return null
}
