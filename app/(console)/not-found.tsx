import { SearchX } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/states'

export default function ConsoleNotFound() {
  return (
    <EmptyState icon={SearchX} title="There is nothing at this address" action={<ButtonLink href="/queue">Go to the queue</ButtonLink>}>
      It may have been deleted, or the address has a typing error.
    </EmptyState>
  )
}
