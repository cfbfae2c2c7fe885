import { Check, ChevronLeft, ChevronRight, Users } from 'lucide-react'
import Link from 'next/link'
import { PatternChip } from '@/components/pattern/pattern-chip'
import { Crumbs } from '@/components/shell/crumbs'
import { ButtonLink } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { cn } from '@/components/ui/cn'
import { span } from '@/components/ui/distance'
import { Notice } from '@/components/ui/states'
import { Time } from '@/components/ui/time'
import { STEPS, type Step } from '@/lib/evidence/vocabulary'
import type { PatternState } from '@/lib/services/patterns/schema'
import { STEP_TITLES } from './step-names'

export type TicketHeadProps = {
  number: number
  subject: string
  person: React.ReactNode
  channel: string
  openedAt: string
  openForMs: number
  environment: string
  assignee: string | null
  others: number
  /** The pattern that they are, once the console has found it. */
  pattern: { id: string; state: PatternState; note: string | null } | null
  step: Step
  steps: readonly { step: Step; finding: string; done: boolean }[]
  /** The sixth step, which is there from the first recovery on. */
  after: 'none' | 'there' | 'current'
  /** Assign and status forms. */
  actions: React.ReactNode
}

const CHANNEL_WORDS: Readonly<Record<string, string>> = { phone: 'by phone', email: 'by e-mail', chat: 'by chat', web: 'by web form' }

/** Who, what and since when; and the five steps with what each found. Any order, never a lock. */
export function TicketHead(props: TicketHeadProps) {
  const { number, subject, person, channel, openedAt, openForMs, environment, assignee, others, pattern, step, steps, after: sixth, actions } = props
  const at = STEPS.indexOf(step)
  const before = STEPS[at - 1]
  const after = STEPS[at + 1]
  return (
    <header>
      <Crumbs href="/queue" title="Queue" here={`#${number}`} />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 pt-3.5 pb-3">
        <div className="min-w-0 flex-1 basis-80">
          <h1 className="flex flex-wrap items-center gap-2 text-page tracking-tight">
            {subject}
            {others > 0 && (
              <Chip tone="accent" icon={<Users aria-hidden />}>
                {pattern ? (
                  <Link href={`/patterns/${pattern.id}`} prefetch={false} className="hover:underline">
                    {others} others like this
                  </Link>
                ) : (
                  `${others} others like this`
                )}
              </Chip>
            )}
            {pattern && pattern.state !== 'found' && <PatternChip state={pattern.state} />}
          </h1>
          {/* A separator that would begin a line is cut off by the edge. */}
          <div className="mt-1 overflow-x-clip">
            <ul className="-ml-4 flex flex-wrap text-meta leading-5 text-text-2 [&>li]:relative [&>li]:pl-4 [&>li]:before:absolute [&>li]:before:left-1.5 [&>li]:before:text-text-3 [&>li]:before:content-['·']">
              <li className="wrap-anywhere">{person}</li>
              <li>
                {CHANNEL_WORDS[channel] ?? channel}, <Time at={openedAt} style="time" />, open {span(openForMs)}
              </li>
              <li>{environment}</li>
              <li>{assignee ?? 'nobody yet'}</li>
            </ul>
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          {actions}
          <nav aria-label="Steps before and after" className="flex">
            <ButtonLink href={before ? `/tickets/${number}/${before}` : '/queue'} data-key="[" hint="[" className={after ? 'rounded-r-none' : undefined}>
              <ChevronLeft aria-hidden className="size-4" /> {before ? STEP_TITLES[before] : 'Queue'}
            </ButtonLink>
            {after && (
              <ButtonLink href={`/tickets/${number}/${after}`} data-key="]" className="-ml-px rounded-l-none" hint="]">
                {STEP_TITLES[after]} <ChevronRight aria-hidden className="size-4" />
              </ButtonLink>
            )}
          </nav>
        </div>
      </div>
      {pattern?.note && (
        <div className="mb-3">
          <Notice tone="accent" title="What to tell them">
            <p className="text-pretty wrap-anywhere">{pattern.note}</p>
          </Notice>
        </div>
      )}
      <Stepper number={number} step={step} steps={steps} after={sixth} />
    </header>
  )
}

function Stepper({ number, step, steps, after }: Pick<TicketHeadProps, 'number' | 'step' | 'steps' | 'after'>) {
  const all = after === 'none' ? steps : [...steps, { step: 'after' as const, finding: 'Watched and told', done: false }]
  return (
    <nav aria-label="Steps" className={cn('mb-4 grid gap-1', after === 'none' ? 'grid-cols-5' : 'grid-cols-6')}>
      {all.map(({ step: name, finding, done: seen }, index) => {
        const current = after === 'current' ? name === 'after' : name === step
        const done = seen || (after === 'current' && name === step)
        return (
          <Link
            key={name}
            href={`/tickets/${number}/${name}`}
            aria-current={current ? 'step' : undefined}
            className={cn('block min-h-11 border-t-2 border-line-strong pt-2 pr-2 pb-1.5 hover:border-control', done && 'border-text-3', current && 'border-accent')}
          >
            <span className={cn('flex items-center gap-1.5 font-medium text-text-2 max-nav:text-meta', done && 'text-text', current && 'font-semibold text-accent')}>
              {done ? <Check aria-label="seen" className="size-3.5 max-nav:hidden" /> : <span className="max-nav:hidden">{index + 1}</span>}
              {name === 'after' ? 'After' : STEP_TITLES[name]}
            </span>
            <span className={cn('block text-meta text-text-3 max-nav:sr-only', current && 'text-text-2')}>{finding}</span>
          </Link>
        )
      })}
    </nav>
  )
}
