import { causes } from '@/lib/causes'
import type { Catalogue } from '@/lib/engine/catalogue'
import { FIT } from '@/lib/engine/fitted'
import { readWording } from '@/lib/engine/wording'
import wording from '@/lib/engine/wording.json'
import { questions } from '@/lib/questions'

/** What the product judges with: every cause and question, what words tell and what may be stated. */
export const CATALOGUE: Catalogue = { causes, questions, wording: readWording(wording), stated: FIT.stated }
