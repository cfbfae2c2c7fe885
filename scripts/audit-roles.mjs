// npm run audit:roles: makes the roles latchkey_migrator, latchkey_app and latchkey_auditor and gives them their rights.
// Connects as DATABASE_MIGRATOR_URL, or DATABASE_URL where that is not set; the tables must be there (npm run demo with DEMO=no).
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { loadEnvFile } from './setup/prepare.mjs'

loadEnvFile()
const url = process.env.DATABASE_MIGRATOR_URL || process.env.DATABASE_URL
if (!url) {
  console.error('Set DATABASE_URL: the embedded database has one user, so its audit is guarded by triggers alone.')
  process.exit(2)
}
const client = new pg.Client({ connectionString: url })
try {
  await client.connect()
  await client.query(readFileSync('prisma/audit-roles.sql', 'utf8'))
  console.log('Done. Now: CREATE ROLE console LOGIN PASSWORD … IN ROLE latchkey_app; and likewise for migrator and auditor. See docs/audit.md.')
} catch (error) {
  console.error(`The roles could not be made. ${error.message}`)
  process.exitCode = 1
} finally {
  await client.end()
}
