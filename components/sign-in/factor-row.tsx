'use client'

import { Fingerprint, Smartphone } from 'lucide-react'
import { StepUp, type StepUpActions } from '@/components/recovery/step-up'
import { ActionForm } from '@/components/ticket/action-form'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Time } from '@/components/ui/time'
import type { FormAction } from '@/components/ui/form-state'
import type { StepUpWays } from '@/lib/services/step-up/schema'

export type FactorView = { id: string; kind: string; label: string; createdAt: string; lastUsedAt: string | null; disabled: boolean }

/** One factor, with its removal behind a step-up of its own. */
export function FactorRow({ factor, remove, ways, stepUp }: { factor: FactorView; remove: FormAction; ways: StepUpWays; stepUp: StepUpActions }) {
  const Icon = factor.kind === 'passkey' ? Fingerprint : Smartphone
  return (
    <li className="px-4 py-2.5">
      <details>
        <summary className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Icon aria-hidden className="size-4 flex-none text-text-3" />
          <span className="min-w-0 flex-1 basis-40">
            <b className="wrap-anywhere">{factor.label}</b> <span className="text-meta text-text-3">{factor.kind === 'passkey' ? 'passkey' : 'authenticator app'}</span>
          </span>
          {factor.disabled && <Chip tone="danger">Disabled after 100 wrong codes</Chip>}
          <span className="text-meta text-text-2">
            added <Time at={factor.createdAt} />
            {factor.lastUsedAt && (
              <>
                , used <Time at={factor.lastUsedAt} />
              </>
            )}
          </span>
          <span className="font-medium text-accent">Remove</span>
        </summary>
        <ActionForm action={remove} className="mt-3 max-w-100 space-y-3">
          {(state, pending) => (
            <>
              <input type="hidden" name="id" value={factor.id} />
              <StepUp ways={ways} actions={stepUp} binding={{ action: 'agent.remove_factor', targetId: factor.id, params: null }} state={state} />
              <Button type="submit" kind="danger" disabled={pending} aria-label={`Remove ${factor.label}`}>
                Remove it
              </Button>
            </>
          )}
        </ActionForm>
      </details>
    </li>
  )
}
