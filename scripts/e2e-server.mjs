// The built app on a database of its own with the demo company in it: what the browser journeys run against.
// E2E_DATABASE=postgresql makes a database on the server of TEST_DATABASE_URL; otherwise PGlite in a temporary folder.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { SMTPServer } from 'smtp-server'
import { run, start } from './setup/run.mjs'

/** Every message that the app sends, one file each, where the journeys read it. */
const MAIL = path.join('test-results', `mail-${process.env.PORT}`)
rmSync(MAIL, { recursive: true, force: true })
mkdirSync(MAIL, { recursive: true })
let received = 0
const mailServer = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData: (stream, { envelope }, done) => {
    let raw = ''
    stream.on('data', (data) => (raw += data))
    stream.on('end', () => {
      const file = path.join(MAIL, `${String((received += 1)).padStart(5, '0')}.json`)
      writeFileSync(`${file}.part`, JSON.stringify({ to: envelope.rcptTo.map(({ address }) => address), raw }))
      renameSync(`${file}.part`, file)
      done()
    })
  },
})
await new Promise((resolve) => mailServer.listen(0, '127.0.0.1', resolve))

const home = mkdtempSync(path.join(tmpdir(), 'latchkey-e2e-'))
const env = {
  ...process.env,
  NODE_ENV: 'production',
  DATA_DIR: home,
  DEMO: 'yes',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  GITHUB_WEBHOOK_SECRET: 'a-secret-of-the-browser-tests',
  SMTP_URL: `smtp://127.0.0.1:${mailServer.server.address().port}`,
  MAIL_FROM: 'Larkfield support <support@larkfield.example>',
}
const identityPort = Number(process.env.PORT) + 1
Object.assign(env, {
  OIDC_ISSUER: `http://127.0.0.1:${identityPort}`,
  OIDC_CLIENT_ID: 'latchkey',
  OIDC_CLIENT_SECRET: 'a client secret of these tests',
  OIDC_NAME: 'Larkfield ID',
  OIDC_PASSWORDS: 'everyone',
  OIDC_ROLES: 'support-desk=agent, support-leads=approver',
})
delete env.DATABASE_URL

if (process.env.E2E_DATABASE === 'postgresql') {
  const name = `latchkey_e2e_${Date.now()}`
  const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL })
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.end()
  const url = new URL(process.env.TEST_DATABASE_URL)
  url.pathname = `/${name}`
  env.DATABASE_URL = url.href
}

run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/demo.ts'], { env })
const identity = start(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/e2e-idp.ts', String(identityPort), `http://127.0.0.1:${process.env.PORT}/sign-in/sso`], { env })
const server = start(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', process.env.PORT], { env })
server.on('exit', (code) => {
  identity.kill('SIGTERM')
  rmSync(home, { recursive: true, force: true })
  process.exit(code ?? 0)
})
