// npm run check: everything that needs neither a database nor a browser, in under a minute.
import { spawn } from 'node:child_process'
import { checkNode, generate, installPackages } from './setup/prepare.mjs'

const CHECKS = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']],
  ['layers', ['scripts/check-layers.mjs']],
  ['docs', ['scripts/check-docs.mjs']],
  ['doors', ['node_modules/tsx/dist/cli.mjs', 'scripts/check-surface.ts']],
  ['migrations', ['scripts/migration.mjs', '--check']],
]

function check([name, args]) {
  const started = performance.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args)
    let text = ''
    child.stdout.on('data', (data) => (text += data))
    child.stderr.on('data', (data) => (text += data))
    child.on('exit', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)${code === 0 ? '' : `\n${text}`}`)
      resolve(code === 0)
    })
  })
}

checkNode()
installPackages()
generate()
const results = await Promise.all(CHECKS.map(check))
const passed = results.filter(Boolean).length
console.log(`${passed} passed, ${results.length - passed} failed`)
process.exit(passed === results.length ? 0 : 1)
