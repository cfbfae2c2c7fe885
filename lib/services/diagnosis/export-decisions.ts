import { causes } from '@/lib/causes'
import { authorize } from '../authorize'
import { writeAuditAlone } from '../audit/write-audit'
import type { ServiceContext } from '../context'

const PAGE = 200

type Decided = { id: string; caseFile: unknown; cause: string | null; nature: string; bucket: string; ticket: { number: number } }

/** A decision as a labelled case; null where no cause was named. The cause's other buckets count as right, as in any labelled case. */
function toLine({ id, caseFile, cause, nature, bucket, ticket }: Decided): string {
  if (cause === null) return ''
  const known = causes.find(({ slug }) => slug === cause)
  const buckets = [...new Set([bucket, ...(known?.also ?? [])])].filter((name) => name !== 'undetermined')
  return `${JSON.stringify({ id: `ticket-${ticket.number}-${id}`, kept: false, input: caseFile, truth: { cause, buckets, nature } })}\n`
}

/**
 * Every verdict that an engineer confirmed or corrected, with the facts that it was reached from, as labelled cases for
 * npm run eval and npm run fit. Read by keyset while it is sent; audited before its first line. The cases name people,
 * so it needs audit:read. Throws forbidden.
 */
export async function exportDecisions(ctx: ServiceContext) {
  await authorize(ctx, 'audit:read')
  await writeAuditAlone(ctx, { action: 'verdict.export', outcome: 'done', target: null })
  return { filename: `decisions-${ctx.now.toISOString().slice(0, 10)}.jsonl`, lines: lines(ctx) }
}

async function* lines({ db }: ServiceContext): AsyncGenerator<string> {
  let after: string | null = null
  for (;;) {
    const page: Decided[] = await db.prisma.verdict.findMany({
      where: { decision: { not: 'acted' }, ...(after === null ? {} : { id: { gt: after } }) },
      orderBy: { id: 'asc' },
      take: PAGE,
      select: { id: true, caseFile: true, cause: true, nature: true, bucket: true, ticket: { select: { number: true } } },
    })
    yield page.map(toLine).join('')
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE || after === null) return
  }
}
