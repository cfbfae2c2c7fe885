import { Users } from 'lucide-react'
import Link from 'next/link'
import { BUCKET_COLOUR, BucketGlyph, BucketLabel } from '@/components/ui/bucket'
import { Card, CardHead } from '@/components/ui/card'
import { Chip } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import { Bar, percent } from '@/components/ui/probability'
import { Time } from '@/components/ui/time'
import { BUCKET_TITLES } from '@/lib/causes/define'
import type { Verdict } from '@/lib/evidence/verdict'
import { NAMED_FROM } from '@/lib/evidence/verdict'
import type { BucketOrNone } from '@/lib/evidence/vocabulary'
import { decibans, sourceTitle } from './rail'

const NATURES = { fault: 'Fault, not an attack', attack: 'Attack', outage: 'Outage' } as const

export type VerdictCardProps = { verdict: Verdict; title: string | null; what: string | null; why: string | null; slug: string | null; also: readonly BucketOrNone[]; people: number; decided: string | null; frozenAt: string | null; actions: React.ReactNode }

/** The verdict in one glance: bucket, cause, how sure. Below the threshold it says so. */
export function VerdictCard({ verdict, title, what, why, slug, also, people, decided, frozenAt, actions }: VerdictCardProps) {
  const named = verdict.confidence >= NAMED_FROM && title !== null
  return (
    <Card className="grid nav:grid-cols-[minmax(0,1fr)_260px]">
      <div className="px-5 pt-4 pb-4.5">
        <p className="mb-2 flex flex-wrap gap-1.5">
          {verdict.nature === 'fault' || verdict.bucket !== 'undetermined' ? (
            <Chip icon={<BucketGlyph bucket={verdict.bucket} />}>
              <span>
                {bucketName(verdict.bucket)}
                {also.length > 0 && <span className="text-text-3">, also {also.map((bucket) => bucketName(bucket)).join(' and ')}</span>}
              </span>
            </Chip>
          ) : null}
          <Chip tone={verdict.nature === 'fault' ? 'plain' : 'danger'}>{NATURES[verdict.nature]}</Chip>
          {people > 1 && <Chip icon={<Users aria-hidden />}>{people} people</Chip>}
        </p>
        <h2 className="text-cause tracking-tight">{named ? title : 'Undetermined'}</h2>
        <p className="mt-1 text-pretty">
          {named ? (
            <>
              <b>{what}</b> <span className="text-text-2">{why}</span>
            </>
          ) : title ? (
            <>
              The best guess is <b>{title.charAt(0).toLowerCase() + title.slice(1)}</b>, and that is not enough to act on. The questions below settle most.
            </>
          ) : (
            'Too little is known yet. The questions below settle most.'
          )}
        </p>
        {named && slug && (
          <Link href={`/playbook/${slug}`} className="mt-1 inline-block font-medium text-accent hover:underline">
            Open playbook
          </Link>
        )}
        {decided && <p className="mt-2 text-meta text-text-2">{decided}</p>}
        {frozenAt && (
          <p className="mt-2 text-meta text-text-2">
            Read from the record as it stood before the recovery at <Time at={frozenAt} />.
          </p>
        )}
        <div className="mt-3.5">{actions}</div>
      </div>
      <div className="flex flex-col justify-center border-t border-line px-5 py-4 nav:border-t-0 nav:border-l">
        <p>
          <span className="text-confidence font-semibold tracking-tight">{percent(verdict.confidence)}</span> <span className="text-text-2">sure of the cause</span>
        </p>
        <p className={cn('mt-2.5', BUCKET_COLOUR[verdict.bucket])}>
          <Bar value={verdict.confidence} />
        </p>
        <p className="mt-1 text-right text-meta text-text-3">named from 70%</p>
      </div>
    </Card>
  )
}

const bucketName = (bucket: BucketOrNone) => (bucket === 'undetermined' ? 'Undetermined' : BUCKET_TITLES[bucket])

const WIDEST = 18

