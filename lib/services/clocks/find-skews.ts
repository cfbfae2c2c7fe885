import { z } from 'zod'
import { comparable } from '@/lib/core/filter-text'
import { authorize } from '../authorize'
import type { ServiceContext } from '../context'
import { readClocks } from './read-clocks'
import type { SkewFinding } from './schema'
import { skewsOf } from './skews-of'

const SHOWN = 20
const inputSchema = z.object({ environment: z.string().max(200).transform((name) => comparable(name, 60)) })

/** The clocks of an environment that are off by so much that sign-ins fail of it: a finding about the system. The furthest first, at most 20. */
export async function findSkews(ctx: ServiceContext, input: unknown): Promise<SkewFinding[]> {
  await authorize(ctx, 'read')
  const { environment } = inputSchema.parse(input)
  return skewsOf(await readClocks(ctx.db, environment)).slice(0, SHOWN)
}
