import { ChevronLeft, ChevronRight } from 'lucide-react'
import { ButtonLink } from './button'

/** Pages by key: there is a next one or there is not; nobody counts the table. */
export function Pager({ first, next, shown }: { first: string | null; next: string | null; shown: string }) {
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2 pt-2 text-meta text-text-3">
      <span>{shown}</span>
      {first && (
        <ButtonLink size="small" href={first} prefetch={false}>
          <ChevronLeft aria-hidden className="size-3.5" /> First
        </ButtonLink>
      )}
      {next && (
        <ButtonLink size="small" href={next} prefetch={false} data-key="." data-key-label="Next page" rel="next">
          Next <ChevronRight aria-hidden className="size-3.5" />
        </ButtonLink>
      )}
    </nav>
  )
}
