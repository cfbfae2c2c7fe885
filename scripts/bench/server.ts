import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DEMO_PASSWORD } from '@/lib/demo/people'

/** Where a server answers, and the session that is asked with. */
export type SignedIn = { address: string; cookie: string }
export type BenchServer = SignedIn & { token: string; env: NodeJS.ProcessEnv; pid: number; /** Ends the server, its data stays. */ halt: () => Promise<void>; /** Ends it and takes its data away. */ stop: () => Promise<void> }

/**
 * `env`: beside that of this process; `prepare`: what else the demo
 * company's database gets before the server starts; `token`: the scope of a token that is made. */
export type ServerOptions = { port?: number; env?: Readonly<Record<string, string>>; prepare?: (env: NodeJS.ProcessEnv) => Promise<void>; token?: string }

const PORT = Number(process.env.BENCH_PORT ?? 4795)

/** Starts the built app on a demo company of its own (or on DATABASE_URL) and signs in. */
export async function startServer({ port = PORT, env: more = {}, prepare, token: scope }: ServerOptions = {}): Promise<BenchServer> {
  const home = mkdtempSync(path.join(tmpdir(), 'latchkey-bench-'))
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    DATA_DIR: home,
    PORT: String(port),
    HOST: '127.0.0.1',
    BENCH: '1',
    LOG_LEVEL: 'error',
    ...more,
  }
  await finished(spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/demo.ts'], { env, stdio: 'inherit' }))
  await prepare?.(env)
  const token = scope ? execFileSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/token.ts', '--name', 'bench', '--scope', scope], { env, encoding: 'utf8' }).trim() : ''
  const server = await serve(env, port)
  const address = `http://127.0.0.1:${port}`
  const halt = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = finished(server).catch(() => {})
    server.kill('SIGTERM')
    await gone
  }
  const stop = async () => {
    await halt()
    rmSync(home, { recursive: true, force: true })
  }
  return { address, cookie: await signIn(address), token, env, pid: server.pid ?? 0, halt, stop }
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit ${code}`))))
  })
}

/** Starts the built app on a port and waits until it answers. */
export async function serve(env: NodeJS.ProcessEnv, port: number): Promise<ChildProcess> {
  const address = `http://127.0.0.1:${port}`
  // Whoever holds the port would answer in its place, and be measured.
  if (await fetch(address).catch(() => null)) throw new Error(`Another server answers at ${address}.`)
  const server = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)], { env, stdio: 'ignore' })
  await ready(address)
  return server
}

async function ready(address: string) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(`${address}/api/health`).catch(() => null)
    if (answer?.ok) return
    await wait(100)
  }
  throw new Error('The server did not get ready within 30 s. Is the app built (npm run build)?')
}

/** A session belongs to one family of browsers: whoever measures says the same at every request. */
export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')

/** Signs in as a program does: the password, then the code that the demo shows beside the field. */
async function signIn(address: string): Promise<string> {
  const jar = new Map<string, string>()
  const call = async (path: string, body?: URLSearchParams) => {
    const headers = { cookie: [...jar.values()].join('; '), origin: address, 'user-agent': BROWSER }
    const answer = await fetch(address + path, { headers, redirect: 'manual', ...(body ? { method: 'POST', body } : {}) })
    for (const cookie of cookiesOf(answer)) jar.set(cookie.split('=')[0] ?? '', cookie)
    return answer
  }
  const { csrfToken } = (await (await call('/api/auth/csrf')).json()) as { csrfToken: string }
  const given = { csrfToken, email: 'ines@latchkey.demo', password: DEMO_PASSWORD, callbackUrl: address }
  await call('/api/auth/callback/credentials', new URLSearchParams(given))
  const [, code = ''] = /data-demo-code="(\d{6})"/.exec(await (await call('/sign-in/factor')).text()) ?? []
  await call('/api/auth/callback/credentials', new URLSearchParams({ ...given, code }))
  return [...jar.values()].join('; ')
}
