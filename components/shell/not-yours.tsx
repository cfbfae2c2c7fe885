import { ShieldX } from 'lucide-react'
import { EmptyState } from '@/components/ui/states'

/** A page that one's role does not include: said, not hidden. */
export function NotYours({ role }: { role: string }) {
  return (
    <EmptyState icon={ShieldX} title="Your role does not include this">
      It needs the role {role}. An administrator can change yours under Settings, Agents.
    </EmptyState>
  )
}
