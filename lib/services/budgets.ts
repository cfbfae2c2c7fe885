import type { Transaction } from '@/lib/db/client'
import type { RecoveryAction } from '@/lib/evidence/vocabulary'
import type { ServiceContext } from './context'

/** Stands in until budgets exist: everything is within them. Same signature as the real one, which replaces this file. */
export async function spend(_ctx: ServiceContext, _tx: Transaction, _what: 'reveal' | 'look-up' | `recover:${RecoveryAction}`): Promise<void> {}
