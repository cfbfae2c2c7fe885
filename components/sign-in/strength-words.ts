/** How a session was proved, in words. */
export const STRENGTH_WORDS: Readonly<Record<string, string>> = { password: 'by password', totp: 'by password and code', passkey: 'by passkey', sso: 'by single sign-on' }
