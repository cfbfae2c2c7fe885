import { causes } from '@/lib/causes'
import { BUCKET_TITLES } from '@/lib/causes/define'
import { maskText } from '@/lib/core/mask'
import type { CaseFile } from '@/lib/evidence/case'
import { authorize } from '../authorize'
import { writeAuditAlone } from '../audit/write-audit'
import type { ServiceContext } from '../context'
import { diagnoseCase } from '../diagnosis/diagnose-case'
import { pseudonymise } from '../diagnosis/pseudonymise'
import { gatherTicket } from './gather-ticket'
import { loadTicket } from './load-ticket'

/** A ticket's evidence as a case file without anybody in it: same verdict, other people. The export is audited. */
export async function exportCase(ctx: ServiceContext, number: number): Promise<CaseFile> {
  await authorize(ctx, 'read')
  const ticket = await loadTicket(ctx.db.prisma, number)
  const { caseFile } = await gatherTicket(ctx, ticket)
  await writeAuditAlone(ctx, { action: 'ticket.export', outcome: 'done', target: { kind: 'ticket', id: ticket.id, name: `#${number}` }, ticketId: ticket.id, after: { as: 'case' } })
  return pseudonymise(caseFile)
}

const line = (text: string) => maskText(text).replace(/\s+/g, ' ').replace(/([\\`*_{}[\]<>|#])/g, '\\$1')
const percent = (value: number) => `${Math.round(value * 100)}%`

/** A ticket as Markdown for another tool: what was said, where it points and why, the fix. The export is audited. */
export async function exportMarkdown(ctx: ServiceContext, number: number): Promise<string> {
  const caseFile = await exportCase(ctx, number)
  const ticket = await loadTicket(ctx.db.prisma, number)
  const verdict = diagnoseCase(caseFile)
  const cause = causes.find(({ slug }) => slug === verdict.cause)
  const { experience } = ticket
  return [
    `# Ticket #${number}: ${line(ticket.subject)}`,
    '',
    `Opened ${ticket.createdAt.toISOString()}, ${ticket.environment}, ${ticket.status}.`,
    '',
    '## What the person sees',
    ...[experience?.message && `- Message: ${line(experience.message)}`, experience?.statusCode && `- Status: ${experience.statusCode}`, experience?.url && `- Address: ${line(experience.url)}`, experience?.lastWorked && `- Last worked: ${line(experience.lastWorked)}`].filter(Boolean),
    '',
    '## Verdict',
    cause ? `${verdict.bucket === 'undetermined' ? (verdict.nature === 'fault' ? 'Undetermined' : verdict.nature) : BUCKET_TITLES[verdict.bucket]}: **${cause.title}**, ${percent(verdict.confidence)}. ${cause.what}` : 'Undetermined: too little is known yet.',
    '',
    '| weight | evidence | source |',
    '|---:|---|---|',
    ...verdict.evidence.map(({ weight, because, source }) => `| ${weight > 0 ? '+' : '−'}${Math.abs(weight).toFixed(1)} | ${line(because)} | ${source.replace(/[[\]]/g, '\\$&')} |`),
    '',
    '## Fix',
    verdict.fix.summary,
    ...verdict.fix.steps.map((step, index) => `${index + 1}. ${step}`),
    '',
  ].join('\n')
}
