/** Numbers as a reader reads them: 12,345. Made once: an Intl object of its own for each number costs a page more than all its markup. */
const WHOLE = new Intl.NumberFormat('en-GB')
const ONE_DIGIT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const NO_DIGIT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** A number with its thousands apart, of fractions three digits at most. */
export const number = (value: number) => WHOLE.format(value)

/** A figure as it is read off a chart: one digit behind the point where it is small. */
export const figure = (value: number) => (value < 10 ? ONE_DIGIT : NO_DIGIT).format(value)
