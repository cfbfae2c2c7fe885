import { Card, CardHead } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { number } from '@/lib/core/number'
import type { TestedTrait } from '@/lib/services/patterns/schema'
import { traitTestWords } from './pattern-words'

const SHOWN = 10
const share = ({ failures, signIns }: TestedTrait['before']) => (signIns ? failures / signIns : 0)

/** What sets those apart who are hit: each trait's share among them and among those who get in, and what a test says. */
export function TestedTraitsCard({ items, tested, hit, others }: { items: readonly TestedTrait[]; tested: number; hit: number; others: number }) {
  const apart = items.filter(({ finding }) => finding === 'rise')
  const [first] = apart
  const title = first ? `${apart.length === 1 ? 'Only the' : 'Most of all the'} ${first.trait} sets them apart` : 'Nothing sets them apart'
  return (
    <Card aria-label="What sets them apart">
      <CardHead
        title={title}
        end={
          <span className="flex gap-3">
            <Key fill="fill-text-2">{number(hit)} hit</Key>
            <Key fill="fill-line-strong">{number(others)} not hit, same time</Key>
          </span>
        }
      />
      {items.length === 0 ? (
        <p className="px-4 py-3 text-text-2">No trait of theirs is known.</p>
      ) : (
        <ul className="divide-y divide-line">
          {items.slice(0, SHOWN).map((item) => (
            <li key={`${item.trait} ${item.title}`} className={cn('grid items-center gap-x-3 gap-y-1 px-4 py-2 nav:grid-cols-[minmax(0,1fr)_180px_88px_minmax(0,0.9fr)]', item.finding === 'rise' && 'bg-blocked')}>
              <span className="wrap-anywhere">
                <span className="text-text-2">{item.trait}</span> <span className="font-medium">{item.title}</span>
              </span>
              <span aria-hidden className="space-y-1">
                <Share value={share(item.after)} fill={item.finding === 'rise' ? 'fill-fail-same' : 'fill-text-2'} />
                <Share value={share(item.before)} fill="fill-line-strong" />
              </span>
              <span className="text-right whitespace-nowrap max-nav:text-left">
                <span className="block">
                  {number(item.after.failures)} of {number(item.after.signIns)}
                </span>
                <span className="block text-text-3">
                  {number(item.before.failures)} of {number(item.before.signIns)}
                </span>
              </span>
              <span className={cn('text-meta text-pretty', item.finding === 'rise' ? 'text-danger' : 'text-text-3')}>{traitTestWords(item)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="border-t border-line px-4 py-2 text-meta text-pretty text-text-3">{tested} values were tested by Fisher’s exact test, all of them allowed for (Benjamini–Hochberg). Those not hit are the last who got in.</p>
    </Card>
  )
}

function Key({ fill, children }: { fill: string; children: React.ReactNode }) {
  return (
    <span className="flex items-center gap-1.5">
      <svg aria-hidden viewBox="0 0 10 10" className={cn('size-2.5 flex-none', fill)}>
        <rect x="0.5" y="0.5" width="9" height="9" rx="2" />
      </svg>
      {children}
    </span>
  )
}

/** A share from 0 to 1 on a track. The figures stand beside it. */
function Share({ value, fill }: { value: number; fill: string }) {
  return (
    <svg viewBox="0 0 1000 6" preserveAspectRatio="none" className="block h-1.5 w-full fill-sunken">
      <rect width="1000" height="6" />
      {value > 0 && <rect width={Math.max(8, value * 1000)} height="6" className={fill} />}
    </svg>
  )
}
