import { causes } from '@/lib/causes'
import type { Catalogue } from '@/lib/engine/catalogue'
import { questions } from '@/lib/questions'

/** What the product judges with: every cause and every question of the two folders. */
export const CATALOGUE: Catalogue = { causes, questions }
