import { Card, CardHead } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { number } from '@/lib/core/number'
import type { EffectItem, TraitItem } from '@/lib/services/changes/schema'
import { effectWords, interval, shareOf, times, traitWords } from './effect-words'

const HEAD = 'text-left text-meta text-text-3 [&_th]:px-4 [&_th]:py-1.5 [&_th]:font-normal max-nav:[&_th]:px-2'
const ROW = 'align-top [&_td]:px-4 [&_td]:py-1.5 max-nav:[&_td]:px-2 [&_th]:px-4 [&_th]:py-1.5 max-nav:[&_th]:px-2'

const figure = (effect: EffectItem, side: 'before' | 'after') => (effect.by === 'sign-ins' ? shareOf(effect[side]) : number(effect[side].failures))

function Side({ effect, side }: { effect: EffectItem; side: 'before' | 'after' }) {
  return (
    <td className="text-right whitespace-nowrap">
      {figure(effect, side)}
      <span className="block text-meta text-text-3">{effect.by === 'sign-ins' ? `${number(effect[side].failures)} of ${number(effect[side].signIns)}` : 'failures'}</span>
    </td>
  )
}

function Row({ effect, name }: { effect: EffectItem; name: React.ReactNode }) {
  return (
    <tr className={cn(ROW, effect.finding === 'rise' && 'bg-blocked')}>
      <th scope="row" className="text-left font-normal wrap-anywhere">
        {name}
        <span className={cn('block text-meta', effect.finding === 'rise' ? 'text-danger' : 'text-text-3')}>{effectWords(effect)}</span>
      </th>
      <Side effect={effect} side="before" />
      <Side effect={effect} side="after" />
      <td className="text-right whitespace-nowrap max-nav:hidden">
        {effect.ratio === null ? '–' : times(effect)}
        <span className="block text-meta text-text-3">{interval(effect)}</span>
      </td>
    </tr>
  )
}

type Props = { title: string; end: string; all: EffectItem; own: EffectItem | null; reasons: readonly EffectItem[]; windows: string; vary: string }

/** Failures before and after a change, as shares of the sign-ins, with what a test says of each. */
export function EffectCard({ title, end, all, own, reasons, windows, vary }: Props) {
  return (
    <Card aria-label="Failures before and after">
      <CardHead title={title} end={end} />
      {all.before.failures + all.after.failures === 0 ? (
        <p className="px-4 py-3 text-text-2">No failed sign-in on either side.</p>
      ) : (
        <table className="w-full">
          <thead>
            <tr className={HEAD}>
              <th>Failures</th>
              <th className="text-right!">Before</th>
              <th className="text-right!">After</th>
              <th className="text-right! max-nav:hidden">Ratio, 95% interval</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            <Row effect={all} name="All reasons" />
            {own && <Row effect={own} name={`Recorded by ${own.title}`} />}
            {reasons.map((effect) => (
              <Row key={effect.title} effect={effect} name={<span className="mono">{effect.title}</span>} />
            ))}
          </tbody>
        </table>
      )}
      <p className="border-t border-line px-4 py-2 text-meta text-pretty text-text-3">
        {windows} {vary}
      </p>
    </Card>
  )
}

/** The traits that those who fail share since a change, with how many of each failed before and after. */
export function TraitCard({ title, end, items, note }: { title: string; end: string; items: readonly TraitItem[]; note: string }) {
  return (
    <Card aria-label="What those who fail share">
      <CardHead title={title} end={end} />
      {items.length === 0 ? (
        <p className="px-4 py-3 text-text-2">Nobody failed on either side within this window.</p>
      ) : (
        <table className="w-full">
          <thead>
            <tr className={HEAD}>
              <th>Trait</th>
              <th className="max-nav:hidden">
                <span className="sr-only">Drawn</span>
              </th>
              <th className="text-right!">Before</th>
              <th className="text-right!">After</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {items.map((item) => (
              <tr key={`${item.trait} ${item.title}`} className={ROW}>
                <th scope="row" className="text-left font-normal wrap-anywhere">
                  <span className="text-text-2">{item.trait}</span> <span className="font-medium">{item.title}</span>
                  <span className={cn('block text-meta', item.finding === 'rise' ? 'text-danger' : 'text-text-3')}>{traitWords(item)}</span>
                </th>
                <td className="w-34 max-nav:hidden">
                  <Dots item={item} />
                </td>
                <Side effect={item} side="before" />
                <Side effect={item} side="after" />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="border-t border-line px-4 py-2 text-meta text-pretty text-text-3">{note}</p>
    </Card>
  )
}

/** Hollow before, filled after, on 0 to 100%. The figures stand beside it. */
function Dots({ item }: { item: EffectItem }) {
  const x = ({ failures, signIns }: EffectItem['before']) => 6 + 108 * (signIns ? failures / signIns : 0)
  const [before, after] = [x(item.before), x(item.after)]
  const hot = item.finding === 'rise'
  return (
    <svg aria-hidden viewBox="0 0 120 16" className="mt-1 h-4 w-30">
      <line x1="6" x2="114" y1="8" y2="8" className="stroke-line" />
      <line x1={before} x2={after} y1="8" y2="8" strokeWidth="2" className={hot ? 'stroke-fail-same' : 'stroke-text-3'} />
      {item.before.signIns > 0 && <circle cx={before} cy="8" r="3.5" strokeWidth="1.5" className="fill-surface stroke-text-3" />}
      {item.after.signIns > 0 && <circle cx={after} cy="8" r="4" className={hot ? 'fill-fail-same' : 'fill-text-3'} />}
    </svg>
  )
}
