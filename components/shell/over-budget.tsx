import { Hourglass } from 'lucide-react'
import { Page } from '@/components/shell/app-frame'
import { EmptyState } from '@/components/ui/states'
import { AppError } from '@/lib/core/errors'

/** A budget that is used up is an answer of its own; everything else stays an error. */
export function overBudget(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'too_many') return error
  throw error
}

/** The page that is shown instead: what the limit is, and when it begins anew. */
export function OverBudgetPage({ title, words }: { title: string; words: string }) {
  return (
    <Page title={title}>
      <EmptyState icon={Hourglass} title="Enough for this hour">
        {words}
      </EmptyState>
    </Page>
  )
}
