import { ArrowRight } from 'lucide-react'
import type { EffectLine } from '@/lib/services/recoveries/schema'

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
            <th scope="row" className="py-2 pr-3 align-top font-normal text-text-2 wrap-anywhere">
              {label}
            </th>
            <td className="py-2 pr-3 align-top text-text-2 line-through decoration-text-3 wrap-anywhere">{before}</td>
            <td className="py-2 align-top font-medium wrap-anywhere">
              <ArrowRight aria-hidden className="mr-2 inline size-3.5 text-text-3" />
              {after}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
