import { z } from 'zod'
import fitted from './fitted.json'

const curve = z.array(z.tuple([z.number(), z.number()]).readonly()).readonly()

/**
 * What npm run fit learnt from labelled cases besides the weights of words: what sums are divided by, the decibans of
 * "none of these", and how often verdicts of some probability were right, told in one place of the case or in more.
 */
export const fitSchema = z.object({ temperature: z.number().positive(), none: z.number(), stated: z.object({ once: curve, twice: curve }) })
export type Fit = z.infer<typeof fitSchema>

export const FIT: Fit = fitSchema.parse(fitted)
