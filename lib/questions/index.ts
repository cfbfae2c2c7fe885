// Written by npm run generate from the files of this folder.
import type { Question } from './define'
import howTheCodeArrives from './how-the-code-arrives'
import sureOfThePassword from './sure-of-the-password'
import whatMakesItWork from './what-makes-it-work'
import whenItBroke from './when-it-broke'
import whereItStops from './where-it-stops'
import whereTheMessage from './where-the-message'
import whoseAttempts from './whose-attempts'

/** Every question of the triage: the entries of this folder, in the order of their names. */
export const questions: readonly Question[] = [
  howTheCodeArrives,
  sureOfThePassword,
  whatMakesItWork,
  whenItBroke,
  whereItStops,
  whereTheMessage,
  whoseAttempts,
]
