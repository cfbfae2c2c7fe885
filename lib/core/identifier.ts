/** How identifiers are compared: NFKC, lower case, trimmed. The one rule for sign-in names everywhere. */
export const identifierKey = (identifier: string) => identifier.normalize('NFKC').trim().toLowerCase().slice(0, 320).toWellFormed()

/** How telephone numbers are compared: digits only. */
export const phoneKey = (phone: string) => phone.replace(/\D/g, '').slice(0, 20)

/**
 * One key for all spellings of a mailbox: compared as above, and without a part after "+", which leads to the same one
 * (RFC 5233). Two records with one key are taken for one person.
 */
export const personKey = (email: string) => identifierKey(email).replace(/\+[^@]*(?=@)/, '')
