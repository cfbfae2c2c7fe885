/** A row of bars without axes: the shape of a growth. The figures stand in the label. */
export function Sparkbars({ values, label }: { values: readonly number[]; label: string }) {
  const top = Math.max(1, ...values)
  return (
    <svg role="img" aria-label={`${label}: ${values.join(', ')}`} viewBox={`0 0 ${values.length * 5} 24`} className="h-6 w-30 flex-none fill-fail-same" preserveAspectRatio="none">
      {values.map((value, index) => (
        <rect key={index} x={index * 5} y={24 - Math.max(value ? 2 : 0.5, (value / top) * 24)} width="4" height={Math.max(value ? 2 : 0.5, (value / top) * 24)} />
      ))}
    </svg>
  )
}
