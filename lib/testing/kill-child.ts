// A process of its own that does one step of a recovery, or all of a bulk, and kills itself, as kill -9 would, at a given statement.
import { openPostgres } from '@/lib/db/client'
import { executeRequest } from '@/lib/services/approvals/execute-request'
import { runBulks } from '@/lib/services/bulks/run-bulks'
import type { ServiceContext } from '@/lib/services/context'
import { performRecovery } from '@/lib/services/recoveries/perform-recovery'
import { installFaults, withFaultAt, type Fault } from './faults'

export type KillOrder = { url: string; actor: ServiceContext['actor']; now: string; at: number; fault: Fault } & ({ step: 'perform'; input: unknown } | { step: 'execute'; requestId: string } | { step: 'bulk'; bulkId: string })

const order = JSON.parse(process.argv[2] ?? '{}') as KillOrder
const db = openPostgres(order.url, 3)
const now = new Date(order.now)
installFaults()
await withFaultAt(order.at, order.fault, async () => {
  if (order.step === 'perform') return performRecovery({ db, actor: order.actor, now, requestId: null, ip: null }, order.input)
  return order.step === 'execute' ? executeRequest(db, now, order.requestId) : runBulks(db, now)
})
// Reached only where nothing killed it: the order named a statement that was never sent.
process.exit(3)
