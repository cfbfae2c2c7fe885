import { z } from 'zod'

/** What a change did to settings, from the database's JSON: secrets only as fingerprints. */
export const diffSchema = z.array(z.object({ key: z.string(), before: z.string().nullish(), after: z.string().nullish(), secret: z.boolean().default(false) })).catch([])

/** The names of the settings that a change touched. */
export const keysOf = (diff: unknown) => diffSchema.parse(diff).map(({ key }) => key)
