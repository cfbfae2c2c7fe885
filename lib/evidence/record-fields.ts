import { z } from 'zod'
import { cleanText, redact } from '@/lib/core/redact'

/** A text that is cut where it is too long. Secrets in it are dropped. */
export const sentence = (max: number) => z.string().transform((value) => cleanText(redact(value.slice(0, max * 4)), max))
/** A text that says who or what: too long is wrong, for two of them must not become one. */
export const word = (max: number) => z.string().max(max).transform((value) => cleanText(value, max))
export const name = word(100).pipe(z.string().min(1, 'is empty'))
/** ISO 8601 with a zone. A year before 1900 is a broken clock. */
export const time = z.iso.datetime({ offset: true }).refine((value) => value >= '1900', 'lies before 1900')
