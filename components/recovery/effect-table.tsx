import { ArrowRight } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import type { EffectLine } from '@/lib/services/recoveries/schema'

/** Labels up to this length stay on one line. */
const SHORT = 18

/** Before and after, field by field. What goes is struck through and said to be "before" for those who hear the page. */
export function EffectTable({ effects, caption }: { effects: readonly EffectLine[]; caption: string }) {
  return (
    <table className="w-full text-left">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {effects.map(({ label, before, after }) => (
          <tr key={label}>
            <th scope="row" className={cn('py-2 pr-3 align-top font-normal text-text-2 wrap-anywhere', label.length <= SHORT && 'whitespace-nowrap')}>
              {label}
            </th>
            <td className={cn('py-2 pr-3 align-top text-text-2 wrap-anywhere', before !== '–' && 'line-through decoration-text-3')}>{before}</td>
            <td className="py-2 align-top font-medium wrap-break-word">
              <span className="flex gap-2">
                <ArrowRight aria-hidden className="mt-0.75 size-3.5 flex-none text-text-3" />
                <span>{after}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
