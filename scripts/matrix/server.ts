import { spawn } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const PORT = Number(process.env.MATRIX_PORT ?? 4797)
/** Passkeys and cookies want a name. */
export const HOME = `http://localhost:${PORT}`
const WITHOUT = '.next-without-proxy'

/** A copy of the build from which proxy.ts is gone, as if it had been forgotten or got round. */
function takeProxyOut() {
  rmSync(WITHOUT, { recursive: true, force: true })
  cpSync('.next', WITHOUT, { recursive: true, filter: (file) => !/[\\/]\.next[\\/]cache/.test(file) })
  writeFileSync(`${WITHOUT}/server/functions-config-manifest.json`, JSON.stringify({ version: 1, functions: {} }))
  writeFileSync(`${WITHOUT}/server/middleware-manifest.json`, JSON.stringify({ version: 3, middleware: {}, sortedMiddleware: [], functions: {} }))
}

/** Serves the build, with or without its proxy, until `stop`. */
export async function serve(proxy: boolean, env: NodeJS.ProcessEnv): Promise<{ stop: () => Promise<void> }> {
  if (!proxy) takeProxyOut()
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(PORT)], {
    env: { ...env, NODE_ENV: 'production', PORT: String(PORT), HOST: '127.0.0.1', LOG_LEVEL: 'silent', ...(proxy ? {} : { NEXT_DIST_DIR: WITHOUT }) },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(WITHOUT, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${HOME}/api/health`).catch(() => null)
    if (answer?.ok) return { stop }
    await wait(100)
  }
  await stop()
  throw new Error('The server did not get ready within 60 s. Is the app built (npm run build)?')
}
