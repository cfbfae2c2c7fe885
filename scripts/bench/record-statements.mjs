// Loaded before the server (node --import): after each SIGUSR2 writes the statements that were sent since the one before to
// BENCH_STATEMENTS, one a line with its values, so that they can be sent again without the page.
import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const file = process.env.BENCH_STATEMENTS
const { Client } = createRequire(path.join(process.cwd(), 'package.json'))('pg')
const { query } = Client.prototype
let sent = []

Client.prototype.query = function (config, values, ...rest) {
  const text = typeof config === 'string' ? config : config?.text
  if (typeof text === 'string') sent.push({ text, values: (typeof config === 'object' ? config.values : null) ?? (Array.isArray(values) ? values : []) })
  return query.call(this, config, values, ...rest)
}

if (file) {
  process.on('SIGUSR2', () => {
    appendFileSync(file, `${JSON.stringify(sent)}\n`)
    sent = []
  })
}
