import type { Entry } from '#libs/area'
import type { PackagedZone } from './read-zones'

/** Zones of one site whose rain thresholds do not rise with the severity: someone swapped them. */
export function siteProblems(entries: readonly Entry<PackagedZone>[]): { row: number; field: string; message: string }[] {
  const rainy = entries.flatMap(({ row, value }) =>
    value.hazard === 'landslide' ? [{ row, severity: value.severity, ...value.trigger.rain }] : [],
  )
  return rainy.flatMap((worse) =>
    rainy
      .filter((milder) => milder.site === worse.site && milder.severity < worse.severity)
      .flatMap((milder) =>
        worse.windows.flatMap((window, index) => {
          const below = milder.windows.find((each) => each.hours === window.hours)
          if (!below || window.mm > below.mm) return []
          const message = `severity ${worse.severity} of ${worse.site} is reached at ${window.mm} mm in ${window.hours} h, no more than severity ${milder.severity} (${below.mm} mm)`
          return [{ row: worse.row, field: `trigger.rain.windows.${index}.mm`, message }]
        }),
      ),
  )
}
