import { turns } from './turns'

/**
 * Batches of records that are taken in: three at a time leave most of the pool's ten connections and, since they are read
 * a few milliseconds at a stretch, half of the processor to the pages. Bodies that wait are not yet read.
 */
export const takingIn = turns({ atOnce: 3, waiting: 12, retryAfterSeconds: 2 })
