import { judge } from '@/lib/engine/judge'
import { readCase } from '@/lib/evidence/read-case'
import type { Verdict } from '@/lib/evidence/verdict'
import { readLine } from '@/lib/formats/recognise'
import { CATALOGUE } from './catalogue'


/** The verdict on a case file. Pure. Throws AppError('invalid') for what is no case. */
export const diagnoseCase = (input: unknown): Verdict => judge(CATALOGUE, readCase(input, readLine))
