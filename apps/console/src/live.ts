import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LiveTopic } from '#libs/contract'

const TOUCHES: Record<LiveTopic, readonly string[]> = {
  feeds: ['situation', 'feeds', 'feed'],
  bulletins: ['bulletins', 'bulletin-shapes', 'zone-rain'],
  readings: ['situation', 'station', 'zone-rain'],
  risk: ['situation', 'station', 'warnings', 'warning'],
  warnings: ['situation', 'warnings', 'warning', 'board'],
  deliveries: ['board', 'phones', 'phone', 'warnings'],
  incidents: ['reports', 'phones', 'phone'],
  health: ['situation'],
  replay: ['situation', 'replays'],
}

const isTopic = (topic: string): topic is LiveTopic => topic in TOUCHES
const DEBOUNCE = 300

/** Re-fetches what the server says has changed, gathered over a moment so that a burst of readings is one request. */
export function useLive(client: QueryClient): void {
  useEffect(() => {
    const stale = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = (): void => {
      timer = undefined
      const keys = [...stale]
      stale.clear()
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] })
    }
    const source = new EventSource('/api/live')
    source.addEventListener('message', (event: MessageEvent<string>) => {
      if (!isTopic(event.data)) return
      for (const key of TOUCHES[event.data]) stale.add(key)
      timer ??= setTimeout(flush, DEBOUNCE)
    })
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client])
}
