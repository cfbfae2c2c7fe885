import { clsx, type ClassValue } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['chart', 'meta', 'body', 'strong', 'state', 'page', 'cause', 'confidence'] }] } },
})

/** Joins class names; the later of two that set the same thing wins. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes))
