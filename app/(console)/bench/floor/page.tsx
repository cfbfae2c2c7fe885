import { notFound } from 'next/navigation'
import { env } from '@/lib/env'
import { requireAgent } from '@/lib/http/require-agent'

/** The least that a page of the console can cost: the session check and the frame. `npm run bench` measures others against it. */
export default async function FloorPage() {
  if (!env().BENCH) notFound()
  await requireAgent()
  return <h1>Floor</h1>
}
