import { Bar, percent, points } from '@/components/ui/probability'
import { BUCKET_COLOUR, BucketGlyph } from '@/components/ui/bucket'
import { ButtonLink } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Time } from '@/components/ui/time'
import { BUCKET_TITLES } from '@/lib/causes/define'
import type { Verdict } from '@/lib/evidence/verdict'
import { BUCKETS_WITH_NONE, type Step } from '@/lib/evidence/vocabulary'
import { STEP_TITLES } from './step-names'

export type RailProps = {
  verdict: Verdict
  before: Verdict | null
  beforeStep: Step | null
  causeTitles: Readonly<Record<string, string>>
  question: { ask: string; why: string; href: string; verb: string; cost: string } | null
  step: Step
  /** When a recovery froze the record that the evidence is read from. */
  frozenAt: string | null
  children?: React.ReactNode
}

/** Beside every step: where it points and how that moved, the likeliest causes, the next best question, the evidence. */
export function Rail(props: RailProps) {
  const { verdict, causeTitles, question, children } = props
  return (
    <aside id="rail" aria-label="Where it points" className="scroll-mt-2 border-t border-line bg-surface px-4 py-4 nav:px-5 rail:border-t-0 rail:border-l [&>section+section]:mt-4 [&>section+section]:border-t [&>section+section]:border-line [&>section+section]:pt-4">
      <Pointing {...props} />
      {question && (
        <section aria-label="Next question">
          <div className="rounded-card border border-accent-line bg-accent-soft p-3">
            <p className="text-strong font-semibold text-balance">{question.ask}</p>
            <p className="mt-1 text-meta leading-[18px] text-text-2">{question.why}</p>
            <div className="mt-3 flex items-center gap-2">
              <ButtonLink href={question.href} kind="primary" data-key="n" data-key-label="Next best question" hint="N">
                {question.verb}
              </ButtonLink>
              <span className="ml-auto text-meta text-text-2">{question.cost}</span>
            </div>
          </div>
        </section>
      )}
      {children}
      {props.frozenAt && (
        <section aria-label="Which record counts">
          <p className="text-meta text-text-2">
            The record counts as it stood before the recovery at <Time at={props.frozenAt} />, until the person is refused again.
          </p>
        </section>
      )}
      <EvidenceList verdict={verdict} title={verdict.cause ? (causeTitles[verdict.cause] ?? verdict.cause) : null} />
    </aside>
  )
}

/** Where the rail is below the page, on small screens: where it points in one line, and the way down to it. */
export function PointingStrip({ verdict, causeTitles, href }: { verdict: Verdict; causeTitles: Readonly<Record<string, string>>; href: string }) {
  const title = verdict.cause ? (causeTitles[verdict.cause] ?? verdict.cause) : 'Nothing yet'
  return (
    <a href={href} className="mb-3 grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-card border border-line-strong bg-surface px-4 py-2 rail:hidden">
      <span className="flex items-center gap-1.5">
        <BucketGlyph bucket={verdict.bucket} />
        <span>
          <b className="font-medium">{title}</b> {percent(verdict.confidence)}
        </span>
      </span>
      <span className="font-medium text-accent">{href === '#recoveries' ? 'Recoveries' : 'Why'}</span>
      <span className={cn('col-span-full', BUCKET_COLOUR[verdict.bucket])}>
        <Bar value={verdict.confidence} />
      </span>
    </a>
  )
}

