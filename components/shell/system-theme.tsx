'use client'

import { useEffect } from 'react'

/**
 * Follows the system's theme where none was chosen. The cookie lets the server draw the next page in it at once, so only
 * the very first page of a dark system is drawn twice.
 */
export function SystemTheme() {
  useEffect(() => {
    const query = window.matchMedia('(prefers-color-scheme: dark)')
    const follow = () => {
      const theme = query.matches ? 'dark' : 'light'
      document.documentElement.dataset.theme = theme
      document.cookie = `system-theme=${theme}; path=/; max-age=31536000; samesite=lax`
    }
    follow()
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  return null
}
