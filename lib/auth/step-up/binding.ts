/** What a proof is for: this action, on this target, with these parameters, and nothing else. */
export type StepUpBinding = { action: string; targetId: string; params: unknown }
