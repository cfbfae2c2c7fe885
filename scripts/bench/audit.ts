import { newId } from '@/lib/core/ids'
import type { Database } from '@/lib/db/client'
import { checkChain } from '@/lib/services/audit/check-chain'
import { changeService } from '@/lib/services/settings/services'
import { testDatabase } from '@/lib/testing/database'
import { agentContext } from '@/lib/testing/example-record'
import { percentile, table } from './figures'

const SECONDS = 2
const ROUNDS = 4

/** Changes of a setting a second, each a transaction of an effect and its entry, each client with a record of its own. */
async function actionsPerSecond(db: Database, clients: number): Promise<number> {
  const ctx = await agentContext(db, 'admin')
  const names = Array.from({ length: clients }, () => `bench-${newId()}`)
  await db.prisma.service.createMany({ data: names.map((name) => ({ name })) })
  let done = 0
  const started = performance.now()
  await Promise.all(
    names.map(async (name) => {
      for (let turn = 0; performance.now() - started < SECONDS * 1000; turn += 1, done += 1) await changeService(ctx, { name, owner: `team ${turn}` })
    }),
  )
  return Math.round((done / (performance.now() - started)) * 1000)
}

const PLAIN = `CREATE SEQUENCE plain START 100000000;
  CREATE FUNCTION plain() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seq := nextval('plain'); RETURN NEW; END $$;
  CREATE TRIGGER plain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION plain(); ALTER TABLE audit_entry DISABLE TRIGGER plain`

/** Audited actions a second with the chain, and with a number from a sequence in its place: in turn, so that both meet the same weather. */
export async function measureAudit(): Promise<string> {
  const db = await testDatabase()
  const clients = db.kind === 'pglite' ? [1] : [1, 8, 32]
  await actionsPerSecond(db, 1)
  const check = await checkChain(db, new Date())
  await db.pool.query(PLAIN)
  const rows: string[][] = []
  for (const count of clients) {
    const rates: { chain: number[]; plain: number[] } = { chain: [], plain: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [on, off] of [['chain', 'plain'], ['plain', 'chain']] as const) {
        await db.pool.query(`ALTER TABLE audit_entry ENABLE TRIGGER ${on === 'chain' ? 'audit_entry_chain' : 'plain'}; ALTER TABLE audit_entry DISABLE TRIGGER ${off === 'chain' ? 'audit_entry_chain' : 'plain'}`)
        rates[on].push(await actionsPerSecond(db, count))
      }
    }
    const [chain, plain] = [percentile(rates.chain, 0.5), percentile(rates.plain, 0.5)]
    rows.push([db.kind, String(count), String(chain), String(plain), `${Math.round((chain / plain) * 100)}%`])
  }
  await db.close()
  return `${table(['database', 'clients', 'audited actions/s', 'without the chain', 'share'], rows)}\n\nThe check of ${check.count} entries took ${check.seconds} s.`
}
