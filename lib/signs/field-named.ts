import { rememberTexts } from '@/lib/core/remember-texts'

/** As many names as the records of some vendors have. */
const KEPT = 2_000

/** Tells whether a field of a record has a name such as the pattern says. Records have the same few fields over and over, so each name is looked at once. */
export const fieldNamed = (pattern: RegExp) => rememberTexts(KEPT, (name) => pattern.test(name))
