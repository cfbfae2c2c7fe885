/** A watch for the page: times as text. */
export type WatchItem = {
  id: string
  title: string
  state: 'waiting' | 'signed_in' | 'alarmed' | 'settled'
  /** Whether its 72 hours have passed. */
  over: boolean
  now: string
  startedAt: string
  endsAt: string
  signedInAt: string | null
  signedInWords: string | null
  alarmedAt: string | null
  alarmWords: string | null
  settledAt: string | null
  settledReason: string | null
}
