'use server'

import { actingAgent } from '@/lib/http/current-agent'
import { previewIntake, type IntakePreview } from '@/lib/services/tickets/preview-intake'

/** What a pasted text holds, read while the person still types. Stores nothing. */
export async function readPasted(text: string): Promise<IntakePreview | null> {
  const ctx = await actingAgent().catch(() => null)
  return ctx && typeof text === 'string' ? previewIntake(ctx, text.slice(0, 200_000)).catch(() => null) : null
}
