// Authors and checks migrations with Prisma's own schema engine (WebAssembly) against an in-memory PGlite: no server, no download.
//   npm run migration -- add-something    writes prisma/migrations/<time>_add-something/migration.sql
//   npm run migration -- --check          exits 1 when the schema and the migrations disagree, printing the difference
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { PrismaPGlite } from 'pglite-prisma-adapter'

const BASE = 'prisma/migrations'
const SCHEMA = 'prisma/schema.prisma'

function loadEngine() {
  const dir = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'))
  const wasm = new WebAssembly.Module(readFileSync(path.join(dir, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}

const memoryDatabase = () => PGlite.create('memory://', { extensions: { pg_trgm } })

// The engine sends whole scripts; PGlite runs several statements only through exec.
function wrap(factory) {
  const scripted = (adapter) => {
    adapter.executeScript = async (sql) => {
      await adapter.client.exec(sql)
    }
    return adapter
  }
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => scripted(await factory.connect()),
    // The adapter's own shadow database would lack the extension.
    connectToShadowDb: async () => scripted(await new PrismaPGlite(await memoryDatabase()).connect()),
  }
}

function migrations() {
  if (!existsSync(BASE)) return []
  return readdirSync(BASE)
    .filter((name) => statSync(path.join(BASE, name)).isDirectory())
    .sort()
    .map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(BASE, name, 'migration.sql'), 'utf8') },
      },
    }))
}

async function difference() {
  loadEngine()
  const schema = [path.resolve(SCHEMA), readFileSync(SCHEMA, 'utf8')]
  const factory = bindMigrationAwareSqlAdapterFactory(wrap(new PrismaPGlite(await memoryDatabase())))
  const engine = await bindings.SchemaEngine.new({ datamodels: [schema] }, () => {}, factory)
  const { stdout } = await engine.diff({
    from: {
      tag: 'migrations',
      baseDir: path.resolve(BASE),
      lockfile: { path: 'migration_lock.toml', content: readFileSync(`${BASE}/migration_lock.toml`, 'utf8') },
      shadowDbInitScript: '',
      migrationDirectories: migrations(),
    },
    to: { tag: 'schemaDatamodel', files: [{ path: schema[0], content: schema[1] }], configDir: path.resolve('prisma') },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}

const [name] = process.argv.slice(2)
if (!name) {
  console.error('Usage: npm run migration -- NAME | --check')
  process.exit(2)
}
const sql = await difference()
const empty = sql.replace(/^\s*--.*$/gm, '').trim() === ''
if (name === '--check') {
  console.log(empty ? 'Schema and migrations agree.' : `Schema and migrations differ:\n${sql}`)
  process.exit(empty ? 0 : 1)
}
if (empty) {
  console.log('Nothing to migrate.')
  process.exit(0)
}
const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const dir = path.join(BASE, `${stamp}_${name.replace(/[^a-z0-9]+/gi, '_')}`)
mkdirSync(dir, { recursive: true })
writeFileSync(path.join(dir, 'migration.sql'), sql)
console.log(`Wrote ${dir}/migration.sql. Read it before you commit it.`)
process.exit(0)
