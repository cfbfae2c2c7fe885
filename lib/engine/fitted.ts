import { z } from 'zod'
import fitted from './fitted.json'

const curve = z.array(z.tuple([z.number(), z.number()]).readonly()).readonly()

/**
 * What npm run fit learnt from labelled cases besides the weights of words: how often verdicts of some probability were
 * right, told in one place of the case or in more.
 */
export const fitSchema = z.object({ stated: z.object({ once: curve, twice: curve }) })
export type Fit = z.infer<typeof fitSchema>

export const FIT: Fit = fitSchema.parse(fitted)
