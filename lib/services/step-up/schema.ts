import { z } from 'zod'

/** What a step-up is asked for, as a browser may send it. The parameters are hashed; what spends the proof computes them itself. */
export const stepUpInput = z.object({ action: z.string().min(1).max(80), targetId: z.string().min(1).max(80), params: z.json().optional() })

/** Fields of a form that asks for a step-up: a code, or the proof that a passkey made before. */
export const stepUpFields = z.object({ stepUpCode: z.string().max(40).default(''), stepUpProof: z.string().max(40).default('') })

/** What an agent can prove themselves with at this address. `demoCode`: the code to type, in the demo alone. */
export type StepUpWays = { totp: boolean; passkey: boolean; demoCode: string | null }

/** What the browser is to be asked for a passkey. The options are the browser's own business and go through as they are. */
export type StepUpQuestion = { challengeId: string; options: unknown; problem: string | null }
export type StepUpAnswer = { proofId: string | null; problem: string | null }
