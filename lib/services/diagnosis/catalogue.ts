import { causes } from '@/lib/causes'
import type { Catalogue } from '@/lib/engine/catalogue'
import { fitted } from '@/lib/engine/fit'
import fit from '@/lib/engine/fitted.json'
import { readWording } from '@/lib/engine/wording'
import wording from '@/lib/engine/wording.json'
import { questions } from '@/lib/questions'

/** What the product judges with: every cause, its weights as far as labelled cases bear them out, every question, and what words tell. */
export const CATALOGUE: Catalogue = { causes: fitted(causes, fit), questions, wording: readWording(wording) }
