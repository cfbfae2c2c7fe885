import { Ban } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { TierBadge } from '@/components/ui/tier-badge'
import type { RecoveryOption } from '@/lib/services/recoveries/schema'
import { RECOVERY_ICONS, recoverHref } from './reasons'

type Opens = { ticketNumber: number; onOpen?: ((option: RecoveryOption) => void) | undefined }

/** Opens the dialog where JavaScript runs; otherwise, or in a new tab, the recovery's own page. */
function Opener({ option, ticketNumber, onOpen, keyHint, primary }: Opens & { option: RecoveryOption; keyHint?: string | undefined; primary?: boolean }) {
  return (
    <ButtonLink
      href={recoverHref(ticketNumber, option.action)}
      prefetch={false}
      kind={primary ? 'primary' : 'secondary'}
      size="small"
      {...(keyHint ? { hint: keyHint, 'data-key': keyHint, 'data-key-label': option.title } : {})}
      onClick={(event) => {
        if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen(option)
      }}
    >
      {option.verb}…
    </ButtonLink>
  )
}

const checksOf = (count: number) => (count === 0 ? [] : [count === 1 ? '1 check' : `${count} checks`])
/** What it asks for, in short. */
const needs = ({ whyNot, need }: RecoveryOption) => whyNot ?? [...checksOf(need.checks), 'reason', ...(need.secondPerson ? ['second person'] : [])].join(', ')

/** A recovery that fits: its consequence first, its tier, and a button or the reason why there is none. */
export function RecoveryCard({ option, ticketNumber, onOpen, index }: Opens & { option: RecoveryOption; index: number }) {
  const Icon = RECOVERY_ICONS[option.action]
  return (
    <article className="rounded-card border border-line-strong bg-surface p-3">
      <h3 className="flex items-center gap-2">
        <Icon aria-hidden className="size-4 flex-none text-text-2" />
        <span className="min-w-0 flex-1">{option.title}</span>
        <TierBadge tier={option.need.tier} {...(option.need.tier === option.need.base ? {} : { words: `Tier ${option.need.base}, today ${option.need.tier}` })} />
      </h3>
      <p className="mt-1.5 text-meta leading-[18px] text-pretty text-text-2">
        <strong className="font-semibold text-text">{option.consequence}</strong> {option.possible && `${option.because.replace(/\.$/, '')}.`}
      </p>
      <div className="mt-2.5 flex items-center gap-2">
        {option.possible && option.allowed ? (
          <Opener option={option} ticketNumber={ticketNumber} onOpen={onOpen} keyHint={index < 9 ? String(index + 1) : undefined} primary={index === 0} />
        ) : (
          <span className="inline-flex items-center gap-1.5 text-meta text-text-2">
            <Ban aria-hidden className="size-3.5" /> {option.possible ? 'Not for you' : option.because}
          </span>
        )}
        <span className="ml-auto text-right text-meta text-text-3">{option.possible ? needs(option) : 'nothing to do'}</span>
      </div>
    </article>
  )
}

/** The recoveries that the verdict does not name, folded: an override leads to each that the record allows. */
export function UnfitRecoveries({ options, ticketNumber, onOpen }: Opens & { options: readonly RecoveryOption[] }) {
  if (options.length === 0) return null
  return (
    <details className="group">
      <summary className="cursor-pointer py-1 text-text-2">
        {options.length} more do not fit this verdict
      </summary>
      <ul className="divide-y divide-line">
        {options.map((option) => (
          <li key={option.action} className="flex min-h-9 items-center gap-2 py-1">
            <Ban aria-hidden className="size-3.5 flex-none text-text-3" />
            <span>{option.title}</span>
            <span className="ml-auto text-right text-meta text-text-3">
              {!option.possible ? option.because : option.allowed ? <Opener option={{ ...option, verb: 'Override' }} ticketNumber={ticketNumber} onOpen={onOpen} /> : option.whyNot}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