/** Evidence for and against with its weight, so that anybody can see why. */
export function EvidenceCard({ verdict }: { verdict: Verdict }) {
  const sum = (sign: 1 | -1) => verdict.evidence.filter(({ weight }) => Math.sign(weight) === sign).reduce((total, { weight }) => total + weight, 0)
  return (
    <Card>
      <CardHead title="Evidence" end="weight in decibans" />
      {verdict.evidence.length === 0 && <p className="px-4 py-3 text-text-2">Nothing speaks for any cause yet.</p>}
      <ul className="py-1">
        {verdict.evidence.map(({ sign, weight, because, source }) => (
          <li key={sign} className="grid grid-cols-[44px_minmax(0,1fr)] items-center gap-3 py-1.5 pr-4 pl-2 nav:grid-cols-[44px_112px_minmax(0,1fr)_auto]">
            <span className={cn('text-right font-medium', weight > 0 ? 'text-ok' : 'text-danger')}>{decibans(weight)}</span>
            <svg aria-hidden viewBox="0 0 112 14" className={cn('hidden h-3.5 w-28 nav:block', weight > 0 ? 'text-ok' : 'text-danger')}>
              <line x1="32" x2="32" y1="0" y2="14" className="stroke-line-strong" />
              {weight > 0 ? (
                <rect x="32" y="3" width={Math.min(78, (weight / WIDEST) * 78)} height="8" className="fill-current" />
              ) : (
                <rect x={32 - Math.min(30, (-weight / WIDEST) * 78)} y="3" width={Math.min(30, (-weight / WIDEST) * 78)} height="8" className="fill-transparent stroke-current" strokeDasharray="2 2" />
              )}
            </svg>
            <span className="text-pretty wrap-anywhere">{because}</span>
            <span className="text-meta text-text-3 max-nav:col-start-2">{sourceTitle(source)}</span>
          </li>
        ))}
        {verdict.unknown.slice(0, 4).map(({ sign, ask }) => (
          <li key={sign} className="grid grid-cols-[44px_minmax(0,1fr)] items-center gap-3 py-1.5 pr-4 pl-2 text-text-3 nav:grid-cols-[44px_112px_minmax(0,1fr)_auto]">
            <span className="text-right">?</span>
            <span aria-hidden className="hidden h-2 w-4 border border-dashed border-control nav:ml-8 nav:block" />
            <span>{ask}</span>
            <span className="text-meta max-nav:col-start-2">Unknown</span>
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap gap-x-3 border-t border-line px-4 py-2 text-meta text-text-2">
        <span>
          Before any evidence <b>{decibans(verdict.prior)}</b>
        </span>
        <span>
          for <b>{decibans(sum(1))}</b>
        </span>
        <span>
          against <b>{decibans(sum(-1))}</b>
        </span>
        <span className="ml-auto">
          sum <b>{decibans(verdict.sum)}</b>, stated as <b>{percent(verdict.confidence)}</b>: so often verdicts of this strength were right
        </span>
      </p>
    </Card>
  )
}

export type LookalikeItem = { slug: string; title: string; bucket: BucketOrNone; confidence: number; because: string }

export function LookalikesCard({ items }: { items: readonly LookalikeItem[] }) {
  return (
    <Card>
      <CardHead title="Look-alikes" end="not these, because" />
      {items.length === 0 && <p className="px-4 py-3 text-text-2">Nothing is commonly taken for this.</p>}
      <ul className="divide-y divide-line">
        {items.map(({ slug, title, bucket, confidence, because }) => (
          <li key={slug} className="px-4 py-2">
            <p className="flex items-center gap-1.5">
              <BucketGlyph bucket={bucket} />
              <Link href={`/playbook/${slug}`} className="hover:underline">
                {title}
              </Link>
              <span className="ml-auto text-text-2">{percent(confidence)}</span>
            </p>
            <p className="pl-4 text-meta text-text-2">{because}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function FixCard({ summary, steps, confirm, prevention }: { summary: string; steps: readonly string[]; confirm: string | null; prevention: string | null }) {
  return (
    <Card>
      <CardHead title="Fix" end={summary} />
      <ol className="divide-y divide-line">
        {steps.map((step, index) => (
          <li key={step} className="grid grid-cols-[20px_minmax(0,1fr)] items-center gap-2.5 px-4 py-2">
            <span aria-hidden className="grid size-5 place-items-center rounded-full border border-line-strong text-meta font-semibold text-text-2">
              {index + 1}
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
      {confirm && (
        <p className="border-t border-line px-4 py-2 text-text-2">
          <b className="text-text">It took when:</b> {confirm}
        </p>
      )}
      {prevention && (
        <p className="border-t border-line px-4 py-2 text-text-2">
          <b className="text-text">So that it does not come back:</b> {prevention}
        </p>
      )}
    </Card>
  )
}

/** How the leading bucket's share moved from step to step. */
export function CourseLine({ course }: { course: readonly { step: string; bucket: BucketOrNone; share: number }[] }) {
  const x = (index: number) => 34 + index * (252 / Math.max(1, course.length - 1))
  const y = (share: number) => 56 - share * 40
  return (
    <figure>
      <svg role="img" aria-label={course.map(({ step, share }) => `${step} ${percent(share)}`).join(', ')} viewBox="0 0 320 84" className={cn('mt-1 h-auto w-full', course.at(-1) && BUCKET_COLOUR[course.at(-1)?.bucket ?? 'undetermined'])}>
        <polyline points={course.map(({ share }, index) => `${x(index)},${y(share)}`).join(' ')} className="fill-none stroke-current" strokeWidth="1.5" />
        {course.map(({ step, share }, index) => (
          <g key={step}>
            <circle cx={x(index)} cy={y(share)} r="3.5" className="fill-surface stroke-current" strokeWidth="1.5" />
            <text x={x(index)} y={y(share) - 8} textAnchor="middle" className="fill-text">
              {Math.round(share * 100)}
            </text>
            <text x={x(index)} y="78" textAnchor="middle">
              {step}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="sr-only">
        <BucketLabel bucket={course.at(-1)?.bucket ?? 'undetermined'} />
      </figcaption>
    </figure>
  )
}
