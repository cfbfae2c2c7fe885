import type { Evidence } from '@/lib/evidence/evidence'
import type { TextPlace } from './define'

/** Each text of a case, in lower case, and what it is cited as. */
export const TEXTS: Readonly<Record<TextPlace, { read: (evidence: Evidence) => string; source: string }>> = {
  words: { read: (evidence) => evidence.words, source: 'experience' },
  logs: { read: (evidence) => evidence.logText, source: 'logs' },
  record: { read: (evidence) => evidence.recordText, source: 'account' },
  settings: { read: (evidence) => evidence.settingsText, source: 'config' },
  changes: { read: (evidence) => evidence.changeText, source: 'changes' },
}
