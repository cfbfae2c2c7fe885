/** "recover:unlock_account" → "Unlock account"; "ticket.choose_account" → "Choose account". The code stays in the title. */
/** Where the last word of a code says too little, or not in English. */
const WORDS: Readonly<Record<string, string>> = {
  read: 'Read',
  'audit:read': 'Read the audit',
  'settings:write': 'Change settings',
  'ticket:write': 'Change a ticket',
  'change:write': 'Mark a change',
  'verdict:write': 'Decide a verdict',
  'recover:re_enable_account': 'Re-enable account',
}

export function actionWords(action: string): string {
  const known = WORDS[action]
  if (known) return known
  const words = (action.split(/[.:]/).at(-1) ?? action).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
