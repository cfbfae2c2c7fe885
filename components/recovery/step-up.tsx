type Props = { form: string; binding: { action: string; targetId: string; params: unknown } }

/** Where the agent proves that they are there. Stands in until step-up proofs exist: it hands back no proof, and none is asked for. */
export function StepUp({ form }: Props) {
  return <input type="hidden" name="stepUpProof" form={form} value="" />
}
