/** "recover:unlock_account" → "Unlock account"; "ticket.choose_account" → "Choose account". The code stays in the title. */
/** Where the last word of a code says too little, or not in English. */
const WORDS: Readonly<Record<string, string>> = {
  read: 'Read',
  'audit:read': 'Read the audit',
  'settings:write': 'Change settings',
  'ticket:write': 'Change a ticket',
  'change:write': 'Mark a change',
  'verdict:write': 'Decide a verdict',
  'agent.password': 'Password right, factor to come',
  'agent.single_sign_on': 'Single sign-on, factor to come',
  'agent.break_glass': 'Password beside single sign-on',
  'agent.recovery_code': 'Recovery code used',
  'agent.recovery_codes': 'New recovery codes',
  'agent.reset_sign_in': 'Reset a sign-in',
  'session.drifted': 'Session in another browser',
  step_up: 'Prove it is you',
  'bulk.ask': 'Ask for a recovery of many',
  'bulk.approve': 'Agree to a recovery of many',
  'bulk.deny': 'Deny a recovery of many',
  'bulk.stop': 'A recovery of many stopped',
  'bulk.done': 'A recovery of many done',
  'bulk.expire': 'A recovery of many ended unfinished',
  'pattern.settle': 'A pattern is over',
  'pattern.rise': 'A pattern rises again',
  'recover:re_enable_account': 'Re-enable account',
}

export function actionWords(action: string): string {
  const known = WORDS[action]
  if (known) return known
  const words = (action.split(/[.:]/).at(-1) ?? action).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The beginning of a hash, enough to compare by eye: "c27e 5a10". */
export const shortHash = (hash: string) => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`
