import { UserCheck } from 'lucide-react'
import type { FormState } from '@/components/ui/form-state'
import type { NeedView } from '@/lib/services/recoveries/schema'
import type { StepUpWays } from '@/lib/services/step-up/schema'
import { StepUp, type Binding, type StepUpActions } from './step-up'

type Props = { need: NeedView; binding: Binding; form: string; you: string; ways: StepUpWays; prove: StepUpActions; state: FormState }

/** Who stands behind the act: the agent, who proves that they are there, and the second person. */
export function Grounds({ need, binding, form, you, ways, prove, state }: Props) {
  if (!need.stepUp && !need.secondPerson) return null
  return (
    <div className="grid gap-3 nav:grid-cols-2">
      {need.stepUp && (
        <div>
          <h3>You</h3>
          <p className="mt-1 text-text-2">{you}</p>
          <StepUp form={form} binding={binding} ways={ways} actions={prove} state={state} />
        </div>
      )}
      {need.secondPerson && (
        <div>
          <h3>Second person</h3>
          <p className="mt-1 flex gap-2">
            <UserCheck aria-hidden className="mt-0.5 size-4 flex-none text-text-3" />
            <span>
              {need.approvers[0] ?? 'Nobody else may agree'}
              <span className="block text-meta text-text-2">
                {need.approvers.length > 1 ? `or ${need.approvers.length - 1} more. ` : ''}Sees all of this, has {need.approveMinutes} min.
              </span>
            </span>
          </p>
        </div>
      )}
    </div>
  )
}
