import type { EventRow } from '../events/event-row'
import type { LiveRow } from './schema'

type Columns = Pick<EventRow, 'id' | 'at' | 'hop' | 'outcome' | 'reason' | 'code' | 'provider' | 'attempted' | 'format' | 'trace_id' | 'raw'>

const UNREAD = 160

/** An event as a list shows it. A line that no format knows is shown as it came, its beginning. */
export const liveRow = ({ id, at, hop, outcome, reason, code, provider, attempted, format, trace_id, raw }: Columns): LiveRow => ({
  id, at: at.toISOString(), attempt: trace_id ?? id, hop, outcome, reason, code, provider, attempted, format, unread: format === 'unrecognised' ? raw.slice(0, UNREAD) : null,
})
