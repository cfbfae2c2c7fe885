import type { Step } from '@/lib/evidence/vocabulary'

export const STEP_TITLES: Readonly<Record<Step, string>> = {
  experience: 'Experience',
  record: 'Record',
  changes: 'Changes',
  logs: 'Logs',
  verdict: 'Verdict',
}
