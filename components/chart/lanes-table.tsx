'use client' // As figures-table.tsx: so its figures travel once.

import { number } from '@/lib/core/number'
import type { Lanes } from '@/lib/services/changes/schema'
import { MINUTE } from './scale'

/** What the lanes draw, as tables: failures by reason from each of the times on, and the changes. */
export function LanesTable({ lanes: { reasons, services, others }, times }: { lanes: Lanes; times: readonly string[] }) {
  const shown = [...times.keys()].filter((index) => reasons.some(({ counts }) => (counts[index] ?? 0) > 0))
  return (
    <details className="text-meta text-text-2">
      <summary className="text-accent">As table</summary>
      <div role="region" tabIndex={0} aria-label="Failures by reason, and changes, as tables" className="overflow-x-auto">
        <table className="mt-1">
          <caption className="sr-only">Failures by reason</caption>
          <thead>
            <tr className="[&_th]:pr-6 [&_th]:text-left [&_th]:font-normal">
              <th scope="col">From (UTC)</th>
              {reasons.map(({ reason }) => (
                <th key={reason} scope="col" className="mono">
                  {reason}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((index) => (
              <tr key={index} className="[&_td]:pr-6">
                <th scope="row" className="pr-6 text-left font-normal whitespace-nowrap">
                  {MINUTE.format(new Date(times[index] ?? ''))}
                </th>
                {reasons.map(({ reason, counts }) => (
                  <td key={reason} className="text-right">
                    {counts[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {others > 0 && <p className="mt-1">{number(others)} failures have rarer reasons and are not drawn.</p>}
        <table className="mt-3">
          <caption className="sr-only">Changes on the chart</caption>
          <tbody>
            {services.flatMap(({ environment, service, steps }) =>
              steps.filter(({ at }) => at).map(({ id, at, label, rank }) => (
                <tr key={id} className="[&_td]:pr-6">
                  <th scope="row" className="pr-6 text-left font-normal whitespace-nowrap">
                    {MINUTE.format(new Date(at))}
                  </th>
                  <td>{environment}</td>
                  <td>{service}</td>
                  <td>{label}</td>
                  <td>{rank ? `number ${rank} of the list` : ''}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  )
}
