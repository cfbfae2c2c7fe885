import { consoleSecret } from '@/lib/auth/secret'

/** The key under which the console fingerprints secrets. */
export const consoleKey = () => consoleSecret()
