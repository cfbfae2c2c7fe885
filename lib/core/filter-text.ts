import { z } from 'zod'

/** PostgreSQL's text holds every character but this one (its documentation, 8.3): a filter with it could only fail. */
const NULL = /\u0000/g

/** A text made fit for a comparison in the database: trimmed, bounded, without null characters. */
export const comparable = (text: string, max: number) => text.replace(NULL, '').trim().slice(0, max)

/** A filter out of an address: any value is taken; what is empty or no text is no filter. */
export const filterText = (max: number) =>
  z
    .string()
    .transform((text) => comparable(text, max) || undefined)
    .optional()
    .catch(undefined)
