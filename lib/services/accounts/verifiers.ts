/** The setting in which a sign-in service says which hashes it verifies. */
const VERIFY = /(hash|password|pwd)[._-]?.*verif|verif.*(hash|password)|hashers/i

/** Names of password hashes: a setting such as PASSWORD_VERIFY_TIMEOUT=30 says nothing about them. */
const HASH = /argon|bcrypt|scrypt|pbkdf|sha|yescrypt|md5|phpass/i

/** The algorithms that the running services of an environment verify, from their configuration; null = not known. */
export function verifiersOf(config: readonly { environment: string; key: string; value: string | null }[], environment: string): string[] | null {
  const entry = config.find((one) => one.environment === environment && VERIFY.test(one.key) && one.value !== null && HASH.test(one.value))
  return entry?.value?.split(/[\s,;]+/).filter(Boolean) ?? null
}
