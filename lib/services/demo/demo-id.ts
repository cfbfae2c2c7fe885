/** Marks the ids of generated rows, so that what belongs to the demo company is known from what does not. */
export const DEMO_ID = '-8de0-1a7c'
