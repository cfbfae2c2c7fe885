import { z } from 'zod'
import { eventFactsSchema } from '@/lib/evidence/event'
import type { Format } from '@/lib/formats/define'

const samplesSchema = z.array(
  z.object({
    name: z.string().min(1),
    raw: z.union([z.string().min(1), z.record(z.string(), z.unknown())]),
    facts: eventFactsSchema.extend({ details: eventFactsSchema.shape.details.unwrap() }).partial(),
  }),
)

/** The samples of a format that are kept in a file beside it; a file that does not fit stops the start. */
export function readSamples(list: unknown): Format['samples'] {
  return samplesSchema.parse(list)
}
