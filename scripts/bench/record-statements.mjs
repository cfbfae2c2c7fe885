// Loaded before the server (node --import): from the first SIGUSR2 on keeps the statements that are sent, and at each that
// follows writes those since the one before to BENCH_STATEMENTS, a line of all with their values, so that they can be sent
// again without the page. Before that it keeps none: thousands would cost the collector what a page is then blamed for.
import { appendFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const file = process.env.BENCH_STATEMENTS
const { Client } = createRequire(path.join(process.cwd(), 'package.json'))('pg')
const { query } = Client.prototype
let sent = null

Client.prototype.query = function (config, values, ...rest) {
  const text = typeof config === 'string' ? config : config?.text
  if (sent !== null && typeof text === 'string') sent.push({ text, values: (typeof config === 'object' ? config.values : null) ?? (Array.isArray(values) ? values : []) })
  return query.call(this, config, values, ...rest)
}

if (file) {
  process.on('SIGUSR2', () => {
    if (sent !== null) appendFileSync(file, `${JSON.stringify(sent)}\n`)
    sent = []
  })
}
