/** How identifiers are compared: NFKC, lower case, trimmed. The one rule for sign-in names everywhere. */
export const identifierKey = (identifier: string) => identifier.normalize('NFKC').trim().toLowerCase().slice(0, 320).toWellFormed()

/** How telephone numbers are compared: digits only. */
export const phoneKey = (phone: string) => phone.replace(/\D/g, '').slice(0, 20)
