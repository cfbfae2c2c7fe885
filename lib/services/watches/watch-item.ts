import { RECOVERY_ACTIONS } from '@/lib/evidence/vocabulary'
import { recoveryOf } from '@/lib/recoveries'
import type { WatchItem } from './schema'

type Row = {
  id: string
  action: string
  state: 'waiting' | 'signed_in' | 'alarmed' | 'settled'
  startedAt: Date
  endsAt: Date
  signedInAt: Date | null
  signedInWords: string | null
  alarmedAt: Date | null
  alarmWords: string | null
  settledAt: Date | null
  settledReason: string | null
}

const iso = (time: Date | null) => time?.toISOString() ?? null

/** A watch as it is drawn. */
export function watchItem(row: Row, now: Date): WatchItem {
  const action = RECOVERY_ACTIONS.find((known) => known === row.action)
  return {
    id: row.id, title: action ? recoveryOf(action).title : row.action, state: row.state, over: row.endsAt <= now, now: now.toISOString(),
    startedAt: row.startedAt.toISOString(), endsAt: row.endsAt.toISOString(), signedInAt: iso(row.signedInAt), signedInWords: row.signedInWords,
    alarmedAt: iso(row.alarmedAt), alarmWords: row.alarmWords, settledAt: iso(row.settledAt), settledReason: row.settledReason,
  }
}
