import { version } from '@/package.json'

/** The version of this console, as package.json names it. */
export const APP_VERSION = version
