import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DEMO_PASSWORD } from '@/lib/demo/people'

export type BenchServer = { address: string; cookie: string; env: NodeJS.ProcessEnv; stop: () => Promise<void> }

const PORT = Number(process.env.BENCH_PORT ?? 4795)

/** Starts the built app on a demo company of its own (or on DATABASE_URL) and signs in. */
export async function startServer(): Promise<BenchServer> {
  const home = mkdtempSync(path.join(tmpdir(), 'latchkey-bench-'))
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    DATA_DIR: home,
    PORT: String(PORT),
    HOST: '127.0.0.1',
    BENCH: '1',
    LOG_LEVEL: 'error',
  }
  await finished(spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/demo.ts'], { env, stdio: 'inherit' }))
  const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(PORT)], { env, stdio: 'ignore' })
  const address = `http://127.0.0.1:${PORT}`
  await ready(address)
  const stop = async () => {
    const gone = finished(server).catch(() => {})
    server.kill('SIGTERM')
    await gone
    rmSync(home, { recursive: true, force: true })
  }
  return { address, cookie: await signIn(address), env, stop }
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit ${code}`))))
  })
}

async function ready(address: string) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`${address}/api/health`).catch(() => null)
    if (answer?.ok) return
    await wait(100)
  }
  throw new Error('The server did not get ready within 30 s. Is the app built (npm run build)?')
}

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')

async function signIn(address: string): Promise<string> {
  const first = await fetch(`${address}/api/auth/csrf`)
  const { csrfToken } = (await first.json()) as { csrfToken: string }
  const cookies = cookiesOf(first)
  const body = new URLSearchParams({ csrfToken, email: 'vera@latchkey.demo', password: DEMO_PASSWORD, callbackUrl: address })
  const headers = { cookie: cookies.join('; '), origin: address }
  const answer = await fetch(`${address}/api/auth/callback/credentials`, { method: 'POST', body, headers, redirect: 'manual' })
  return [...cookies, ...cookiesOf(answer)].join('; ')
}
