'use client' // Not for what it does: so its figures travel once as figures, not once more as elements of a table.

/** The figures of a chart as a table behind it: the first column names a row, the others are its figures. */
export function FiguresTable({ head, rows }: { head: readonly string[]; rows: readonly (readonly [name: string, ...figures: (string | number)[]])[] }) {
  return (
    <details className="text-meta text-text-2">
      <summary className="text-accent">As table</summary>
      {/* Said once for all cells: a table of hundreds would say it hundreds of times. */}
      <table className="mt-1 text-right [&_td]:pr-6 [&_th]:pr-6 [&_th]:font-normal [&_th:first-child]:text-left">
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {/* Slices of less than a minute share a name. */}
          {rows.map(([name, ...figures], row) => (
            <tr key={row}>
              <th scope="row" className="whitespace-nowrap">
                {name}
              </th>
              {figures.map((value, index) => (
                <td key={head[index + 1]}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
