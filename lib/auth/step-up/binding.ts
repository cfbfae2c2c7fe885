import { canonicalJson, sha256 } from '@/lib/core/canonical-json'

/** What a proof is for: this action, on this target, with these parameters, and nothing else. */
export type StepUpBinding = { action: string; targetId: string; params: unknown }

/** SHA-256 over the parameters as canonical JSON: what a proof keeps of them. */
export const hashParams = (params: unknown) => sha256(canonicalJson(params ?? null))
