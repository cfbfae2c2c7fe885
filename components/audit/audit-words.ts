/** "recover:unlock_account" → "Unlock account"; "ticket.choose_account" → "Choose account". The code stays in the title. */
export function actionWords(action: string): string {
  const words = (action.split(/[.:]/).at(-1) ?? action).replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
