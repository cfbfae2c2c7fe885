// What every chart's axes share. Formats are made once: a chart writes a hundred times and more.

export const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' })
export const MINUTE = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
export const HOUR = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })

/** A round figure at or above the highest bar. */
export function ceiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return [1, 2, 4, 5, 10].map((step) => step * power).find((step) => step >= value) ?? value
}

/** A bar as a part of a path, at least one unit wide. */
export const box = (left: number, width: number, top: number, bottom: number) => `M${left.toFixed(1)} ${top.toFixed(1)}h${Math.max(1, width).toFixed(1)}V${bottom.toFixed(1)}h${(-Math.max(1, width)).toFixed(1)}z`
