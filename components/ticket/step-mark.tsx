'use client'

import { useEffect } from 'react'

/** Tells the server that a step was opened, so that the queue and the stepper know how far the ticket has come. */
export function StepMark({ mark }: { mark: () => Promise<void> }) {
  useEffect(() => {
    void mark()
  }, [mark])
  return null
}
