import { Ban, CircleCheck, CircleX, Server, UserRound } from 'lucide-react'
import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { cn } from '@/components/ui/cn'
import { Time } from '@/components/ui/time'
import type { AuditDetail, AuditRow } from '@/lib/services/audit/schema'
import { AuditEntry } from './audit-entry'
import { actionWords, shortHash } from './audit-words'

const OUTCOMES = {
  done: { icon: CircleCheck, word: 'Done', tone: 'text-ok' },
  denied: { icon: Ban, word: 'Denied', tone: 'text-danger' },
  failed: { icon: CircleX, word: 'Failed', tone: 'text-danger' },
} as const

export function Outcome({ outcome }: { outcome: AuditRow['outcome'] }) {
  const { icon: Icon, word, tone } = OUTCOMES[outcome]
  return (
    <span className={cn('inline-flex items-center gap-1.5', outcome !== 'done' && 'font-medium text-danger')}>
      <Icon aria-hidden className={cn('size-4 flex-none', tone)} />
      {word}
    </span>
  )
}

function Who({ row }: { row: AuditRow }) {
  const Icon = row.actorKind === 'token' ? UserRound : Server
  return (
    <span className="inline-flex items-center gap-2">
      {row.actorKind === 'agent' ? <Avatar name={row.actorName} /> : <Icon aria-hidden className="size-4 text-text-3" />}
      <span className="wrap-anywhere">{row.actorName}</span>
    </span>
  )
}

type Props = { rows: readonly AuditRow[]; opened: AuditDetail | null; hrefOf: (seq: string | undefined) => string }

/** The audit as a table; one entry is opened below its row. On a phone the rows become blocks. */
export function AuditTable({ rows, opened, hrefOf }: Props) {
  const stray = opened && !rows.some(({ seq }) => seq === opened.seq)
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-surface">
      <table className="w-full text-left max-nav:block">
        <thead className="text-meta text-text-3 max-nav:sr-only">
          <tr className="h-8 border-b border-line">
            {['Entry', 'Time', 'Who', 'What', 'On', 'Outcome', 'Ticket', 'Hash'].map((head) => (
              <th key={head} scope="col" className="px-3 font-normal first:pl-4">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {/* What all cells share is said once for them, not three hundred times. */}
        <tbody className="divide-y divide-line max-nav:block [&>[data-row]>td]:px-3 [&>[data-row]>td]:py-2 [&>[data-row]>td]:align-top [&>[data-row]>td:first-child]:pl-4 max-nav:[&>[data-row]>td]:block max-nav:[&>[data-row]>td]:py-0.5 max-nav:[&>[data-row]>td:first-child]:pl-3">
          {stray && <OpenedRow entry={opened} />}
          {rows.flatMap((row) => [
            <Row key={row.id} row={row} open={row.seq === opened?.seq} href={hrefOf(row.seq === opened?.seq ? undefined : row.seq)} />,
            ...(opened && row.seq === opened.seq ? [<OpenedRow key={`${row.id}-open`} entry={opened} />] : []),
          ])}
        </tbody>
      </table>
    </div>
  )
}

const OpenedRow = ({ entry }: { entry: AuditDetail }) => (
  <tr className="bg-sunken max-nav:block">
    <td colSpan={8} className="max-nav:block">
      <AuditEntry entry={entry} />
    </td>
  </tr>
)

function Row({ row, open, href }: { row: AuditRow; open: boolean; href: string }) {
  return (
    <tr data-row id={`entry-${row.seq}`} className={cn('relative hover:bg-hover max-nav:block max-nav:py-2', open && 'bg-accent-soft hover:bg-accent-soft')}>
      <td className="mono">
        <Link href={href} scroll={false} prefetch={false} aria-expanded={open} aria-label={`Entry ${row.seq}: ${actionWords(row.action)}, ${row.outcome}`} className="after:absolute after:inset-0">
          {row.seq}
        </Link>
      </td>
      <td>
        <Time at={row.at} style="precise" />
      </td>
      <td>
        <Who row={row} />
      </td>
      <td className="font-medium" title={row.action}>
        {actionWords(row.action)}
      </td>
      <td className="text-text-2 wrap-anywhere">{row.targetName ?? row.targetKind ?? '–'}</td>
      <td>
        <Outcome outcome={row.outcome} />
      </td>
      <td className="mono">{row.ticketNumber ? `#${row.ticketNumber}` : '–'}</td>
      <td className="mono whitespace-nowrap text-text-3" title={row.hash}>
        {shortHash(row.hash)}
      </td>
    </tr>
  )
}
