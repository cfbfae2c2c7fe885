/** "Ines Duarte" → "ID". */
export const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()

export function Avatar({ name }: { name: string }) {
  return (
    <span aria-hidden className="inline-grid size-5 flex-none place-items-center rounded-full border border-line-strong bg-sunken text-[9px] font-semibold text-text-2">
      {initials(name)}
    </span>
  )
}
