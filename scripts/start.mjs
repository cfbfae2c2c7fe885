// npm start: from a fresh clone to a console that answers. Every step is skipped when it has been done.
import { setTimeout as wait } from 'node:timers/promises'
import { buildApp, checkNode, generate, installPackages, loadEnvFile } from './setup/prepare.mjs'
import { run, start } from './setup/run.mjs'

checkNode()
loadEnvFile()
process.env.HOST ||= '127.0.0.1'
process.env.PORT ||= '3000'
process.env.NODE_ENV ||= 'production'
const { HOST, PORT } = process.env

try {
  installPackages()
  generate()
  buildApp()
  run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/demo.ts'])
} catch (error) {
  console.error(`\nLatchkey could not start. ${error.message}`)
  process.exit(1)
}

const server = start(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', HOST, '-p', PORT])
server.on('exit', (code) => process.exit(code ?? 0))

const everywhere = HOST === '0.0.0.0' || HOST === '::'
const local = `http://${everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
for (;;) {
  const answer = await fetch(`${local}/api/health`).catch(() => null)
  if (answer?.ok) break
  await wait(100)
}
run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/welcome.ts', process.env.PUBLIC_URL || local])
