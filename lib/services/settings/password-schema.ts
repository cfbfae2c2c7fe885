import { z } from 'zod'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/auth/password'
import { weaknessOf } from '@/lib/auth/weak-password'

/** A password as NIST SP 800-63B-4, 3.1.1.2 wants it: long, no rules of composition, not one that is tried first. */
export const passwordSchema = z
  .string()
  .min(PASSWORD_MIN, `the password needs at least ${PASSWORD_MIN} characters`)
  .max(PASSWORD_MAX, `at most ${PASSWORD_MAX} characters`)
  .refine((password) => weaknessOf(password) === null, 'too easy to guess: choose some words that nobody would put together')
