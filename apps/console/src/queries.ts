import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection } from 'geojson'
import type {
  BulletinView,
  FeedDetail,
  FeedView,
  Me,
  Phone,
  PhoneMessage,
  ReplayRun,
  Report,
  SendingBoard,
  Situation,
  StationDetail,
  WarningBrief,
  WarningDetail,
  ZoneRain,
} from '#libs/contract'
import { get, Refused } from './api'
import { setClock } from './time'

const signedOut = (error: unknown): boolean =>
  error instanceof Refused && (error.problem.status === 401 || error.problem.code === 'access.not-signed-in')

export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: async (): Promise<Me | null> => {
      try {
        return await get<Me | null>('/session')
      } catch (error) {
        if (signedOut(error)) return null
        throw error
      }
    },
    refetchInterval: 60_000,
  })

/** A replay runs as fast as it was asked to, at full speed by jumps; while it waits for officers it keeps real time. */
function clockRate(run: ReplayRun | null): number {
  if (run === null || run.state !== 'running' || run.waitingForDecision) return 1
  return run.speed === 'max' ? 0 : run.speed
}

export const useSituation = () =>
  useQuery({
    queryKey: ['situation'],
    queryFn: async (): Promise<Situation> => {
      const situation = await get<Situation>('/situation')
      setClock(situation.now, situation.timeZone, clockRate(situation.replay))
      return situation
    },
  })

export const useVillageShapes = () =>
  useQuery({
    queryKey: ['villages'],
    queryFn: () => get<FeatureCollection>('/villages.geojson'),
    staleTime: Infinity,
    refetchInterval: false,
  })

export const useStation = (id: string) =>
  useQuery({ queryKey: ['station', id], queryFn: () => get<StationDetail>(`/stations/${encodeURIComponent(id)}?hours=48`) })

export const useFeeds = () => useQuery({ queryKey: ['feeds'], queryFn: () => get<FeedView[]>('/feeds') })

export const useFeed = (source: string) =>
  useQuery({ queryKey: ['feed', source], queryFn: () => get<FeedDetail>(`/feeds/${encodeURIComponent(source)}`) })

export const useBulletins = () => useQuery({ queryKey: ['bulletins'], queryFn: () => get<BulletinView[]>('/bulletins') })

export const useBulletinShapes = () =>
  useQuery({ queryKey: ['bulletin-shapes'], queryFn: () => get<FeatureCollection>('/bulletins.geojson') })

export const useZoneRain = () => useQuery({ queryKey: ['zone-rain'], queryFn: () => get<ZoneRain[]>('/zones/rain') })

export const useWarnings = () => useQuery({ queryKey: ['warnings'], queryFn: () => get<WarningBrief[]>('/warnings?ended=1') })

export const useWarning = (id: string) =>
  useQuery({ queryKey: ['warning', id], queryFn: () => get<WarningDetail>(`/warnings/${encodeURIComponent(id)}`) })

export const useBoard = (id: string) =>
  useQuery({ queryKey: ['board', id], queryFn: () => get<SendingBoard>(`/warnings/${encodeURIComponent(id)}/board`) })

export const usePhones = (contains: string) =>
  useQuery({
    queryKey: ['phones', contains],
    queryFn: () => get<Phone[]>(`/phones?contains=${encodeURIComponent(contains)}&limit=60`),
    placeholderData: (previous) => previous,
  })

export const usePhone = (number: string) =>
  useQuery({ queryKey: ['phone', number], queryFn: () => get<PhoneMessage[]>(`/phones/${encodeURIComponent(number)}`) })

export const useReports = () => useQuery({ queryKey: ['reports'], queryFn: () => get<Report[]>('/reports') })

export interface Replays {
  available: { name: string; title: string }[]
  run: ReplayRun | null
}
export const useReplays = () => useQuery({ queryKey: ['replays'], queryFn: () => get<Replays>('/replays') })