function Pointing({ verdict, before, beforeStep, causeTitles }: RailProps) {
  const attack = verdict.nature !== 'fault' && verdict.cause !== null
  const shares = BUCKETS_WITH_NONE.map((bucket) => ({ bucket, share: verdict.buckets[bucket] ?? 0 })).sort((a, b) => Number(a.bucket === 'undetermined') - Number(b.bucket === 'undetermined') || b.share - a.share)
  const likely = [...(verdict.cause ? [{ cause: verdict.cause, confidence: verdict.confidence }] : []), ...verdict.alternatives].slice(0, 3)
  return (
    <section>
      <div className="mb-2 flex items-baseline gap-2">
        <h2>Where it points</h2>
        {beforeStep && <span className="ml-auto text-meta text-text-3">change since {STEP_TITLES[beforeStep].toLowerCase()}</span>}
      </div>
      <ul>
        {shares.map(({ bucket, share }) => (
          <li key={bucket} className="grid h-6.5 grid-cols-[132px_1fr_40px_28px] items-center gap-2">
            <span className="flex items-center gap-1.5 whitespace-nowrap">
              <BucketGlyph bucket={bucket} />
              {bucket === 'undetermined' && attack ? (verdict.nature === 'attack' ? 'Attack or none' : 'Outage or none') : BUCKET_TITLES[bucket]}
            </span>
            <span className={BUCKET_COLOUR[bucket]}>
              <Bar value={share} />
            </span>
            <span className={cn('text-right font-medium', share < 0.05 && 'font-normal text-text-3')}>{percent(share)}</span>
            <span className="text-right text-meta text-text-3">{before ? points(share, before.buckets[bucket] ?? 0) : ''}</span>
          </li>
        ))}
      </ul>
      {likely.length > 0 && (
        <div className="mt-2.5 border-t border-line pt-2.5">
          <h3 className="text-meta font-normal text-text-3">Most likely causes{verdict.confidence < 0.7 ? ', none near the 70% to be named' : ''}</h3>
          <ul className="mt-1">
            {likely.map(({ cause, confidence }, index) => (
              <li key={cause} className={cn('flex gap-2 py-0.5', index === 0 && 'font-medium')}>
                <span>{causeTitles[cause] ?? cause}</span>
                <span className="ml-auto">{percent(confidence)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** "+12.0" with a real minus. */
export const decibans = (weight: number) => `${weight > 0 ? '+' : weight < 0 ? '−' : ''}${Math.abs(weight).toFixed(1)}`

const SOURCES: readonly [RegExp, string][] = [
  [/^account|^elsewhere|^blocks|^providers/, 'Record'],
  [/^changes|^config/, 'Changes'],
  [/^logs/, 'Logs'],
  [/^pattern/, 'Pattern'],
  [/^experience/, 'Experience'],
]

/** Where a piece of evidence was seen, in the words of the steps. */
export const sourceTitle = (source: string) => SOURCES.find(([pattern]) => pattern.test(source))?.[1] ?? source

function EvidenceList({ verdict, title }: { verdict: Verdict; title: string | null }) {
  if (!title) return null
  return (
    <section>
      <div className="mb-2 flex items-baseline gap-2">
        <h2>Evidence for {title.charAt(0).toLowerCase() + title.slice(1)}</h2>
        <span className="ml-auto text-meta text-text-3">weight</span>
      </div>
      <ul className="divide-y divide-line">
        {verdict.evidence.slice(0, 8).map(({ sign, weight, because, source }) => (
          <li key={sign} className="grid grid-cols-[44px_1fr] gap-2 py-1.5 first:pt-0">
            <span className={cn('pr-1 text-right font-medium', weight > 0 ? 'text-ok' : 'text-danger')}>{decibans(weight)}</span>
            <div>
              <p className="leading-[18px] text-pretty wrap-anywhere">{because}</p>
              <p className="text-meta text-text-3">{sourceTitle(source)}</p>
            </div>
          </li>
        ))}
        {verdict.unknown.slice(0, 3).map(({ sign, ask }) => (
          <li key={sign} className="grid grid-cols-[44px_1fr] gap-2 py-1.5 text-text-3">
            <span className="pr-1 text-right">?</span>
            <div>
              <p className="leading-[18px]">{ask}</p>
              <p className="text-meta">Unknown, adds nothing</p>
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-meta text-text-2">
        Before any evidence {decibans(verdict.prior)}, sum {decibans(verdict.sum)}, stated as {percent(verdict.confidence)}
      </p>
    </section>
  )
}
